"""What other formats call a work, as one of our nine types.

Sources: CSL 1.0.2 (`csl-data.json`, *type*) and the names that Crossref's own schema gives; the RIS
specification of Research Information Systems (2011), *TY*; BibTeX's *btxdoc* and BibLaTeX's manual,
section 2.1. What no table knows is a web page if it has an address, else a report.
"""

from collections.abc import Mapping
from typing import get_args

from articles.citations.item import ItemType

OURS: tuple[ItemType, ...] = get_args(ItemType)


def _table(names: Mapping[ItemType, str]) -> dict[str, ItemType]:
    return {name: ours for ours, listed in names.items() for name in listed.split()}


CSL = {ours: ours for ours in OURS} | _table(
    {
        "article-journal": "article review review-book paper journal-article posted-content"
        " peer-review",
        "article-newspaper": "article-magazine",
        "book": "classic collection monograph edited-book reference-book book-set book-series"
        " periodical proceedings",
        "chapter": "entry entry-dictionary entry-encyclopedia paper-conference book-chapter"
        " book-section book-part book-track reference-entry proceedings-article",
        "dataset": "database",
        "guideline": "standard",
        "report": "bill hearing legal_case legislation manuscript pamphlet patent regulation"
        " speech treaty report-component",
        "thesis": "dissertation",
        "webpage": "broadcast figure graphic interview map motion_picture musical_score"
        " performance post post-weblog software song",
    }
)
RIS = _table(
    {
        "article-journal": "JOUR EJOUR INPR JFULL ABST",
        "article-newspaper": "NEWS MGZN",
        "book": "BOOK EBOOK EDBOOK ENCYC DICT SER CLSWK ANCIENT",
        "chapter": "CHAP ECHAP CONF CPAPER",
        "dataset": "DATA DBASE AGGR",
        "guideline": "STAND",
        "report": "RPRT GOVDOC PAMP UNPB MANSCPT HEAR BILL STAT LEGAL CASE PAT GRANT",
        "thesis": "THES",
        "webpage": "ELEC BLOG ICOMM MULTI COMP VIDEO SOUND",
    }
)
BIBTEX = _table(
    {
        "article-journal": "article suppperiodical",
        "book": "book mvbook bookinbook collection mvcollection reference mvreference proceedings"
        " mvproceedings periodical",
        "chapter": "inbook incollection inproceedings conference inreference suppbook"
        " suppcollection",
        "dataset": "dataset",
        "guideline": "standard",
        "report": "techreport report booklet manual unpublished patent legislation jurisdiction",
        "thesis": "phdthesis mastersthesis thesis",
        "webpage": "online electronic www software video audio",
    }
)


def type_of(name: str, table: Mapping[str, ItemType], *, has_address: bool) -> ItemType:
    """Our type for `name`, as one of the tables above has it."""
    return table.get(name) or ("webpage" if has_address else "report")
