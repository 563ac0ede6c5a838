"""What each type of work says of itself, statement by statement, in Citing Medicine's order."""

from collections.abc import Callable

from articles.citations.editions import edition_text
from articles.citations.location import newspaper_pages, short_pages, volume_text
from articles.citations.wording import designated
from articles.citations.work import Work


def statements(work: Work) -> list[str]:
    """The statements before availability, without their full stops; "" where nothing is known."""
    return _LAYOUTS.get(work.type, _web_page)(work)


def _journal_article(work: Work) -> list[str]:
    """Chapters 1A and 23A: the designator follows the journal's title."""
    volume = volume_text(work.number("volume"), work.number("issue"))
    pages = short_pages(work.number("page"))
    return [*_article_heads(work, work.field("container-title")), _located(work, volume, pages)]


def _newspaper_article(work: Work) -> list[str]:
    """Chapter 8: no "The", the place in brackets, section and page."""
    name = work.field("container-title")
    name = name[4:] if name.lower().startswith("the ") else name
    if name and (place := work.field("publisher-place")):
        name = f"{name} ({place})"
    pages = newspaper_pages(work.number("page"))
    section, page = (pages, "") if pages.startswith("Sect.") else ("", pages)
    return [*_article_heads(work, name), _located(work, section, page)]


def _article_heads(work: Work, periodical: str) -> list[str]:
    title = work.field("title")
    if periodical:
        return [work.authors, title, designated(periodical, work.medium())]
    return [work.authors, designated(title, work.medium())]


def _located(work: Work, volume: str, pages: str) -> str:
    """`2006 Sep [cited 2007 Jan 8];188(18):6476-82`."""
    place = ";".join(filter(None, [work.dated(), volume]))
    return ":".join(filter(None, [place, pages])) if place else f"p. {pages}" if pages else ""


def _book(work: Work) -> list[str]:
    """Chapters 2A and 22A: editors stand first, or behind the edition if there are authors."""
    first, behind = (work.authors, work.editors) if work.authors else (work.editors, "")
    return [first, *_book_statements(work, work.field("title"), behind)]


def _chapter(work: Work) -> list[str]:
    """Chapters 2C and 22C: the part, then the book that it is in, then its pages."""
    if not (container := work.field("container-title")):
        return _book(work)
    book = [work.editors, *_book_statements(work, container, "")]
    inside, *after = filter(None, book)
    pages = short_pages(work.number("page"))
    return [
        work.authors,
        work.field("title"),
        f"In: {inside}",
        *after,
        f"p. {pages}" if pages else "",
    ]


def _book_statements(work: Work, title: str, editors: str) -> list[str]:
    volume = work.number("volume")
    return [
        designated(title, work.medium()),
        edition_text(work.field("edition")),
        editors,
        f"Vol. {volume}" if volume else "",
        _imprint(work, year_only=True),
    ]


def _imprint(work: Work, *, year_only: bool = False) -> str:
    """`London: NICE; 2019 [cited 2023 Feb 25]`."""
    publisher = ": ".join(filter(None, [work.field("publisher-place"), work.field("publisher")]))
    return "; ".join(filter(None, [publisher, work.dated(year_only=year_only)]))


def _web_page(work: Work) -> list[str]:
    """Chapter 25: the site's name follows the page's title, unless the publisher has that name."""
    return _titled(work, work.medium())


def _dataset(work: Work) -> list[str]:
    """Chapter 24."""
    return _titled(work, work.medium("dataset"))


def _thesis(work: Work) -> list[str]:
    """Chapter 5: any thesis that is not a master's is a dissertation."""
    is_masters = "master" in work.field("genre").lower()
    return _titled(work, work.medium("master's thesis" if is_masters else "dissertation"))


def _titled(work: Work, medium: str) -> list[str]:
    site = work.field("container-title")
    return [
        work.authors or work.editors,
        designated(work.field("title"), medium),
        edition_text(work.field("edition")),
        "" if site == work.field("publisher") else site,
        _imprint(work),
    ]


def _report(work: Work) -> list[str]:
    """Chapters 4 and 22: the series in brackets, or the number of the report."""
    return _numbered(work, work.field("container-title"), "Report No.")


def _guideline(work: Work) -> list[str]:
    """Chapter 2 and 22, as a book in a series: `(NICE guideline; NG136)`."""
    return _numbered(work, work.field("genre") or work.field("container-title"), "Guideline No.")


def _numbered(work: Work, series: str, label: str) -> list[str]:
    number = work.number("number")
    if series:
        counted = f"no. {number}" if number.isdecimal() else number
        numbered = f"({'; '.join(filter(None, [series, counted]))})"
    else:
        numbered = f"{label}: {number}" if number else ""
    return [
        work.authors or work.editors,
        designated(work.field("title"), work.medium()),
        edition_text(work.field("edition")),
        _imprint(work),
        numbered,
    ]


_LAYOUTS: dict[str, Callable[[Work], list[str]]] = {
    "article-journal": _journal_article,
    "article-newspaper": _newspaper_article,
    "book": _book,
    "chapter": _chapter,
    "dataset": _dataset,
    "guideline": _guideline,
    "report": _report,
    "thesis": _thesis,
    "webpage": _web_page,
}
