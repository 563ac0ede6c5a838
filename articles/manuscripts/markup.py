"""Blocks into the HTML of an article, each citation as the token of its key."""

from collections.abc import Mapping, Sequence
from html import escape
from itertools import groupby

from articles.citations import marks
from articles.manuscripts.blocks import SOFT_BREAK, Block, Run, merged, stripped

Keys = Mapping[int, str]
HEADINGS_FROM, HEADINGS_TO = 2, 4


def html(blocks: Sequence[Block], keys: Keys) -> str:
    """The blocks as HTML, one element a line; headings begin at h2, whatever they were.

    `keys` maps the number of a mark to its reference's key; others become `missing-<number>`.
    """
    kinds = groupby(blocks, key=lambda block: (_family(block), block.group))
    given = levels(blocks)
    parts = (_part(family, list(members), keys, given) for (family, _), members in kinds)
    return "\n".join(part for part in parts if part)


def inline(block: Block, keys: Keys) -> str:
    """The text of one block as inline HTML."""
    return "".join(_run(run, keys) for run in stripped(merged(block.runs)))


def levels(blocks: Sequence[Block]) -> dict[int, int]:
    """The level that each level of heading is given here."""
    written = sorted({block.level for block in blocks if block.kind == "heading"})
    return {level: min(HEADINGS_FROM + n, HEADINGS_TO) for n, level in enumerate(written)}


def key_of(number: int, keys: Keys) -> str:
    """The key that the mark of this number carries."""
    return keys.get(number, f"missing-{number}")


def _family(block: Block) -> str:
    return "definition" if block.kind == "term" else block.kind


def _part(family: str, blocks: list[Block], keys: Keys, given: Mapping[int, int]) -> str:
    match family:
        case "item":
            return _list(blocks, keys)
        case "definition":
            tags = {"term": "dt", "definition": "dd"}
            return _within("dl", [_element(tags[each.kind], each, keys) for each in blocks])
        case "cell":
            return _table(blocks, keys)
        case "heading":
            return "\n".join(_element(f"h{given[block.level]}", block, keys) for block in blocks)
        case "quote":
            return _within("blockquote", [_element("p", block, keys) for block in blocks])
    return "\n".join(_element("p", block, keys) for block in blocks)


def _element(tag: str, block: Block, keys: Keys) -> str:
    return f"<{tag}>{inline(block, keys)}</{tag}>"


def _within(tag: str, lines: list[str]) -> str:
    return "\n".join([f"<{tag}>", *lines, f"</{tag}>"])


def _list(items: list[Block], keys: Keys) -> str:
    """Items into nested lists; an item deeper than the one before opens a list within it."""
    out: list[str] = []
    open_tags: list[str] = []
    for item in items:
        while len(open_tags) > item.level:
            out.append(f"</li></{open_tags.pop()}>")
        if len(open_tags) == item.level:
            out.append("</li>")
        while len(open_tags) < item.level:
            tag, start = _list_tag(item)
            out.append(f"<{tag}{start}>")
            open_tags.append(tag)
            if len(open_tags) < item.level:
                out.append("<li>")
        out.append(f"<li>{inline(item, keys)}")
    out += [f"</li></{tag}>" for tag in reversed(open_tags)]
    return "".join(out)


def _list_tag(item: Block) -> tuple[str, str]:
    if item.counter is None:
        return "ul", ""
    return "ol", f' start="{item.counter}"' if item.counter > 1 else ""


def _table(cells: list[Block], keys: Keys) -> str:
    rows = [list(row) for _, row in groupby(cells, key=lambda cell: cell.level)]
    lines = []
    for row in rows:
        scope = "col" if all(cell.header for cell in row) else "row"
        tags = [("th", f' scope="{scope}"') if cell.header else ("td", "") for cell in row]
        filled = zip(tags, row, strict=True)
        cells_html = (f"<{tag}{more}>{inline(cell, keys)}</{tag}>" for (tag, more), cell in filled)
        lines.append(f"<tr>{''.join(cells_html)}</tr>")
    return _within("table", ["<tbody>", *lines, "</tbody>"])


def _run(run: Run, keys: Keys) -> str:
    if run.mark:
        return marks.token(key_of(run.mark, keys))
    text = escape(run.text.replace(SOFT_BREAK, " "), quote=False).replace("\n", "<br>")
    for tag in reversed(run.tags):
        text = f"<{tag}>{text}</{tag}>"
    return f'<a href="{escape(run.href)}">{text}</a>' if run.href else text
