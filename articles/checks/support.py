"""What says something has a mark that leads to where it is known from.

An article without any reference is told so once, and not again for each of its parts.
"""

from collections.abc import Iterable, Iterator

from articles.checks.leaning import groups
from articles.checks.registry import Found, check
from articles.checks.text import Block, Section, Text

SHORTEST_CLAIM = 15


@check("no-references", "warning")
def no_references(text: Text) -> Iterator[Found]:
    """An article names its sources."""
    if text.body and not text.references:
        message = "The article has no references. Cite a source for each of its claims."
        yield Found(message, "references", text.title.text)


@check("section-uncited", "warning")
def section_uncited(text: Text) -> Iterator[Found]:
    """Each section has a mark."""
    for section in text.sections() if text.references else []:
        if _is_uncited(section):
            name = f"The section “{section.heading.text}”" if section.heading else "The opening"
            message = f"{name} has no mark. Cite a source for what it says."
            place = (section.heading or section.blocks[0]).place
            yield Found(message, place, _words(section.blocks))


@check("paragraph-uncited", "warning")
def paragraph_uncited(text: Text) -> Iterator[Found]:
    """Each paragraph that claims something has a mark; in a section without any, see there."""
    for section in text.sections() if text.references else []:
        for group in [] if _is_uncited(section) else groups(section.blocks):
            words = _words(group)
            if not _is_marked(group) and len(words.split()) >= SHORTEST_CLAIM:
                message = (
                    "No mark supports this paragraph. Cite a source for what it claims, or waive"
                    " this if it claims nothing."
                )
                yield Found(message, group[0].place, words)


@check("faq-uncited", "warning")
def faq_uncited(text: Text) -> Iterator[Found]:
    """Each answer has a mark."""
    for faq in text.faqs if text.references else ():
        if faq.answer and not _is_marked(faq.answer):
            message = (
                f"The answer to “{faq.question.text}” has no mark. Cite a source for what it says."
            )
            yield Found(message, faq.question.place, _words(faq.answer))


@check("summary-uncited", "warning")
def summary_uncited(text: Text) -> Iterator[Found]:
    """The summary has a mark: many readers read nothing else."""
    if text.references and text.summary and not _is_marked(text.summary):
        message = "The summary has no mark. Cite again what its main points rest on."
        yield Found(message, text.summary[0].place, _words(text.summary))


def _is_uncited(section: Section) -> bool:
    says_something = any(block.kind != "heading" for block in section.blocks)
    blocks = [section.heading, *section.blocks] if section.heading else section.blocks
    return says_something and not _is_marked(blocks)


def _is_marked(blocks: Iterable[Block]) -> bool:
    return any(block.marks for block in blocks)


def _words(blocks: Iterable[Block]) -> str:
    return " ".join(block.text for block in blocks)
