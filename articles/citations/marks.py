"""Citation marks in an article's HTML: find, number, join and render them.

A stored mark is a token by key and holds no number:
`<sup class="citation" data-reference="brukner2017">[cite]</sup>`. Numbers follow first appearance
in the order rendered: the citation-sequence system of Vancouver style.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from articles.citations.tags import Tag, tags

KEY_PATTERN = r"[a-z0-9][a-z0-9-]*"

_BLANK = re.compile(r"(?:\s|&nbsp;|&#160;|&#xa0;)*+", re.IGNORECASE)
_CLOSES_UP = re.compile(r"\Z|\s|&nbsp;|[.,;:!?)\]’”]")


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: the key that it names and its place, from `start` up to `end`."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Rendered:
    """Parts with links for marks, the number of each key, and the ids of the places citing it."""

    parts: list[str]
    numbers: dict[str, int]
    back_links: dict[str, list[str]]


def token(key: str) -> str:
    """The stored form of a mark. Raises ValueError if `key` does not match KEY_PATTERN."""
    if not re.fullmatch(KEY_PATTERN, key):
        raise ValueError(f"Not a reference key: {key!r}")
    return f'<sup class="citation" data-reference="{key}">[cite]</sup>'


def find(html: str) -> list[Mark]:
    """The marks of `html` in order.

    A mark without a usable key is found too, so that it is refused as dangling and not printed.
    Of nested marks the outer counts; one that is never closed is its start tag alone.
    """
    marks: list[Mark] = []
    for mark in sorted(_elements(html), key=lambda mark: mark.start):
        if not marks or mark.start >= marks[-1].end:
            marks.append(mark)
    return marks


def _elements(html: str) -> list[Mark]:
    opened: list[Tag] = []
    marks: list[Mark] = []
    for tag in tags(html):
        if tag.name != "sup":
            continue
        if not tag.closes:
            opened.append(tag)
        elif opened:
            marks += _as_mark(opened.pop(), tag.end)
    return marks + [mark for tag in opened for mark in _as_mark(tag, tag.end)]


def _as_mark(tag: Tag, end: int) -> list[Mark]:
    attributes = tag.attributes()
    if "citation" not in attributes.get("class", "").split():
        return []
    return [Mark(attributes.get("data-reference", "").strip(), tag.start, end)]


def strip(html: str) -> str:
    """`html` without its marks, nor the space that stood only before a mark ("word [1].")."""
    pieces: list[str] = []
    position = 0
    for run in _runs(html, find(html)):
        before, position = html[position : run[0].start], run[-1].end
        pieces.append(_trim_end(before) if _CLOSES_UP.match(html, position) else before)
    return "".join(pieces) + html[position:]


def _trim_end(text: str) -> str:
    end = len(text)
    while end:
        if text[end - 1].isspace():
            end -= 1
        elif text.endswith("&nbsp;", 0, end):
            end -= len("&nbsp;")
        else:
            break
    return text[:end]


def order(parts: Iterable[str]) -> list[str]:
    """The keys cited in `parts`, each once, in order of first appearance."""
    return list(dict.fromkeys(mark.key for part in parts for mark in find(part)))


def render(
    parts: Sequence[str],
    further_reading: Iterable[str] = (),
    *,
    known: Collection[str] | None = None,
) -> Rendered:
    """Replace every mark of `parts` by links to the numbered list, `#ref-1` to `#ref-n`.

    Cited keys are numbered by first appearance; `further_reading` continues. With `known`, a mark
    whose key is not in it stands as `[?]`, as a preview shows it; without, every key is numbered.
    """
    found = [find(part) for part in parts]
    cited = [mark.key for mark in chain(*found) if known is None or mark.key in known]
    keys = list(dict.fromkeys([*cited, *further_reading]))
    numbers = {key: number for number, key in enumerate(keys, start=1)}
    places: dict[int, list[str]] = {number: [] for number in numbers.values()}
    rendered = [
        "".join(_pieces(part, marks, numbers, places))
        for part, marks in zip(parts, found, strict=True)
    ]
    return Rendered(rendered, numbers, {key: places[number] for key, number in numbers.items()})


def _pieces(
    html: str, marks: list[Mark], numbers: dict[str, int], places: dict[int, list[str]]
) -> Iterator[str]:
    position = 0
    for run in _runs(html, marks):
        yield html[position : run[0].start]
        yield _run_html([mark.key for mark in run], numbers, places)
        position = run[-1].end
    yield html[position:]


def _runs(html: str, marks: list[Mark]) -> list[list[Mark]]:
    """Marks with nothing but white space between them, together."""
    runs: list[list[Mark]] = []
    for mark in marks:
        if runs and _BLANK.fullmatch(html, runs[-1][-1].end, mark.start):
            runs[-1].append(mark)
        else:
            runs.append([mark])
    return runs


def _run_html(keys: list[str], numbers: dict[str, int], places: dict[int, list[str]]) -> str:
    cited = sorted({numbers[key] for key in keys if key in numbers})
    links = [_span_html(span, places) for span in _spans(cited)]
    if any(key not in numbers for key in keys):
        links.append("?")
    return f'<sup class="cite">[{",".join(links)}]</sup>'


def _spans(numbers: list[int]) -> list[list[int]]:
    """Sorted numbers, cut wherever one is left out."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][-1] + 1:
            spans[-1].append(number)
        else:
            spans.append([number])
    return spans


def _span_html(span: list[int], places: dict[int, list[str]]) -> str:
    if len(span) < 3:
        return ",".join(_link([number], str(number), places) for number in span)
    first, *inner, last = span
    return (
        _link([first], str(first), places)
        + _link(inner, "-", places)
        + _link([last], str(last), places)
    )


def _link(numbers: list[int], text: str, places: dict[int, list[str]]) -> str:
    """A link to the first of `numbers`, holding a place to come back to for each of them.

    A dash stands for the references between its ends; it says so to a screen reader, and as the
    list has them one below the other, one stop reaches them all.
    """
    first, *others = numbers
    label = f"References {first} to {others[-1]}" if others else f"Reference {first}"
    opening = f'<a id="{_place(first, places)}" href="#ref-{first}"'
    inner_places = "".join(f'<span id="{_place(number, places)}"></span>' for number in others)
    return f'{opening} role="doc-biblioref" aria-label="{label}">{inner_places}{text}</a>'


def _place(number: int, places: dict[int, list[str]]) -> str:
    place = f"cite-{number}-{len(places[number]) + 1}"
    places[number].append(place)
    return place
