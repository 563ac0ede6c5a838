"""The reference list of a manuscript: its blocks into references with numbers and keys."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from articles.citations.keys import key_for
from articles.manuscripts.blocks import Block, Run
from articles.manuscripts.layout import Layout
from articles.manuscripts.manuscript import ManuscriptReference
from articles.manuscripts.unreadable import MAX_REFERENCES, Unreadable
from articles.sources.identifiers import URL
from articles.sources.reference_line import ParsedReference, number_of, parse

FURTHER_READING = re.compile(r"\s*\{\s*further[ -]reading\s*\}\s*\.?\s*$", re.IGNORECASE)
BACK_LINK = re.compile(r"[\s↑↩\ufe0e\ufe0f^]+$")


def references(layout: Layout) -> tuple[list[ManuscriptReference], list[str]]:
    """The references of the list with their keys, and what was changed to number them.

    Numbers are those written; where some are missing or written twice, all follow the order of
    the list. Raises `Unreadable` for a list longer than that of any article.
    """
    lines = [(line, False) for block in layout.references for line in _lines(block)]
    lines += [(line, True) for block in layout.further_reading for line in _lines(block)]
    if len(lines) > MAX_REFERENCES:
        raise Unreadable(
            f"The file holds {len(lines):,} references; more than {MAX_REFERENCES:,} are not read."
        )
    parsed = [parse(FURTHER_READING.sub("", line), number) for (number, line), _ in lines]
    further = [apart or bool(FURTHER_READING.search(line)) for (_, line), apart in lines]
    numbered, changed = _numbered(parsed)
    return list(_with_keys(numbered, further)), changed


def _lines(block: Block) -> list[tuple[int, str]]:
    """The reference lines of a block: one, or several if each of its lines has a number."""
    lines = block.lines
    if block.counter is None and len(lines) > 1 and all(number_of(line)[0] for line in lines):
        return [(0, line) for line in lines]
    return [(block.counter or 0, BACK_LINK.sub("", " ".join(_written(block).split())))]


def _written(block: Block) -> str:
    """The line with its addresses in full: of a link, the address stands for a shortened one."""
    text = "".join(_run_text(run) for run in block.runs)
    link = next((run.href for run in block.runs if run.href), "")
    return f"{text} Available from: {link}" if link and not URL.search(text) else text


def _run_text(run: Run) -> str:
    text = run.text.strip()
    is_address = " " not in text and (URL.match(text) or "/" in text or "…" in text)
    return run.href if run.href and is_address else run.text


def _numbered(parsed: Sequence[ParsedReference]) -> tuple[list[ParsedReference], list[str]]:
    numbers = [each.number for each in parsed]
    if all(numbers) and len(set(numbers)) == len(numbers):
        return list(parsed), []
    counted = [replace(each, number=number) for number, each in enumerate(parsed, start=1)]
    return counted, ["references numbered in the order of the list"]


def _with_keys(
    parsed: Sequence[ParsedReference], further: Sequence[bool]
) -> Iterator[ManuscriptReference]:
    taken: set[str] = set()
    for each, is_further in zip(parsed, further, strict=True):
        key = key_for(each.item, taken)
        taken.add(key)
        yield ManuscriptReference(each, key, is_further)
