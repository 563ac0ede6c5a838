"""A reply's plain text as HTML: its paragraphs, line breaks and links, and nothing else."""

import re

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

PARAGRAPHS = re.compile(r"\n\s*\n")
LINK = re.compile(r"""https?://\w[^\s<>"“”]*""", re.IGNORECASE)
# What ends a sentence or a quotation rather than an address.
END = ".,:;!?…'’*"
BRACKETS = {")": "(", "]": "[", "}": "{"}


def html(text: str) -> SafeString:
    """The text, escaped, with a `p` for each paragraph, a `br` for each line break, and an `a` for
    each web address that search engines are told not to follow."""
    lines = "\n".join(text.splitlines()).strip()
    paragraphs = [_linked(part) for part in PARAGRAPHS.split(lines) if part]
    inner = (paragraph.replace("\n", "<br>") for paragraph in paragraphs)
    return mark_safe("".join(f'<p dir="auto">{each}</p>' for each in inner))  # noqa: S308 escaped


def _linked(text: str) -> str:
    parts, done = [], 0
    for match in LINK.finditer(text):
        url = without_end(match[0])
        link = format_html('<a href="{}" rel="ugc nofollow">{}</a>', url, url)
        parts += [escape(text[done : match.start()]), link]
        done = match.start() + len(url)
    return "".join([*parts, escape(text[done:])])


def without_end(url: str) -> str:
    """An address without the punctuation of the sentence around it; a bracket that it opened
    itself is its own."""
    surplus = {close: url.count(close) - url.count(start) for close, start in BRACKETS.items()}
    end = len(url)
    while (last := url[end - 1]) in END or surplus.get(last, 0) > 0:
        surplus[last] = surplus.get(last, 0) - 1
        end -= 1
    return url[:end]
