"""Plain text into blocks: blank lines, list markers, underlines and short lines make the parts."""

import re
from collections.abc import Iterator
from dataclasses import replace

from articles.manuscripts.blocks import SOFT_BREAK, Block, Kind, Run
from articles.manuscripts.headings import is_known

Line = tuple[int, str]

MARKER = re.compile(
    r"\s*(?:[-*•‣◦–]\s+|(?P<dot>\d{1,5})[.)]\s+|\[(?P<square>\d{1,5})\]:?\s+|\((?P<round>\d{1,3})\)\s+)"
)
UNDERLINE = re.compile(r"\s*(?:={3,}|-{3,})\s*")
LABEL = re.compile(r"[A-Z][\w’'-]*(?: [\w’'-]+){0,3}:(?= )")
ENDS_A_SENTENCE = re.compile(r"[.,;:!…][”\"’')\]]*$|(?:[.!?][”\"’')]*\s?|\s)[\[(\d⁰¹²³⁴-⁹,–)\]-]+$")
UNFINISHED = re.compile(r"(?:,|\b(?:and|or|the|of|with|to))$", re.IGNORECASE)
HEADING_LENGTH, HEADING_WORDS = 100, 14
WRAP_FROM, WRAP_TO = 40, 100


def blocks(text: str) -> list[Block]:
    """The blocks of a plain text, each with its line number.

    A heading is a short line between blank lines, without a full stop or mark at its end, that does
    not go on with a sentence. Lines of the same paragraph that were broken by a mail program's
    width are joined; other lines stay by themselves.
    """
    made: list[Block] = []
    for number, group in enumerate(_groups(text)):
        made += _group_blocks(group, made[-1] if made else None, number)
    return list(_labelled(made))


def _groups(text: str) -> Iterator[list[Line]]:
    group: list[Line] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            group.append((number, line.rstrip()))
        elif group:
            yield group
            group = []
    if group:
        yield group


def _group_blocks(group: list[Line], before: Block | None, number: int) -> Iterator[Block]:
    if len(group) == 2 and UNDERLINE.fullmatch(group[1][1]):
        yield _block("heading", group[:1], level=1 if "=" in group[1][1] else 2)
    elif len(group) == 1 and _is_heading(group[0][1].strip(), before):
        yield _block("heading", group, level=2)
    else:
        for entry in _entries(group):
            yield _entry_block(entry, number)


def _entries(group: list[Line]) -> Iterator[list[Line]]:
    """The group cut before each list marker, and at each line unless the lines were wrapped."""
    entry: list[Line] = []
    for line in group:
        if entry and MARKER.match(line[1]):
            yield from _unwrapped(entry)
            entry = []
        entry.append(line)
    yield from _unwrapped(entry)


def _unwrapped(entry: list[Line]) -> Iterator[list[Line]]:
    lengths = [len(line) for _, line in entry]
    if all(WRAP_FROM <= length <= WRAP_TO for length in lengths[:-1]) and lengths[-1] <= WRAP_TO:
        yield entry
    else:
        yield from ([line] for line in entry)


def _entry_block(entry: list[Line], group: int) -> Block:
    marker = MARKER.match(entry[0][1])
    if not marker or not entry[0][1][marker.end() :].strip():
        return _block("paragraph", entry)
    number, line = entry[0]
    counter = marker["dot"] or marker["square"] or marker["round"]
    item = _block("item", [(number, line[marker.end() :]), *entry[1:]], level=1)
    return replace(item, counter=int(counter) if counter else None, group=group)


def _block(kind: Kind, lines: list[Line], level: int = 0) -> Block:
    text = SOFT_BREAK.join(line.strip() for _, line in lines)
    place = f"line {lines[0][0]}"
    return Block(kind, (Run(text),), place, level=level)


def _is_heading(line: str, before: Block | None) -> bool:
    if is_known(line):
        return True
    if len(line) > HEADING_LENGTH or len(line.split()) > HEADING_WORDS or MARKER.match(line):
        return False
    if before and before.kind != "heading" and UNFINISHED.search(before.text):
        return False
    words = line.rstrip(":") if line.isupper() else line
    return not line[0].islower() and not ENDS_A_SENTENCE.search(words)


def _labelled(made: list[Block]) -> Iterator[Block]:
    """The blocks; after one that ends in a colon, two or more that open with a label
    (`Nutrition: …`) get it in bold type, their words unchanged."""
    position = 0
    while position < len(made):
        yield made[position]
        lead, position = made[position], position + 1
        if lead.kind == "paragraph" and lead.text.endswith(":"):
            end = position
            while end < len(made) and made[end].kind == "paragraph" and LABEL.match(made[end].text):
                end += 1
            if end - position > 1:
                yield from (_with_bold_label(block) for block in made[position:end])
                position = end


def _with_bold_label(block: Block) -> Block:
    text = block.runs[0].text
    length = text.index(":") + 1
    return replace(block, runs=(Run(text[:length], ("strong",)), Run(text[length:])))
