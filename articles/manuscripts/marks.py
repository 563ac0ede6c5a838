"""The marks of a manuscript: found, judged and cut out of the text as runs of their own."""

from collections import deque
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from articles.manuscripts.blocks import Block, Run
from articles.manuscripts.candidates import Candidate, candidates
from articles.manuscripts.manuscript import Note
from articles.manuscripts.unreadable import MAX_MARKS, Unreadable
from articles.manuscripts.verdicts import Setting, verdict

PLAIN = ("brackets", "superscript", "glued")


@dataclass
class MarkReader:
    """Reads the marks of one manuscript's blocks; `doubtful` gathers what could be otherwise."""

    setting: Setting
    doubtful: list[Note] = field(default_factory=list)
    count: int = 0

    def read(self, block: Block) -> Block:
        """The block with each citation as runs of its own, one for each number.

        Raises `Unreadable` once the manuscript has more marks than any article.
        """
        found = [each for each in candidates(block) if self._is_mark(each, block)]
        runs = tuple(_cut(block.runs, found))
        self.count += sum(bool(run.mark) for run in runs)
        if self.count > MAX_MARKS:
            raise Unreadable(f"The file holds more than {MAX_MARKS:,} citations.")
        return replace(block, runs=runs)

    def read_all(self, blocks: Sequence[Block]) -> list[Block]:
        """The blocks, each with its marks read."""
        return [self.read(block) for block in blocks]

    def _is_mark(self, candidate: Candidate, block: Block) -> bool:
        judged = verdict(candidate, self.setting)
        if judged.doubt:
            what = f"{candidate.written.strip()} {judged.doubt}"
            self.doubtful.append(Note(what, block.place, candidate.around))
        return judged.is_mark


def setting(blocks: Sequence[Block], known: Collection[int]) -> Setting:
    """What the marks of these blocks are judged by: see `Setting`."""
    alone = Setting(known)
    return Setting(
        known,
        has_footnotes=any(block.marks for block in blocks),
        has_plain_marks=any(
            each.notation in PLAIN and verdict(each, alone).is_mark
            for block in blocks
            for each in candidates(block)
        ),
    )


def _cut(runs: Sequence[Run], found: Sequence[Candidate]) -> Iterator[Run]:
    """The runs with each candidate in place of the text that it covers."""
    waiting = deque(found)
    start = 0
    for run in runs:
        end, position = start + len(run.text), start
        while waiting and waiting[0].start < end:
            span = waiting[0]
            yield from _slice(run, position - start, span.start - start)
            if span.start >= start:
                yield from (Run("", mark=number) for number in span.numbers)
            position = min(span.end, end)
            if span.end > end:
                break
            waiting.popleft()
        if position < end or run.mark:
            yield replace(run, text=run.text[position - start :])
        start = end


def _slice(run: Run, start: int, end: int) -> Iterator[Run]:
    if end > start:
        yield replace(run, text=run.text[start:end])
