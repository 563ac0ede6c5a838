"""A whole HTML page into the blocks of its article, and what stands around it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bs4 import BeautifulSoup
from bs4.element import Tag

from articles.manuscripts.blocks import Block, Run
from articles.manuscripts.html import HtmlReader, parsed

SITE_NAME = re.compile(r" [|–—] ")
AROUND = "the page around the article"


def page_blocks(html: str) -> list[Block]:
    """The blocks of a page, its title first.

    What stands before the `<h1>`, or outside `<main>` or the only `<article>`, is *furniture*.
    Without an `<h1>`, `<title>` gives the title; without either, the first block is it. Raises
    `Unreadable` as `html.parsed` does.
    """
    soup = parsed(html)
    reader = HtmlReader("source", region=soup.main or _only_article(soup))
    made = reader.read(soup)
    first, last = reader.inside or (0, len(made))
    number = next((n for n, block in enumerate(made) if _is_title(block)), None)
    if number is None:
        title, before, start = _title(soup), made[:first], first
    else:
        start = max(first, number + 1)
        title, before = [made[number]], [*made[:number], *made[number + 1 : start]]
    last = max(start, last)
    return [*title, *_outside(before), *made[start:last], *_outside(made[last:])]


def _only_article(soup: BeautifulSoup) -> Tag | None:
    articles = soup.find_all("article", limit=2)
    return articles[0] if len(articles) == 1 else None


def _is_title(block: Block) -> bool:
    return block.kind == "heading" and block.level == 1


def _title(soup: BeautifulSoup) -> list[Block]:
    """The title that the page's head gives, without the name of the site behind it."""
    text = " ".join(soup.title.get_text().split()) if soup.title else ""
    title = SITE_NAME.split(text)[0]
    return [Block("heading", (Run(title),), "line 1", level=1)] if title else []


def _outside(made: Sequence[Block]) -> Iterator[Block]:
    """Blocks outside the article: what was furniture stays, the rest becomes one piece of it."""
    yield from (block for block in made if block.kind == "furniture")
    rest = [block for block in made if block.kind != "furniture"]
    if rest:
        text = " ".join(block.text for block in rest)
        yield replace(rest[0], kind="furniture", runs=(Run(text),), what=AROUND)
