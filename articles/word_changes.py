"""Two texts as one, word by word: what went stands in `<del>`, what came in `<ins>`.

Blocks are laid beside each other first, then the words of those that match, so a long text stays
quick. A mark of change stands inside one block and never across its border. A block that went or
came as a whole says so in `data-change` as well.
"""

import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from difflib import SequenceMatcher
from html import escape
from itertools import groupby, zip_longest
from typing import NamedTuple, TypeVar

from bs4 import BeautifulSoup, PageElement, Tag
from django.utils.safestring import SafeString, mark_safe

from klarity import richtext

BLOCKS = sorted(richtext.BLOCK_TAGS - {"hr"})
# A word with the space before it, a sign, or space that ends a run. A hard space is a sign.
WORD = re.compile(r"[ \t\r\n\f]*(?:\w+|[^\w \t\r\n\f])|[ \t\r\n\f]+")
SPACE = re.compile(r"[ \t\r\n\f]+")
ALIKE = 0.35
CELLS = {"td", "th"}
LARGEST_TABLE = 40_000
HIDDEN = {"ins": "added: ", "del": "removed: "}

Thing = TypeVar("Thing")
Pair = tuple[Thing | None, Thing | None]


class Around(NamedTuple):
    """An inline element that words stand in."""

    name: str
    opening: str


class Word(NamedTuple):
    """A word, sign, picture or mark as HTML, with the elements that it stands in."""

    html: str
    around: tuple[Around, ...] = ()


class Run(NamedTuple):
    """Words in a row, with no block between them."""

    words: tuple[Word, ...]


class Block(NamedTuple):
    """An element that is a block, or holds some."""

    name: str
    opening: str
    children: tuple["Run | Block", ...]


Node = Run | Block


def in_html(old: str, new: str) -> SafeString:
    """How `new` differs from `old`, both an article's HTML. It is cleaned here once more.

    Without the `ins` this is the old text, without the `del` the new one; marks show their key.
    """
    return mark_safe(_merged(_nodes(_soup(old)), _nodes(_soup(new))))  # noqa: S308 built from cleaned parts


def in_text(old: str, new: str) -> SafeString:
    """How `new` differs from `old`, both plain text."""
    before, after = _text_nodes(old), _text_nodes(new)
    return mark_safe(_merged(before, after))  # noqa: S308 each word is escaped


def marked(html: str, change: str) -> SafeString:
    """Safe HTML without blocks as added (`ins`) or removed (`del`), in words for those who do not
    see it."""
    hidden = f'<span class="visually-hidden">{HIDDEN[change]}</span>'
    return mark_safe(f"<{change}>{hidden}{html}</{change}>")  # noqa: S308 the caller's HTML is safe


def likeness(old: AbstractSet[Hashable], new: AbstractSet[Hashable]) -> float:
    """From 0 for no word in common to 1 for the same words."""
    return 2 * len(old & new) / ((len(old) + len(new)) or 1)


def aligned(
    old: Sequence[Thing], new: Sequence[Thing], score: Callable[[Thing, Thing], float]
) -> Iterator[Pair[Thing]]:
    """Both rows in one, in order: pairs for which the sum of their scores is the greatest, and
    between them what has no partner. A score of 0 makes no pair."""
    scores = [[score(before, after) for after in new] for before in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            paired = best[i + 1][j + 1] + scores[i][j]
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    i = j = 0
    while i < len(old) and j < len(new):
        if scores[i][j] and best[i][j] == best[i + 1][j + 1] + scores[i][j]:
            yield old[i], new[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            yield old[i], None
            i += 1
        else:
            yield None, new[j]
            j += 1
    yield from ((before, None) for before in old[i:])
    yield from ((None, after) for after in new[j:])


def _soup(html: str) -> BeautifulSoup:
    return BeautifulSoup(richtext.clean(html), "html.parser")


def _text_nodes(text: str) -> tuple[Node, ...]:
    words = tuple(_words_of(text, ()))
    return (Run(words),) if words else ()


def _nodes(parent: Tag) -> tuple[Node, ...]:
    nodes: list[Node] = []
    for is_block, children in groupby(parent.children, _is_block):
        if is_block:
            nodes += [_block(child) for child in children if isinstance(child, Tag)]
            continue
        words = tuple(word for child in children for word in _words(child, ()))
        if any(word.html != " " for word in words):
            nodes.append(Run(words))
    return tuple(nodes)


def _is_block(node: PageElement) -> bool:
    return isinstance(node, Tag) and (node.name in BLOCKS or node.find(BLOCKS) is not None)


def _block(tag: Tag) -> Block:
    return Block(tag.name, _opening(tag), _nodes(tag))


def _opening(tag: Tag) -> str:
    values = {
        name: " ".join(value) if isinstance(value, list) else value
        for name, value in tag.attrs.items()
    }
    return tag.name + "".join(f' {name}="{escape(value)}"' for name, value in values.items())


def _words(node: PageElement, around: tuple[Around, ...]) -> Iterator[Word]:
    if not isinstance(node, Tag):
        yield from _words_of(str(node), around)
    elif atom := _atom(node):
        yield Word(atom, around)
    else:
        inside = (*around, Around(node.name, _opening(node)))
        for child in node.children:
            yield from _words(child, inside)


def _words_of(text: str, around: tuple[Around, ...]) -> Iterator[Word]:
    for word in WORD.findall(text):
        yield Word(escape(SPACE.sub(" ", word), quote=False), around)


def _atom(tag: Tag) -> str:
    """What is added or removed as one thing: a mark, a picture, a break, a line."""
    if tag.name == "sup" and "citation" in tag.get_attribute_list("class"):
        return f'<sup class="cite">[{escape(str(tag.get("data-reference", "?")))}]</sup>'
    shown = {"img": f"<{_opening(tag)}>", "br": "↵<br>", "hr": "<span>― ― ―</span>"}
    return shown.get(tag.name, "")


def _merged(old: Sequence[Node], new: Sequence[Node]) -> str:
    return "".join(_step(before, after) for before, after in _paired(old, new))


def _step(before: Node | None, after: Node | None) -> str:
    if before is None or after is None:
        return _whole(after, "ins") if after else _whole(before, "del") if before else ""
    if before == after:
        return _whole(after)
    if isinstance(before, Block) and isinstance(after, Block):
        return _element(after, _merged(before.children, after.children))
    return "".join(_changed_words(_all_words(before), _all_words(after)))


def _paired(old: Sequence[Node], new: Sequence[Node]) -> Iterator[Pair[Node]]:
    for kind, i, j, k, m in SequenceMatcher(None, old, new).get_opcodes():
        if kind == "equal":
            yield from zip(old[i:j], new[k:m], strict=True)
        else:
            yield from _pairs_among(old[i:j], new[k:m])


def _pairs_among(old: Sequence[Node], new: Sequence[Node]) -> Iterator[Pair[Node]]:
    words = {node: frozenset(_all_words(node)) for node in (*old, *new)}

    def score(before: Node, after: Node) -> float:
        if _shape(before) != _shape(after):
            return 0
        found = likeness(words[before], words[after])
        # Cells stay in their column, however much their words change.
        return max(found, 0.01) if _shape(after)[0] in CELLS else found * (found >= ALIKE)

    if len(old) * len(new) <= LARGEST_TABLE:
        yield from aligned(old, new, score)
        return
    for before, after in zip_longest(old, new):
        together = before and after and score(before, after)
        yield from [(before, after)] if together else [(before, None), (None, after)]


def _shape(node: Node) -> tuple[str, str]:
    return (node.name, node.opening) if isinstance(node, Block) else ("", "")


def _all_words(node: Node) -> tuple[Word, ...]:
    if isinstance(node, Run):
        return node.words
    return tuple(word for child in node.children for word in _all_words(child))


def _changed_words(old: Sequence[Word], new: Sequence[Word]) -> Iterator[str]:
    for kind, i, j, k, m in SequenceMatcher(None, old, new).get_opcodes():
        if kind == "equal":
            yield _html(new[k:m])
        else:
            yield _html(old[i:j], "del") + _html(new[k:m], "ins")


def _whole(node: Node, change: str = "") -> str:
    if isinstance(node, Run):
        return _html(node.words, change)
    inside = "".join(_whole(child, change) for child in node.children)
    return _element(node, inside, change)


def _element(block: Block, inside: str, change: str = "") -> str:
    told = f' data-change="{change}"' if change else ""
    return f"<{block.opening}{told}>{inside}</{block.name}>"


def _html(words: Sequence[Word], change: str = "") -> str:
    """The words with the elements around them, all inside the mark of change if there is one."""
    pieces = []
    for around, group in groupby(words, lambda word: word.around):
        opening = "".join(f"<{each.opening}>" for each in around)
        closing = "".join(f"</{each.name}>" for each in reversed(around))
        pieces.append(opening + "".join(word.html for word in group) + closing)
    html = "".join(pieces)
    return marked(html, change) if html and change else html
