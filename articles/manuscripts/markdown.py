"""Markdown into HTML that the HTML reader takes: footnotes become marks and references."""

import re
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from articles.manuscripts.unreadable import MAX_DEPTH

FOOTNOTE = re.compile(r"^ {0,3}\[\^([^\]\s]{1,80})\]:", re.MULTILINE)
MARK = re.compile(r"\[\^([^\]\s]{1,80})\]")
LARGEST = 100_000


def as_html(text: str) -> tuple[str, list[str]]:
    """The manuscript as HTML, its blocks carrying `data-line`, and what was changed.

    Footnotes keep their numbers; where labels are words, they are numbered in the order of their
    definitions. `[1]: …` stays text, so that a list written like that is read as references.
    """
    numbers, changed = _numbers(text)
    parser = MarkdownIt("commonmark", {"maxNesting": MAX_DEPTH}).enable("table")
    parser.disable("reference").use(
        footnote_plugin, inline=False, move_to_end=False, always_match_refs=True
    )
    for name, rule in (("softbreak", _soft_break), ("footnote_ref", _mark)):
        parser.add_render_rule(name, rule)
    parser.add_render_rule("footnote_reference_open", _reference_open)
    parser.add_render_rule("footnote_reference_close", _reference_close)
    env: MutableMapping[str, Any] = {"numbers": numbers}
    tokens = parser.parse(text, env)
    for token in _blocks(tokens):
        token.attrSet("data-line", str(token.map[0] + 1 if token.map else 0))
    html: str = parser.renderer.render(tokens, parser.options, env)
    return html, changed


def _numbers(text: str) -> tuple[dict[str, int], list[str]]:
    """The number of each footnote label; a label without a definition follows at first use."""
    labels = list(dict.fromkeys(FOOTNOTE.findall(text) + MARK.findall(text)))
    if all(label.isdecimal() and 0 < int(label) < LARGEST for label in labels):
        return {label: int(label) for label in labels}, []
    numbers = {label: number for number, label in enumerate(labels, start=1)}
    return numbers, [f"footnote “{label}” numbered {number}" for label, number in numbers.items()]


def _blocks(tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens that open an element and know their line; a table's cells take that of the row."""
    line = None
    for token in tokens:
        line = token.map or line
        if token.nesting == 1 and token.type != "footnote_reference_open":
            token.map = line
            yield token


def _soft_break(renderer: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    return "<br data-soft>"


def _mark(renderer: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    return f'<sup data-mark="{_number(tokens[index], env)}"></sup>'


def _reference_open(renderer: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    token = tokens[index]
    return f'<div data-reference="{_number(token, env)}" data-line="{token.map[0] + 1}">'


def _reference_close(renderer: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    return "</div>"


def _number(token: Token, env: Mapping[str, Any]) -> int:
    number: int = env["numbers"].get(token.meta["label"], 0)
    return number
