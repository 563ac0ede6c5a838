"""BibTeX and BibLaTeX for users of LaTeX: entries that both read, in UTF-8.

Entry types and fields: *btxdoc* and BibLaTeX's manual, sections 2.1 and 2.2. The year stands beside
the date, as BibTeX's own styles know no date.
"""

import re
from collections.abc import Iterable
from urllib.parse import quote

from bibtexparser.entrypoint import write_string
from bibtexparser.library import Library
from bibtexparser.model import Entry, Field

from articles.citations.item import Name
from articles.sources.writing.cited import Cited, is_others
from articles.sources.writing.latex import latex, title

TYPES = {
    "article-journal": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "dataset": "dataset",
    "guideline": "standard",
    "report": "techreport",
    "thesis": "thesis",
    "webpage": "online",
}
THESES = {"PhD thesis": "phdthesis", "Master's thesis": "mastersthesis"}
PARTS = {"article-journal", "article-newspaper", "chapter", "webpage"}
CONTAINERS = {"article-journal": "journal", "article-newspaper": "journal", "chapter": "booktitle"}
CONTAINERS |= {"webpage": "titleaddon", "dataset": "titleaddon", "thesis": "titleaddon"}
PUBLISHERS = {"report": "institution", "guideline": "institution", "thesis": "school"}
PUBLISHERS |= {"webpage": "organization"}
# What parts a list of names, or a name.
APART = re.compile(r",|(?:^|\s)and(?=\s|$)", re.IGNORECASE)
UNSAFE = re.compile(r"[\s{}\\]")


def written(works: Iterable[Cited]) -> str:
    """The works as BibTeX, an entry each."""
    return write_string(Library([_entry(work) for work in works]))


def _entry(work: Cited) -> Entry:
    values = {
        "author": _names(work.names("author")),
        "title": title(work.field("title")),
        CONTAINERS.get(work.type, "series"): latex(work.field("container-title")),
        "editor": _names(work.names("editor")),
        "date": "-".join(work.issued()),
        "year": "".join(work.issued()[:1]),
        "volume": latex(work.field("volume")),
        **_numbers(work),
        "pages": latex(work.field("page").replace("--", "-")).replace("-", "--"),
        "edition": latex(work.field("edition")),
        PUBLISHERS.get(work.type, "publisher"): latex(work.field("publisher")),
        "address": latex(work.field("publisher-place")),
        "type": "" if work.field("genre") in THESES else latex(work.field("genre")),
        "entrysubtype": "newspaper" if work.type == "article-newspaper" else "",
        "language": latex(work.field("language")),
        "isbn": latex(work.field("ISBN")),
        "doi": _verbatim(work.field("DOI")),
        "pmid": latex(work.field("PMID")),
        "pmcid": latex(work.field("PMCID")),
        "url": _verbatim(work.field("URL")),
        "urldate": "-".join(work.read_on()),
        "note": latex(work.remark()),
    }
    fields = [Field(name, value) for name, value in values.items() if value]
    return Entry(_type(work), work.key, fields)


def _type(work: Cited) -> str:
    is_known = work.type == "thesis" and work.field("genre") in THESES
    return THESES[work.field("genre")] if is_known else TYPES[work.type]


def _numbers(work: Cited) -> dict[str, str]:
    """BibTeX's `number` is the issue of a part, but of a report or a standard its own number."""
    issue, number = latex(work.field("issue")), latex(work.field("number"))
    if work.type in PARTS:
        return {"number": issue, "eid": number}
    return {"issue": issue, "number": number}


def _names(names: list[Name]) -> str:
    return " and ".join(name_written(name) for name in names)


def name_written(name: Name) -> str:
    """`Family, Suffix, Given`; a body in braces, as it is no person's name."""
    if is_others(name):
        return "others"
    if body := name.get("literal"):
        return f"{{{latex(body)}}}"
    if not name.get("given"):
        return f"{{{latex(name['family'])}}}"
    parts = [name["family"], name.get("suffix", ""), name["given"]]
    return ", ".join(_whole(part) for part in parts if part)


def _whole(part: str) -> str:
    return f"{{{latex(part)}}}" if APART.search(part) else latex(part)


def _verbatim(address: str) -> str:
    """An address is no LaTeX: what would end the field is encoded, the rest stays."""
    return UNSAFE.sub(lambda sign: quote(sign[0]), address)
