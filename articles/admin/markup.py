"""What the editor makes of HTML that nobody changed: other line breaks, attributes in order."""

import re
from dataclasses import replace

from bs4 import BeautifulSoup

from articles.content import Content
from klarity import richtext

EDGES = "|".join(sorted({*richtext.BLOCK_TAGS, "br"}))
AROUND_BLOCKS = re.compile(rf"\s*(</?(?:{EDGES})(?:\s[^>]*)?/?>)\s*")


def ungrouped(html: str) -> str:
    """Without the `div` groups of definition lists: the editor would tear the list apart there."""
    if "<dl" not in html:
        return html
    soup = BeautifulSoup(html, "html.parser")
    for group in soup.select("dl > div"):
        group.unwrap()
    return str(soup)


def canonical(html: str) -> str:
    """The same for all HTML that differs only in what the editor rewrites."""
    # Beautiful Soup writes attributes in alphabetical order.
    written = str(BeautifulSoup(ungrouped(html), "html.parser"))
    return re.sub(r"[ \t\r\n]+", " ", AROUND_BLOCKS.sub(r"\1", written)).strip()


def as_stored(content: Content, stored: Content) -> Content:
    """`content`, in which each part that reads as a stored one is that one to the letter: so a
    save that changed nothing is seen to be one."""
    known = {canonical(part): part for part in stored.parts()}

    def kept(part: str) -> str:
        return known.get(canonical(part), part)

    return replace(
        content,
        key_points=kept(content.key_points),
        body=kept(content.body),
        summary=kept(content.summary),
        faqs=[replace(faq, answer=kept(faq.answer)) for faq in content.faqs],
    )
