"""The answers of one page: each a live edition, with the passage that answers, and where it is."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe

from articles.models import Edition
from articles.search.results import Hit, Place
from articles.search.statements import marks, rows
from articles.words import highlighting
from articles.words.pages import Passage, Section
from articles.words.query import Query, Stems, Term

MOST_PLACES = 3
# A passage whose heading holds a word too answers better than one that has it by chance.
BY_HEADING = 0.5
HEADINGS = {"title", "heading", "question"}
# What an answer shows of its edition, on the page and to programs.
SHOWN = (
    *("title", "standfirst", "number", "change_type", "published_at"),
    *("reading_minutes", "reference_count", "review__reviewed_at", "review__due_on"),
    *("article__slug", "article__sample", "article__topic__slug", "article__topic__name"),
)
PAGES = """SELECT edition_id, CAST(sections AS text), CAST(passages AS text), stems
    FROM articles_searchentry WHERE edition_id IN ({})"""


class _Page(NamedTuple):
    """What the index knows of an edition's page; `stems` has a line for each passage."""

    sections: Sequence[Section]
    passages: Sequence[Passage]
    stems: str


class _Line(NamedTuple):
    """A passage, and how much of what was asked for it holds, its heading included."""

    worth: float
    terms: int
    passage: Passage


class _Wanted(NamedTuple):
    """A term as it looks in a line of stems: in one of several ways, of several rows each; and what
    it is worth to have it."""

    ways: Sequence[Sequence[str]]
    worth: float

    def among(self, stems: str) -> "_Wanted":
        """With those ways alone that can be found there."""
        return self._replace(ways=[rows for rows in self.ways if all(row in stems for row in rows)])


def hits(
    editions: Sequence[int], query: Query, rarities: Mapping[str, float], now: datetime
) -> list[Hit]:
    """The editions as answers, in that order. Those that are not live at `now` are left out, should
    the index know more than the record."""
    wanted = [_wanted(term, rarities) for term in query.terms]
    live = Edition.objects.live(now).select_related("article__topic", "review").order_by()
    shown = live.only(*SHOWN).in_bulk(editions)
    pages = _pages(editions)
    return [
        _hit(shown[pk], pages[pk], query.sequences, wanted)
        for pk in editions
        if pk in shown and pk in pages
    ]


def _pages(editions: Sequence[int]) -> dict[int, _Page]:
    return {
        pk: _Page(
            [Section(*values) for values in json.loads(sections)],
            [Passage(text, kind, section) for section, kind, text in json.loads(passages)],
            stems,
        )
        for pk, sections, passages, stems in rows(PAGES.format(marks(editions)), editions)
    }


def _wanted(term: Term, rarities: Mapping[str, float]) -> _Wanted:
    """A word that all articles hold is still worth something."""
    ways = [[f" {' '.join(row)} " for row in choice.sequences] for choice in term.choices]
    return _Wanted(ways, 0.1 + max(rarities[stem] for stem in term.stems))


def _hit(edition: Edition, page: _Page, sequences: set[Stems], wanted: Sequence[_Wanted]) -> Hit:
    lines = list(_lines(page, wanted))
    best = max(lines, key=lambda each: each.worth, default=None)
    title = _safe(highlighting.marked(page.passages[0].text, sequences))
    if best is None:
        return Hit(edition, title, _safe(highlighting.excerpt(edition.standfirst, ())))
    section = page.sections[best.passage.section]
    return Hit(
        edition,
        title,
        _safe(highlighting.excerpt(best.passage.text, sequences)),
        place=Place(section.id, section.title) if section.id else None,
        question=section.title if section.is_question else "",
        places=_places(lines, page.sections, best),
    )


def _lines(page: _Page, wanted: Sequence[_Wanted]) -> Iterator[_Line]:
    """The passages that hold anything, or stand under a heading that does; no headings."""
    # Most of the ways are nowhere on the page, and need not be looked for in each line.
    wanted = [term.among(page.stems) for term in wanted]
    headings: defaultdict[int, set[int]] = defaultdict(set)
    for passage, stems in zip(page.passages, page.stems.split("\n"), strict=True):
        held = _held(stems, wanted)
        if passage.kind in HEADINGS:
            headings[passage.section] |= held
            continue
        above = headings[passage.section] - held if passage.section else set()
        if held or above:
            worth = sum(wanted[number].worth for number in held)
            worth += BY_HEADING * sum(wanted[number].worth for number in above)
            yield _Line(worth, len(held) + len(above), passage)


def _held(stems: str, wanted: Sequence[_Wanted]) -> set[int]:
    """The numbers of the terms that a line of stems holds."""
    return {
        number
        for number, term in enumerate(wanted)
        for rows in term.ways
        if all(row in stems for row in rows)
    }


def _places(lines: Sequence[_Line], sections: Sequence[Section], best: _Line) -> list[Place]:
    """Other sections that hold as many of the words, in the order of the page."""
    found = {
        line.passage.section: sections[line.passage.section]
        for line in lines
        if line.terms >= best.terms
    }
    found.pop(best.passage.section, None)
    others = [section for section in found.values() if section.id]
    return [Place(section.id, section.title) for section in others][:MOST_PLACES]


def _safe(html: str) -> SafeString:
    return mark_safe(html)  # noqa: S308 `highlighting` escapes all but its marks
