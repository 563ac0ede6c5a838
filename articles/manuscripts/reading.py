"""A writer's file into a `Manuscript`: the one door to this package."""

import re
from datetime import date
from pathlib import PurePath

from articles.checks.text import Setting
from articles.manuscripts import bold_lines, docx, html, markdown, plain_text
from articles.manuscripts.assembly import assemble
from articles.manuscripts.blocks import Block
from articles.manuscripts.characters import decoded
from articles.manuscripts.layout import lay_out
from articles.manuscripts.manuscript import Manuscript
from articles.manuscripts.pages import page_blocks
from articles.manuscripts.unreadable import (
    MAX_BLOCKS,
    MAX_MARKDOWN_BYTES,
    MAX_SQUARE_BRACKETS,
    Unreadable,
)

TEXT_NAMES = {".txt": "plain text", ".md": "Markdown", ".markdown": "Markdown"}
PAGE_NAMES = {".html", ".htm"}
PAGE = re.compile(r"\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b", re.I | re.DOTALL)
ELEMENT = re.compile(r"<(?:p|h[1-6]|div|ul|ol|article|section|body)\b[^<>]*>", re.IGNORECASE)


def read(data: bytes, name: str, setting: Setting | None = None) -> Manuscript:
    """The manuscript in `data`; the extension of `name` says in which format it is, `setting` what
    the checks lean on.

    Raises `Unreadable`, with one clear line, for anything that is not a manuscript in one of the
    formats `.txt`, `.md`, `.docx` and `.html`, or is far larger than any.
    """
    blocks, changed = _blocks(data, PurePath(name).suffix.lower())
    if len(blocks) > MAX_BLOCKS:
        raise Unreadable(f"The file holds more than {MAX_BLOCKS:,} paragraphs.")
    return assemble(lay_out(blocks), setting or Setting(today=date.today()), changed)


def _blocks(data: bytes, extension: str) -> tuple[list[Block], list[str]]:
    if not data:
        raise Unreadable("The file is empty.")
    if extension == ".docx":
        return bold_lines.as_headings(html.blocks(docx.as_html(data), "paragraph")), []
    if extension not in TEXT_NAMES and extension not in PAGE_NAMES:
        raise Unreadable("Only .txt, .md, .docx and .html files are read.")
    text, character_set = decoded(data)
    changed = [f"character set taken to be {character_set}"] if character_set else []
    if extension in PAGE_NAMES:
        return _page(text), changed
    if PAGE.match(text):
        raise Unreadable(f"The file is HTML, not the {TEXT_NAMES[extension]} of its name.")
    if TEXT_NAMES[extension] == "plain text":
        return plain_text.blocks(text), changed
    made, numbered = _markdown(text)
    return made, changed + numbered


def _page(text: str) -> list[Block]:
    if not ELEMENT.search(text):
        raise Unreadable("The file holds no HTML, which its name promises.")
    return bold_lines.as_headings(page_blocks(text))


def _markdown(text: str) -> tuple[list[Block], list[str]]:
    if len(text) > MAX_MARKDOWN_BYTES:
        raise Unreadable(f"More than {MAX_MARKDOWN_BYTES:,} characters of Markdown are not read.")
    if text.count("[") > MAX_SQUARE_BRACKETS:
        raise Unreadable(f"The file holds more than {MAX_SQUARE_BRACKETS:,} square brackets.")
    converted, numbered = markdown.as_html(text)
    return html.blocks(converted, "data-line"), numbered
