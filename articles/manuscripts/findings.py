"""A manuscript as the editorial checks read it, so that the import says what the desk would say."""

from collections.abc import Mapping, Sequence

from articles.checks import run as checks
from articles.checks import text as checked
from articles.checks.line import Line
from articles.checks.text import Setting, Text
from articles.findings import Finding
from articles.manuscripts import markup
from articles.manuscripts.blocks import SOFT_BREAK, Block, Kind
from articles.manuscripts.layout import Layout
from articles.manuscripts.manuscript import Faq, ManuscriptReference

# What is not here, as a footnote that came to stand as the standfirst, is a paragraph.
KINDS: Mapping[Kind, checked.Kind] = {
    "heading": "heading",
    "item": "item",
    "quote": "quote",
    "term": "term",
    "definition": "item",
    "cell": "cell",
}
QUESTION_LEVEL = 3


def findings(
    layout: Layout, faqs: Sequence[Faq], listed: Sequence[ManuscriptReference], setting: Setting
) -> list[Finding]:
    """What the checks find in a manuscript whose marks were read, with the lines where."""
    return checks.findings(text_of(layout, faqs, listed, setting))


def text_of(
    layout: Layout, faqs: Sequence[Faq], listed: Sequence[ManuscriptReference], setting: Setting
) -> Text:
    """The manuscript as the checks read it, its headings at the levels that they are given here."""
    keys = {each.parsed.number: each.key for each in listed}
    answers = [question.answer for question in layout.questions]
    return Text(
        title=checked.Block("heading", layout.title, "title", level=1),
        setting=setting,
        standfirst=tuple(_blocks([layout.standfirst] if layout.standfirst else [], keys)),
        key_points=tuple(_blocks(layout.key_points, keys)),
        body=tuple(_blocks(layout.body, keys)),
        faqs=tuple(
            _faq(number, faq, _blocks(answer, keys))
            for number, (faq, answer) in enumerate(zip(faqs, answers, strict=True), start=1)
        ),
        summary=tuple(_blocks(layout.summary, keys)),
        references=tuple(map(_reference, listed)),
    )


def _faq(number: int, faq: Faq, answer: Sequence[checked.Block]) -> checked.Faq:
    question = checked.Block("heading", faq.question, f"FAQ {number}", level=QUESTION_LEVEL)
    return checked.Faq(question, tuple(answer), faq.urgent)


def _reference(each: ManuscriptReference) -> checked.Reference:
    parsed = each.parsed
    return checked.Reference(
        key=each.key,
        item=parsed.item,
        place=f"reference {parsed.number}",
        accessed=parsed.accessed,
        further_reading=each.further_reading,
        faults=parsed.faults,
        number=parsed.number,
    )


def _blocks(blocks: Sequence[Block], keys: markup.Keys) -> list[checked.Block]:
    levels = markup.levels(blocks)
    return [_block(block, keys, levels) for block in blocks]


def _block(block: Block, keys: markup.Keys, levels: Mapping[int, int]) -> checked.Block:
    line = Line()
    for run in block.runs:
        if run.mark:
            line.add_mark(markup.key_of(run.mark, keys))
        else:
            line.add(run.text.replace(SOFT_BREAK, " "))
    kind = "header-cell" if block.header else KINDS.get(block.kind, "paragraph")
    level = levels[block.level] if kind == "heading" else 0
    links = tuple(run.href for run in block.runs if run.href)
    return checked.Block(kind, line.text, block.place, level, tuple(line.marks), links)
