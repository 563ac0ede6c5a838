"""The pieces of an article that are read in one go: what a check by section goes through."""

from collections.abc import Iterator
from dataclasses import dataclass

from articles.checks.text import Block, Text


@dataclass(frozen=True)
class Passage:
    """Blocks that belong together, what a person calls them, and where they begin."""

    name: str
    place: str
    blocks: tuple[Block, ...]

    @property
    def text(self) -> str:
        """All its words: what a waiver of a finding about the whole of it speaks of."""
        return "\n".join(block.text for block in self.blocks)


def passages(text: Text) -> Iterator[Passage]:
    """Standfirst, key points, each section, each answer and the summary, unless empty."""
    parts = [
        ("The standfirst", "", text.standfirst),
        ("The key points", "", text.key_points),
        *(_section(each.heading, each.blocks) for each in text.sections()),
        *(
            (f"The answer to “{faq.question.text}”", faq.question.place, faq.answer)
            for faq in text.faqs
        ),
        ("The summary", "", text.summary),
    ]
    for name, place, blocks in parts:
        if blocks:
            yield Passage(name, place or blocks[0].place, tuple(blocks))


def _section(
    heading: Block | None, blocks: tuple[Block, ...]
) -> tuple[str, str, tuple[Block, ...]]:
    if heading is None:
        return "The text before the first heading", "", blocks
    return f"The section “{heading.text}”", heading.place, blocks


def everything(text: Text) -> Iterator[Block]:
    """Every block with words: title, the parts, and the questions with their answers."""
    yield text.title
    yield from (*text.standfirst, *text.key_points, *text.body)
    for faq in text.faqs:
        yield from (faq.question, *faq.answer)
    yield from text.summary
