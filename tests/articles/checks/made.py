"""Texts for the tests of checks: HTML in, a Text out, sound in all that a test does not change."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, cast

from articles.checks.blocks import blocks, pictures
from articles.checks.registry import CHECKS, Found
from articles.checks.run import findings
from articles.checks.text import Block, Faq, Reference, Setting, Text
from articles.citations.item import Item

TODAY = date(2026, 3, 1)
SETTING = Setting(today=TODAY)
ARTICLE: Item = {
    "type": "article-journal",
    "title": "A study of examples",
    "author": [{"family": "Example", "given": "Ann"}],
    "container-title": "J Examples",
    "issued": {"date-parts": [[2024, 5]]},
    "volume": "3",
    "page": "100-10",
    "DOI": "10.1000/example",
}
PAGE: Item = {
    "type": "webpage",
    "title": "Examples",
    "container-title": "Example House",
    "issued": {"date-parts": [[2024]]},
    "URL": "https://example.org/examples",
}


def cite(key: str) -> str:
    """A mark."""
    return f'<sup class="citation" data-reference="{key}">[cite]</sup>'


def reference(key: str, item: Item = ARTICLE, **changes: Any) -> Reference:
    """A reference to a work of its own; `fields` change the work's."""
    fields = changes.pop("fields", {})
    own = {"DOI": f"10.1000/{key}"} if "DOI" in item else {"URL": f"https://example.org/{key}"}
    work = cast(Item, {**item, "title": f"A study of {key}", **own, **fields})
    return Reference(key=key, item=work, place=f"reference:{key}", **changes)


def text(
    *,
    faqs: Sequence[tuple[str, str]] = (),
    references: Sequence[Reference] | None = None,
    **parts: str,
) -> Text:
    """A text of these parts. Without `references`, every key that is cited has a sound one."""
    made = Text(
        title=Block("heading", parts.get("title", "Why do examples happen?"), "title", 1),
        setting=SETTING,
        standfirst=tuple(blocks("standfirst", parts.get("standfirst", ""))),
        key_points=tuple(blocks("key_points", parts.get("key_points", ""))),
        body=tuple(blocks("body", parts.get("body", ""))),
        faqs=tuple(
            Faq(Block("heading", question, f"faq-{n}", 3), tuple(blocks(f"faq-{n}", answer)))
            for n, (question, answer) in enumerate(faqs, start=1)
        ),
        summary=tuple(blocks("summary", parts.get("summary", ""))),
        references=tuple(references or ()),
        pictures=tuple(pictures("body", parts.get("body", ""))),
    )
    if references is not None:
        return made
    return replace(made, references=tuple(reference(key) for key in made.first_marks()))


def found(code: str, in_text: Text) -> list[Found]:
    """What the check of that code finds."""
    return list(CHECKS[code].function(in_text))


def places(code: str, in_text: Text) -> list[str]:
    """Where the check of that code finds something."""
    return [each.where for each in found(code, in_text)]


def codes(in_text: Text) -> set[str]:
    """The codes of all that is found."""
    return {finding.code for finding in findings(in_text)}
