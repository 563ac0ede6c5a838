"""What the editor makes of HTML that nobody changed: other line breaks, other order of attributes.

All texts here are clean, so their tags are closed and their attributes quoted.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher

from articles.citations.tags import tags
from articles.content import Content
from klarity import richtext

EDGES = "|".join(sorted({*richtext.BLOCK_TAGS, "br"}))
AROUND_BLOCKS = re.compile(rf"[ \t\r\n]*(</?(?:{EDGES})(?: [^>]*)?>)[ \t\r\n]*")
TAG = re.compile(r'<([a-z0-9]+)((?: [a-z-]+="[^"]*")*) ?/?>')
ATTRIBUTE = re.compile(r' [a-z-]+="[^"]*"')
SPACE = re.compile(r"[ \t\r\n]*")
VOID = {"br", "hr", "img"}


def canonical(html: str) -> str:
    """The same for all HTML that differs only in what the editor rewrites."""
    written = TAG.sub(_in_order, html)
    return re.sub(r"[ \t\r\n]+", " ", AROUND_BLOCKS.sub(r"\1", written)).strip(" ")


def _in_order(tag: re.Match[str]) -> str:
    return f"<{tag[1]}{''.join(sorted(ATTRIBUTE.findall(tag[2])))}>"


def blocks(html: str) -> Iterator[str]:
    """The outermost blocks, each with the white space after it, and what stands between them;
    joined they are the text."""
    depth = start = 0
    for tag in tags(html):
        if tag.name not in richtext.BLOCK_TAGS or tag.name in VOID:
            continue
        if not tag.closes and not depth and start < tag.start:
            yield html[start : tag.start]
            start = tag.start
        depth += -1 if tag.closes else 1
        if not depth:
            end = _after_space(html, tag.end)
            yield html[start:end]
            start = end
    if start < len(html):
        yield html[start:]


def _after_space(html: str, position: int) -> int:
    space = SPACE.match(html, position)
    return space.end() if space else position


def kept(sent: str, stored: str) -> str:
    """`sent`, in which every block that reads as the stored one in its place is that one to the
    letter."""
    if canonical(sent) == canonical(stored):
        return stored
    theirs, ours = list(blocks(sent)), list(blocks(stored))
    same = SequenceMatcher(None, [*map(canonical, theirs)], [*map(canonical, ours)])
    for start, stored_start, size in same.get_matching_blocks():
        theirs[start : start + size] = ours[stored_start : stored_start + size]
    return "".join(theirs)


def as_stored(content: Content, stored: Content) -> Content:
    """`content` with all that nobody touched as it is stored. So a save that changed nothing is
    seen to be one."""
    answers = {faq.question: faq.answer for faq in stored.faqs}
    return replace(
        content,
        key_points=kept(content.key_points, stored.key_points),
        body=kept(content.body, stored.body),
        summary=kept(content.summary, stored.summary),
        faqs=[
            replace(faq, answer=kept(faq.answer, answers.get(faq.question, "")))
            for faq in content.faqs
        ],
    )
