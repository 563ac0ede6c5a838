"""The laid-out blocks into a `Manuscript`: references parsed, marks read, HTML written."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from articles.checks.text import Setting
from articles.manuscripts import marks, markup
from articles.manuscripts.blocks import Block
from articles.manuscripts.findings import findings
from articles.manuscripts.layout import Layout, Question
from articles.manuscripts.manuscript import Faq, Manuscript, ManuscriptReference, Note
from articles.manuscripts.reference_list import references

URGENT = re.compile(
    r"\b(?:when|should i|do i need|is it)\b.*"
    r"\b(?:call|see|contact|speak|talk|go|visit|seek|get|need|consult|ring|phone|an emergency)\b.*"
    r"(?:\b(?:doctor|gp|help|999|111|112|911|emergency|hospital|physician|medical|care|ambulance"
    r"|pharmacist|professional|nurse|clinician)\b|a&e)"
    r"|\bwhen is it an emergency\b",
    re.IGNORECASE,
)


def assemble(layout: Layout, setting: Setting, changed: Sequence[str] = ()) -> Manuscript:
    """The manuscript that `layout` amounts to, checked in `setting`; `changed` is what its reader
    cleaned already.

    Raises `Unreadable` for more references or marks than any article has.
    """
    listed, numbered = references(layout)
    keys = {each.parsed.number: each.key for each in listed}
    reader = marks.MarkReader(marks.setting(_all_text(layout), keys))
    layout = _with_marks(layout, reader)
    faqs = [_faq(question, keys) for question in layout.questions]
    numbers = [number for block in _in_order(layout, faqs) for number in block.marks]
    first = list(dict.fromkeys(numbers))
    cited = [number for number in first if number in keys]
    return Manuscript(
        title=layout.title,
        standfirst=markup.inline(layout.standfirst, keys) if layout.standfirst else "",
        key_points=markup.html(layout.key_points, keys),
        body=markup.html(layout.body, keys),
        faqs=faqs,
        summary=markup.html(layout.summary, keys),
        references=listed,
        author=layout.author,
        headings=[block.text for block in layout.body if block.kind == "heading"],
        marks=numbers,
        renumber={old: new for new, old in enumerate(cited, start=1)},
        uncited=_uncited(listed, cited),
        dangling=[number for number in first if number not in keys],
        left_out=layout.left_out,
        doubtful=reader.doubtful + _marked_questions(layout),
        findings=findings(layout, faqs, listed, setting),
        changed=[*changed, *numbered, *_cleaned(listed)],
    )


def _all_text(layout: Layout) -> list[Block]:
    answers = [block for question in layout.questions for block in question.answer]
    top = [layout.standfirst] if layout.standfirst else []
    return [*top, *layout.key_points, *layout.body, *answers, *layout.summary]


def _with_marks(layout: Layout, reader: marks.MarkReader) -> Layout:
    return replace(
        layout,
        standfirst=reader.read(layout.standfirst) if layout.standfirst else None,
        key_points=reader.read_all(layout.key_points),
        body=reader.read_all(layout.body),
        questions=[
            replace(question, answer=reader.read_all(question.answer))
            for question in layout.questions
        ],
        summary=reader.read_all(layout.summary),
    )


def _faq(question: Question, keys: markup.Keys) -> Faq:
    text = question.heading.text
    answer = markup.html(question.answer, keys)
    return Faq(text, answer, URGENT.search(text) is not None, question.heading.place)


def _in_order(layout: Layout, faqs: Sequence[Faq]) -> list[Block]:
    """The blocks as a reader meets them: the call-a-doctor box comes after the other FAQs."""
    pairs = zip(faqs, layout.questions, strict=True)
    answers = [question.answer for _, question in sorted(pairs, key=lambda pair: pair[0].urgent)]
    top = [layout.standfirst] if layout.standfirst else []
    return [*top, *layout.key_points, *layout.body, *chain.from_iterable(answers), *layout.summary]


def _uncited(listed: Sequence[ManuscriptReference], cited: Sequence[int]) -> list[int]:
    numbers = (each.parsed.number for each in listed if not each.further_reading)
    known = set(cited)
    return [number for number in numbers if number not in known]


def _marked_questions(layout: Layout) -> list[Note]:
    headings = (question.heading for question in layout.questions)
    what = "the mark of a question was left out"
    return [Note(what, block.place, block.text) for block in headings if block.marks]


def _cleaned(listed: Sequence[ManuscriptReference]) -> list[str]:
    changed = []
    for each in listed:
        where = f"reference {each.parsed.number}"
        if each.parsed.passage:
            changed.append(f"{where}: passage taken from the address, which is clean now")
        if "cited-date-format" in each.parsed.faults and each.parsed.accessed:
            changed.append(f"{where}: date of access read as {each.parsed.accessed.isoformat()}")
    return changed
