"""The flat list of blocks that every reader makes of a manuscript, whatever its format."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

Kind = Literal[
    "heading", "paragraph", "item", "quote", "term", "definition", "cell", "reference", "furniture"
]

SOFT_BREAK = "\x1f"
"""Where the file breaks a line and the text does not; a `\\n` in a run is a break of the text."""


@dataclass(frozen=True)
class Run:
    """A stretch of text of one kind; `mark` is the number of the citation that it writes, or 0."""

    text: str
    tags: tuple[str, ...] = ()
    href: str = ""
    mark: int = 0


@dataclass(frozen=True)
class Block:
    """A heading, a paragraph, a list item, a table cell…, and where it stands ("line 39").

    `level` is a heading's level, a list item's depth or a cell's row; `counter` the number that
    an item or reference carries; `group` tells one list or table from the next. A block of kind
    *furniture* is not the article's: `what` says what a reader left out there.
    """

    kind: Kind
    runs: tuple[Run, ...]
    place: str
    level: int = 0
    counter: int | None = None
    group: int = 0
    header: bool = False
    what: str = ""

    @property
    def text(self) -> str:
        """The text as a person reads it, without the file's own line breaks."""
        joined = "".join(run.text for run in self.runs)
        return " ".join(joined.replace(SOFT_BREAK, " ").split())

    @property
    def lines(self) -> list[str]:
        """The text line by line, as the file breaks it."""
        joined = "".join(run.text for run in self.runs).replace(SOFT_BREAK, "\n")
        return [" ".join(line.split()) for line in joined.split("\n") if line.strip()]

    @property
    def bold(self) -> bool:
        """Whether every visible character is bold: how many writers make a heading."""
        words = [run for run in self.runs if run.text.strip()]
        return bool(words) and all("strong" in run.tags for run in words)

    @property
    def marks(self) -> list[int]:
        """The numbers cited in this block, in order."""
        return [run.mark for run in self.runs if run.mark]

    def without_prefix(self, length: int) -> "Block":
        """This block without its first `length` characters and the space after them."""
        return replace(self, runs=tuple(stripped(drop(self.runs, length))))


def drop(runs: Iterable[Run], length: int) -> Iterator[Run]:
    """The runs without their first `length` characters."""
    for run in runs:
        kept = run.text[length:]
        length = max(0, length - len(run.text))
        if kept or run.mark:
            yield replace(run, text=kept)


def merged(runs: Iterable[Run]) -> Iterator[Run]:
    """The runs, neighbours of the same kind made one."""
    last: Run | None = None
    texts: list[str] = []
    for run in runs:
        if last and not run.mark and replace(run, text="") == last:
            texts.append(run.text)
            continue
        if last:
            yield replace(last, text="".join(texts))
        last, texts = replace(run, text=""), [run.text]
    if last:
        yield replace(last, text="".join(texts))


def stripped(runs: Iterable[Run]) -> list[Run]:
    """The runs without white space at their two ends."""
    kept = list(runs)
    while kept and not kept[0].mark and not kept[0].text.strip():
        kept.pop(0)
    while kept and not kept[-1].mark and not kept[-1].text.strip():
        kept.pop()
    if kept:
        kept[0] = replace(kept[0], text=kept[0].text.lstrip())
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
    return kept
