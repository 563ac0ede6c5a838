"""The bibliographic statement of a reference line: who, what, in what, published by whom, when.

What is read here has lost its number, address, access date and identifiers already. The order of
the parts is that of NLM *Citing Medicine*: chapter 1 (journal articles), 2 (books and their
chapters), 4 (reports), 5 (theses), 8 (newspapers), 25 (web sites).
"""

import re

from articles.citations.item import Date, Item, ItemType
from articles.sources import names
from articles.sources.dates import month_number

MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
WHEN = (
    rf"(?P<year>1[5-9]\d\d|20\d\d)(?:\s+(?P<month>{MONTH})(?:\s*[-–/]\s*{MONTH})?"
    r"(?:\s+(?P<day>\d{1,2}))?)?"
)
JOURNAL_ISSUE = re.compile(
    rf"(?<=[.?!\]])\s+{WHEN}\s*;\s*(?P<volume>[^:;().]{{1,30}})?"
    r"(?:\((?P<issue>[^()]{1,30})\))?(?:\s*:\s*(?P<page>[\w–-]+(?:,\s?[\w–-]+)*))?",
    re.IGNORECASE,
)
YEAR = re.compile(
    rf"(?:(?<=[;.,:(?!])|(?<=[;.,:(?!\]] )){WHEN}(?=\s*(?:[.;,)\]\[]|$))", re.IGNORECASE
)
SENTENCE_END = re.compile(r"(?<=[?!])\s+(?=\S)|(?<!\.\w)\.\s+(?=\S)")
INTERNET = re.compile(r"\s*\[(?:internet|online)\]\.?", re.IGNORECASE)
MEDIUM = re.compile(r"\s*\[(?P<medium>[a-z' ]{4,40})\]", re.IGNORECASE)
EDITION = re.compile(r"(?P<edition>\d{1,3}(?:st|nd|rd|th)|rev(?:ised)?\.?) ed(?:ition|n)?\.?", re.I)
PLACE = re.compile(r"(?P<place>[^:]{2,60}): (?P<publisher>.+)")
IN_BOOK = re.compile(r"(?:^|[.?!]\s+)In:\s+", re.IGNORECASE)
CHAPTER_PAGES = re.compile(r"\bpp?\.\s?(?P<page>[\w–-]+)", re.IGNORECASE)
PART_OF_JOURNAL = re.compile(r"(?:suppl(?:ementum|ement)?|series|part|section)\b.{0,20}", re.I)
NEWSPAPERS = re.compile(
    r"(?:the )?(?:guardian|times|observer|independent|(?:daily )?telegraph|new york times"
    r"|washington post|financial times|daily mail|scotsman|herald)",
    re.IGNORECASE,
)
SERIES = re.compile(r"\(?(?P<series>[^()]*\b(?:guideline|guidance|report|series)\b[^()]*)\)?", re.I)


def statement(text: str, *, online: bool) -> Item:
    """The work that `text` describes; `online` where the line gave an address."""
    if found := JOURNAL_ISSUE.search(text):
        return _article(text[: found.start()], found)
    return _other(text, online=online)


def sentences(text: str) -> list[str]:
    """`text` cut at its full stops; `U.S.` and the like do not end a sentence."""
    return [part.strip(" .") for part in SENTENCE_END.split(text) if part.strip(" .;")]


def _article(head: str, issue: re.Match[str]) -> Item:
    item: Item = {"type": "article-journal", "title": "", "issued": _date(issue)}
    parts = sentences(INTERNET.sub("", head).strip())
    container = _container(parts)
    _authors(item, parts, enough=2)
    item["title"] = _joined(parts)
    if container:
        item["container-title"] = container
    for name in ("volume", "issue", "page"):
        if value := (issue[name] or "").strip():
            item[name] = value
    return item


def _container(parts: list[str]) -> str:
    """Takes the journal's name off the end, with the name of its supplement or series."""
    if len(parts) < 2:
        return ""
    container = parts.pop()
    if len(parts) > 1 and PART_OF_JOURNAL.fullmatch(container):
        container = f"{parts.pop()}. {container}"
    return container


def _other(text: str, *, online: bool) -> Item:
    item: Item = {"type": "webpage" if online else "book", "title": ""}
    head, tail = _take_date(item, text)
    chapter = IN_BOOK.split(head, maxsplit=1)
    if len(chapter) == 2:
        return _chapter(item, chapter[0], chapter[1], tail)
    head, imprint = _split_imprint(head)
    _title_and_container(item, head, has_imprint=bool(imprint))
    _publisher(item, imprint)
    _series(item, tail)
    item["type"] = _type(item, text, online=online)
    return item


def _take_date(item: Item, text: str) -> tuple[str, str]:
    """What stands before and after the date of publication, the last that stands by itself."""
    dates = list(YEAR.finditer(text))
    if not dates:
        return text, ""
    found = dates[-1]
    item["issued"] = _date(found)
    return text[: found.start()].rstrip(" ("), text[found.end() :]


def _chapter(item: Item, head: str, book: str, tail: str) -> Item:
    book, imprint = _split_imprint(book)
    parts, book_parts = sentences(head), sentences(book)
    _authors(item, parts, enough=1)
    if book_parts and (editors := names.editors(book_parts[0])):
        item["editor"] = editors
        book_parts.pop(0)
    _edition(item, book_parts)
    item["type"], item["title"] = "chapter", _joined(parts)
    item["container-title"] = INTERNET.sub("", _joined(book_parts))
    _publisher(item, imprint)
    if pages := CHAPTER_PAGES.search(tail):
        item["page"] = pages["page"]
    return item


def _split_imprint(head: str) -> tuple[str, str]:
    """The text before the imprint, and the imprint (`Sydney: McGraw-Hill`), which ends in `;`."""
    if not head.rstrip(" .").endswith(";"):
        return head, ""
    head = head.rstrip(" .;")
    ends = [found.end() for found in SENTENCE_END.finditer(head)]
    ends += [found.end() for found in re.finditer(r"\][.]?\s+", head)]
    cut = max(ends, default=0)
    return head[:cut], head[cut:]


def _title_and_container(item: Item, head: str, *, has_imprint: bool) -> None:
    before, internet, after = _around_internet(head)
    parts = sentences(before)
    _authors(item, parts, enough=1 if internet or has_imprint else 2)
    _edition(item, parts)
    if internet or has_imprint:
        item["title"], container = _joined(parts), sentences(after)
    else:
        item["title"], container = _joined(parts[:1]), parts[1:]
    _edition(item, container)
    if medium := MEDIUM.search(item["title"]):
        item["genre"] = medium["medium"]
        item["title"] = MEDIUM.sub("", item["title"])
    if container:
        item["container-title"] = _joined(container)


def _around_internet(head: str) -> tuple[str, bool, str]:
    found = INTERNET.search(head)
    return (head[: found.start()], True, head[found.end() :]) if found else (head, False, "")


def _authors(item: Item, parts: list[str], *, enough: int) -> None:
    """Takes the authors off the front, where at least `enough` parts are left for the rest."""
    if not parts:
        return
    persons = names.people(parts[0]) if len(parts) > 1 else None
    if persons:
        item["author"] = persons
    elif editors := names.editors(parts[0]):
        item["editor"] = editors
    elif len(parts) > enough and not re.search(r"[?!:]$", parts[0]):
        item["author"] = names.body(parts[0])
    else:
        return
    parts.pop(0)


def _edition(item: Item, parts: list[str]) -> None:
    for part in parts:
        if found := EDITION.fullmatch(part):
            item["edition"] = found["edition"]
            parts.remove(part)
            return


def _publisher(item: Item, imprint: str) -> None:
    if found := PLACE.fullmatch(imprint):
        item["publisher-place"], item["publisher"] = found["place"], found["publisher"]
    elif imprint:
        item["publisher"] = imprint


def _series(item: Item, tail: str) -> None:
    if found := SERIES.search(tail):
        item["number"] = found["series"].strip(" .")


def _type(item: Item, text: str, *, online: bool) -> ItemType:
    genre = item.get("genre", "").lower()
    if "thesis" in genre or "dissertation" in genre:
        return "thesis"
    if "dataset" in genre or "data set" in genre:
        return "dataset"
    if NEWSPAPERS.fullmatch(item.get("container-title", "")):
        return "article-newspaper"
    series = item.get("number", "").lower()
    if "guideline" in series or "guidance" in series:
        return "guideline"
    if series:
        return "report"
    return "webpage" if online else "book"


def _date(found: re.Match[str]) -> Date:
    parts = [int(found["year"])]
    if found["month"]:
        parts.append(month_number(found["month"]))
        if found["day"]:
            parts.append(int(found["day"]))
    return {"date-parts": [parts]}


def _joined(parts: list[str]) -> str:
    return ". ".join(parts).replace("?. ", "? ").replace("!. ", "! ")
