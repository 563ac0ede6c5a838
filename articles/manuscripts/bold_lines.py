"""Headings that a writer made by setting a line in bold."""

from dataclasses import replace

from articles.manuscripts.blocks import Block

LENGTH, WORDS = 100, 14


def as_headings(blocks: list[Block]) -> list[Block]:
    """The blocks, each short paragraph that is bold throughout made a heading, one level below the
    deepest real one (h2 where there is none)."""
    levels = [block.level for block in blocks[1:] if block.kind == "heading"]
    level = max(levels, default=1) + 1
    return [_heading(block, level) if _is_heading(block) else block for block in blocks]


def _is_heading(block: Block) -> bool:
    text = block.text
    short = len(text) <= LENGTH and len(text.split()) <= WORDS
    return block.kind == "paragraph" and block.bold and short and text[-1] not in ".,;!…"


def _heading(block: Block, level: int) -> Block:
    runs = tuple(replace(run, tags=_without_bold(run.tags)) for run in block.runs)
    return replace(block, kind="heading", level=level, runs=runs)


def _without_bold(tags: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(tag for tag in tags if tag != "strong")
