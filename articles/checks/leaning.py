"""What of a text is read as one, and so leans on one mark."""

import re
from collections.abc import Iterable

from articles.checks.text import Block

PROSE = {"paragraph", "item", "quote"}
ENDED = re.compile(r"""[.?!:…]["'”’»)\]]*\Z""")
LABELLED = re.compile(r"[^\W\d_][^.:?!]{0,40}:\s")


def groups(blocks: Iterable[Block]) -> list[list[Block]]:
    """Paragraphs, each with the list under it, with what a colon announces, and with the rest of a
    sentence that was broken; headings, tables, captions and terms are left out."""
    found: list[list[Block]] = []
    joins = False
    for block in blocks:
        if block.kind in PROSE:
            if joins and _goes_on(found[-1], block):
                found[-1].append(block)
            else:
                found.append([block])
        joins = block.kind in PROSE
    return found


def _goes_on(group: list[Block], block: Block) -> bool:
    if block.kind == "item":
        return group[-1].kind != "quote"
    announced = group[0].text.endswith(":") and LABELLED.match(block.text)
    broken = not ENDED.search(group[-1].text) and block.text[:1].islower()
    return block.kind == "paragraph" and bool(announced or broken)
