r"""BibTeX and BibLaTeX, as LaTeX users keep their references.

Fields: *btxdoc* and BibLaTeX's manual, section 2.2. LaTeX is decoded in prose alone: in an address
`%` is no comment, and `\_` the only kind of markup.
"""

import re
from collections.abc import Iterator

from bibtexparser.entrypoint import parse_string
from bibtexparser.library import Library
from bibtexparser.middlewares import LatexDecodingMiddleware, RemoveEnclosingMiddleware
from bibtexparser.middlewares.names import (
    parse_single_name_into_parts,
    split_multiple_persons_names,
)
from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Field,
    ParsingFailedBlock,
)
from bibtexparser.model import Entry as BibEntry

from articles.citations.item import Name
from articles.sources.entries import Entry, Unread, entry
from articles.sources.identifiers import urls
from articles.sources.names import OTHERS
from articles.sources.work_types import BIBTEX, type_of

LATEX = re.compile(r"[\\{}$~%]")
COMMENT = re.compile(r"(?<!\\)%")
ESCAPED = re.compile(r"\\([%_&#~$])")
PERIODICAL = {"article-journal", "article-newspaper"}
GENRES = {"phdthesis": "PhD thesis", "mastersthesis": "Master's thesis"}

_DECODING = LatexDecodingMiddleware(keep_math_mode=False)


def read(text: str) -> list[Entry]:
    """The works of a BibTeX text; never raises."""
    try:
        library = parse_string(text)
    except Exception:  # whatever a parser makes of hostile text
        return [Unread("", "This is no BibTeX that can be read.")]
    return [made for block in library.blocks for made in _entry(block)]


def _entry(block: Block) -> Iterator[Entry]:
    """Entries alone: no strings and comments."""
    raw = (block.raw or "")[:300]
    block = _once(block)
    if isinstance(block, BibEntry):
        values = {each.key.lower(): str(each.value) for each in reversed(block.fields)}
        yield entry(_fields(block.entry_type.lower(), values), raw, accessed=_accessed(values))
    elif isinstance(block, ParsingFailedBlock):
        yield Unread(raw, "A bracket, comma or quotation mark is missing in it or before it.")


def _once(block: Block) -> Block:
    """An entry whose key or field is given twice is an entry all the same."""
    if not isinstance(block, DuplicateBlockKeyBlock | DuplicateFieldKeyBlock):
        return block
    inner = block.ignore_error_block
    if not isinstance(inner, BibEntry):
        return block
    return RemoveEnclosingMiddleware(True).transform_entry(inner, Library())


def _fields(kind: str, values: dict[str, str]) -> dict[str, object]:
    def prose(*names: str) -> str:
        return next((plain(values[name]) for name in names if values.get(name)), "")

    url = _url(values)
    ours = type_of(kind, BIBTEX, has_address=bool(url))
    if ours == "article-journal" and values.get("entrysubtype") in {"newspaper", "magazine"}:
        ours = "article-newspaper"
    is_part = ours in {"article-journal", "article-newspaper", "chapter", "webpage"}
    return {
        "type": ours,
        "title": ": ".join(filter(None, [prose("title"), prose("subtitle")])),
        "author": _names(values.get("author", "")),
        "editor": _names(values.get("editor", "")),
        "container-title": prose("journal", "journaltitle", "booktitle", "maintitle")
        or ("" if ours in PERIODICAL else prose("titleaddon", "series")),
        "publisher": prose("publisher", "school", "institution", "organization"),
        "publisher-place": prose("address", "location"),
        "issued": _issued(values),
        "volume": prose("volume"),
        "issue": prose("number", "issue") if is_part else prose("issue"),
        "number": prose("eid") if is_part else prose("number"),
        "page": prose("pages").replace("--", "-").replace("–", "-"),
        "edition": prose("edition"),
        "genre": GENRES.get(kind, "") or prose("type"),
        "language": prose("langid", "language"),
        "DOI": ESCAPED.sub(r"\1", values.get("doi", "")),
        "PMID": values.get("pmid", "") or _eprint(values, "pubmed"),
        "PMCID": values.get("pmcid", "") or _eprint(values, "pmc"),
        "ISBN": values.get("isbn", ""),
        "URL": url,
    }


def plain(latex: str) -> str:
    r"""LaTeX as text: `\"{u}` becomes ü, braces go, and a bare `%` is taken for the sign."""
    if not LATEX.search(latex):
        return latex
    field = Field("text", COMMENT.sub(r"\\%", latex))
    decoded = _DECODING.transform_entry(BibEntry("misc", "key", [field]), Library())
    if isinstance(decoded, BibEntry):
        return str(decoded.fields[0].value)
    return re.sub(r"[{}]", "", latex)


def _names(written: str) -> list[Name]:
    return [_name(name) for name in split_multiple_persons_names(written)] if written else []


def _name(written: str) -> Name:
    """A person in any of BibTeX's three forms; a body stands in braces."""
    if written.lower() == "others":
        return OTHERS
    if written.startswith("{") and written.endswith("}"):
        return Name(literal=plain(written))
    parts = parse_single_name_into_parts(written, strict=False)
    family = plain(" ".join([*parts.von, *parts.last]))
    given = plain(" ".join(parts.first))
    if not given:
        return Name(literal=family)
    return Name(family=family, given=given, suffix=plain(" ".join(parts.jr)))


def _issued(values: dict[str, str]) -> str:
    if date := values.get("date", ""):
        return date
    year, month, day = (plain(values.get(name, "")) for name in ("year", "month", "day"))
    separator = "-" if month.isdecimal() else " "
    return separator.join(filter(None, [year, month, day]))


def _accessed(values: dict[str, str]) -> str:
    return values.get("urldate", "") or values.get("lastchecked", "")


def _url(values: dict[str, str]) -> str:
    written = f"{values.get('url', '')} {values.get('howpublished', '')}"
    return next(iter(urls(ESCAPED.sub(r"\1", re.sub(r"\\url|[{}]", " ", written)))), "")


def _eprint(values: dict[str, str], kind: str) -> str:
    return values.get("eprint", "") if values.get("eprinttype", "").lower() == kind else ""
