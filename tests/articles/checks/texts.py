"""Texts for the checks to read, made from HTML, from a sample and from the seed."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from articles.checks.blocks import blocks
from articles.checks.text import Block, Faq, Reference, Setting, Text
from articles.manuscripts.manuscript import Manuscript
from articles.manuscripts.reading import read

TODAY = date(2026, 6, 1)
SETTING = Setting(today=TODAY)


def text(
    body: str = "",
    *,
    title: str = "A title",
    faqs: list[tuple[str, str]] | None = None,
    urgent: str = "",
    references: tuple[Reference, ...] = (),
    setting: Setting = SETTING,
    **parts: str,
) -> Text:
    """A Text of HTML parts; `urgent` is the answer on when to get help."""
    asked = [(question, answer, False) for question, answer in faqs or []]
    if urgent:
        asked.append(("When should I get help?", urgent, True))
    return Text(
        title=Block("heading", title, "title", 1),
        setting=setting,
        body=tuple(blocks("body", body)),
        faqs=tuple(_faq(number, *each) for number, each in enumerate(asked, 1)),
        references=references,
        **{name: tuple(blocks(name, html)) for name, html in parts.items()},
    )


def _faq(number: int, question: str, answer: str, urgent: bool) -> Faq:
    place = f"faq-{number}"
    return Faq(Block("heading", question, place, 3), tuple(blocks(place, answer)), urgent)


def of_manuscript(manuscript: Manuscript, **setting: Any) -> Text:
    """The Text of a manuscript that was read."""
    asked = [(faq.question, faq.answer, faq.urgent) for faq in manuscript.faqs]
    references = [
        Reference(
            key=each.key,
            item=each.parsed.item,
            place=f"reference:{each.key}",
            accessed=each.parsed.accessed,
            further_reading=each.further_reading,
        )
        for each in manuscript.references
    ]
    return Text(
        title=Block("heading", manuscript.title, "title", 1),
        setting=replace(SETTING, **setting),
        standfirst=tuple(blocks("standfirst", manuscript.standfirst)),
        key_points=tuple(blocks("key_points", manuscript.key_points)),
        body=tuple(blocks("body", manuscript.body)),
        faqs=tuple(_faq(number, *each) for number, each in enumerate(asked, 1)),
        summary=tuple(blocks("summary", manuscript.summary)),
        references=tuple(references),
    )


def of_file(path: Path, **setting: Any) -> Text:
    """The Text of a writer's file."""
    return of_manuscript(read(path.read_bytes(), path.name), **setting)
