"""The answers of one page: each a live edition, with the passage that answers, and where it is."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString, mark_safe

from articles.models import Edition, SearchEntry
from articles.search.results import Hit, Place
from articles.words import highlighting
from articles.words.pages import Passage, Section
from articles.words.query import Query, Stems, Term

MOST_PLACES = 3
# A passage whose heading holds a word too answers better than one that has it by chance.
BY_HEADING = 0.5
HEADINGS = {"title", "heading", "question"}


@dataclass(frozen=True)
class _Line:
    """A passage, and how much of what was asked for it holds, its heading included."""

    passage: Passage
    worth: float
    terms: int


@dataclass(frozen=True)
class _Wanted:
    """A term as it looks in a line of stems: in one of several ways, of several rows each; and what
    it is worth to have it."""

    ways: Sequence[Sequence[str]]
    worth: float


def hits(
    editions: Sequence[int], query: Query, rarities: Mapping[str, float], now: datetime
) -> list[Hit]:
    """The editions as answers, in that order. Those that are not live at `now` are left out, should
    the index know more than the record."""
    wanted = [_wanted(term, rarities) for term in query.terms]
    live = Edition.objects.live(now).for_lists().in_bulk(editions)
    entries = SearchEntry.objects.only("sections", "passages", "stems").in_bulk(editions)
    return [
        _hit(live[pk], entries[pk], query.sequences, wanted)
        for pk in editions
        if pk in live and pk in entries
    ]


def _wanted(term: Term, rarities: Mapping[str, float]) -> _Wanted:
    """A word that all articles hold is still worth something."""
    ways = [[f" {' '.join(row)} " for row in choice.sequences] for choice in term.choices]
    return _Wanted(ways, 0.1 + max(rarities[stem] for stem in term.stems))


def _hit(
    edition: Edition, entry: SearchEntry, sequences: set[Stems], wanted: Sequence[_Wanted]
) -> Hit:
    sections = [Section(*values) for values in entry.sections]
    lines = list(_lines(entry, wanted))
    best = max((line for line in lines if line.worth), key=lambda each: each.worth, default=None)
    title = _safe(highlighting.marked(lines[0].passage.text, sequences))
    if best is None:
        return Hit(edition, title, _safe(highlighting.excerpt(edition.standfirst, ())))
    section = sections[best.passage.section]
    return Hit(
        edition,
        title,
        _safe(highlighting.excerpt(best.passage.text, sequences)),
        place=Place(section.id, section.title) if section.id else None,
        question=section.title if section.is_question else "",
        places=_places(lines, sections, best),
    )


def _lines(entry: SearchEntry, wanted: Sequence[_Wanted]) -> Iterator[_Line]:
    """All passages; of headings no more than that they are there."""
    headings: defaultdict[int, set[int]] = defaultdict(set)
    for values, stems in zip(entry.passages, entry.stems.split("\n"), strict=True):
        section, kind, text = values
        passage, held = Passage(text, kind, section), _held(stems, wanted)
        if kind in HEADINGS:
            headings[section] |= held
            yield _Line(passage, 0, 0)
            continue
        above = headings[section] - held if section else set()
        worth = sum(wanted[number].worth for number in held)
        worth += BY_HEADING * sum(wanted[number].worth for number in above)
        yield _Line(passage, worth, len(held) + len(above))


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
        if line.terms and line.terms >= best.terms
    }
    found.pop(best.passage.section, None)
    others = [section for section in found.values() if section.id]
    return [Place(section.id, section.title) for section in others][:MOST_PLACES]


def _safe(html: str) -> SafeString:
    return mark_safe(html)  # noqa: S308 `highlighting` escapes all but its marks
