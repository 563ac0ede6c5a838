"""The headings of the body: the contents list is made of them, and screen readers jump by them."""

from collections.abc import Iterator

from articles.checks.registry import Found, check
from articles.checks.text import Text

TITLE_LEVEL = 1


@check("no-headings", "warning")
def no_headings(text: Text) -> Iterator[Found]:
    """A text has sections."""
    if text.body and not any(block.kind == "heading" for block in text.body):
        message = (
            "The text has no headings, so its page has no contents list. Give each section one."
        )
        yield Found(message, "body", text.title.text)


@check("heading-skipped", "warning")
def heading_skipped(text: Text) -> Iterator[Found]:
    """Levels go down one by one (WCAG 2.2, technique G141); the title is the first."""
    level = TITLE_LEVEL
    for block in text.body:
        if block.kind != "heading":
            continue
        if block.level > level + 1:
            message = (
                f"A heading of level {block.level} follows one of level {level}: a level is left"
                f" out. Make it level {level + 1}."
            )
            yield Found(message, block.place, block.text)
        level = block.level
