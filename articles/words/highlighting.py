"""The words that were searched for, marked in a text, and the part that holds most of them."""

from collections.abc import Collection, Sequence
from html import escape

from articles.words import analysis
from articles.words.analysis import Word

Spans = list[tuple[int, int]]
LONGEST = 240
BEFORE = 60


def marked(text: str, sequences: Collection[tuple[str, ...]]) -> str:
    """A clean text as HTML, with `<mark>` around every sequence of stems that was asked for."""
    return _html(text, spans(text, sequences))


def excerpt(text: str, sequences: Collection[tuple[str, ...]], longest: int = LONGEST) -> str:
    """The same of the part that holds most of them; an ellipsis stands for what is left out."""
    found = spans(text, sequences)
    start, end = _window(text, found, longest)
    shown = [(a - start, b - start) for a, b in found if a >= start and b <= end]
    html = _html(text[start:end].rstrip(), shown)
    return ("… " if start else "") + html + (" …" if end < len(text) else "")


def spans(text: str, sequences: Collection[tuple[str, ...]]) -> Spans:
    """Where the sequences stand, those that touch or overlap as one."""
    words = list(analysis.words(text))
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for sequence in sequences:
        by_first.setdefault(sequence[0], []).append(sequence)
    found: Spans = []
    for place, word in enumerate(words):
        length = _length_at(words, place, by_first.get(word.stem, ()))
        if length:
            found.append((word.start, words[place + length - 1].end))
    return _joined(text, found)


def _length_at(words: Sequence[Word], place: int, rows: Sequence[tuple[str, ...]]) -> int:
    """The words of the longest of the rows that begins there, or 0."""
    fitting = (
        len(row)
        for row in rows
        if row == tuple(word.stem for word in words[place : place + len(row)])
    )
    return max(fitting, default=0)


def _joined(text: str, found: Spans) -> Spans:
    joined: Spans = []
    for start, end in found:
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _window(text: str, found: Spans, longest: int) -> tuple[int, int]:
    if len(text) <= longest:
        return 0, len(text)
    starts = [max(0, start - BEFORE) for start, _ in found] or [0]
    best = max(starts, key=lambda start: _covered(found, start, start + longest))
    start = 0 if best == 0 else text.rfind(" ", 0, best + 1) + 1
    end = min(len(text), start + longest)
    if end < len(text):
        end = max(text.rfind(" ", start, end), start + 1)
    return start, end


def _covered(found: Spans, start: int, end: int) -> int:
    return sum(1 for a, b in found if a >= start and b <= end)


def _html(text: str, found: Spans) -> str:
    pieces, position = [], 0
    for start, end in found:
        pieces += [escape(text[position:start]), "<mark>", escape(text[start:end]), "</mark>"]
        position = end
    return "".join([*pieces, escape(text[position:])])
