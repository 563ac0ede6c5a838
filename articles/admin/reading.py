"""A text in the admin as readers would see it, disclaimer and all, with every answer open."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from bs4 import BeautifulSoup, Tag
from django.utils.safestring import SafeString, mark_safe

from articles import rendering
from articles.checks.blocks import anchored
from articles.content import Citation, Content
from articles.models import Disclaimer, Revision

PARTS = ("standfirst", "key_points", "body", "summary")
# Around a part of which some words stand in no block: the sections of the page would end up inside.
WHOLE_PART = re.compile(r'<div data-place="[^"]*">(.*)</div>', re.DOTALL)


@dataclass(frozen=True)
class Cited:
    """A numbered source behind a mark: how it is printed, and the article's use of it."""

    number: int
    printed: str
    reference: Citation

    @property
    def url(self) -> str:
        """Where it is read, or an empty text."""
        doi, url = self.reference.item.get("DOI", ""), self.reference.item.get("URL", "")
        address = f"https://doi.org/{doi}" if doi else url
        return address if address.startswith(("https://", "http://")) else ""


@dataclass(frozen=True)
class Opening:
    """What a mark opens: the sources of its numbers, under the id that its button names."""

    id: str
    label: str
    sources: list[Cited]


def context(revision: Revision) -> dict[str, Any]:
    """What the template `admin/articles/_text.html` shows of a Revision."""
    content = revision.content
    return _shown(revision, content, rendering.render(content))


def for_review(revision: Revision) -> dict[str, Any]:
    """The same; each paragraph says its place, and each mark opens its sources: `openings`."""
    content = revision.content
    rendered = rendering.render(_with_places(content))
    soup = BeautifulSoup(opened(rendered.html), "html.parser")
    _place_the_rest(soup, content, rendered)
    for placed in soup.select("[data-place]"):
        placed.insert(0, soup.new_tag("span", attrs={"id": place_id(str(placed["data-place"]))}))
    standfirst = BeautifulSoup(rendered.standfirst_html, "html.parser")
    openings = {each.id: each for each in _openings(content, rendered, standfirst, soup)}
    return _shown(revision, content, rendered) | {
        "text": mark_safe(str(soup)),  # noqa: S308 safe before, and the parser escapes
        "standfirst": mark_safe(str(standfirst)),  # noqa: S308 the same
        "openings": openings.values(),
    }


def place_id(place: str) -> str:
    """The id of the element at a place."""
    return "place-" + place.replace(":", "-")


def opened(html: str) -> SafeString:
    """Rendered HTML whose answers need no click, so that nobody approves what they did not see."""
    return mark_safe(html.replace("<details ", "<details open "))  # noqa: S308 made by `rendering`


def _shown(revision: Revision, content: Content, rendered: rendering.Rendered) -> dict[str, Any]:
    return {
        "shown": revision,
        "content": content,
        "standfirst": rendered.standfirst_html,
        "text": opened(rendered.html),
        "disclaimer": Disclaimer.objects.in_force(),
    }


def _with_places(content: Content) -> Content:
    faqs = [
        replace(faq, answer=_placed(f"faq-{number}", faq.answer))
        for number, faq in enumerate(content.faqs, start=1)
    ]
    parts: dict[str, Any] = {part: _placed(part, getattr(content, part)) for part in PARTS}
    return replace(content, faqs=faqs, **parts)


def _placed(part: str, html: str) -> str:
    placed = anchored(part, html)
    whole = WHOLE_PART.fullmatch(placed)
    return whole[1] if whole else placed


def _place_the_rest(soup: BeautifulSoup, content: Content, rendered: rendering.Rendered) -> None:
    """Questions, picture and references, which are no part's blocks."""
    numbered = list(enumerate(content.faqs, start=1))
    order = [number for urgent in (False, True) for number, faq in numbered if faq.urgent == urgent]
    questions = soup.select("details.faq > summary > h3, section.care > h2")
    for question, number in zip(questions, order, strict=True):
        question["data-place"] = f"faq-{number}"
    if content.image and (figure := soup.select_one("figure")):
        figure["data-place"] = "image"
    for reference in rendered.references:
        for line in soup.select(f"#ref-{reference['number']}"):
            line["data-place"] = f"reference:{reference['key']}"


def _openings(
    content: Content, rendered: rendering.Rendered, *soups: BeautifulSoup
) -> Iterator[Opening]:
    """Make each mark a button, which opens its sources without any script."""
    by_key = {reference.key: reference for reference in content.references}
    cited = {
        reference["number"]: Cited(reference["number"], reference["text"], by_key[reference["key"]])
        for reference in rendered.references
    }
    for mark in (mark for soup in soups for mark in soup.select("a[role=doc-biblioref]")):
        label = str(mark["aria-label"])
        numbers = [int(number) for number in re.findall(r"\d+", label)]
        sources = [cited[number] for number in range(numbers[0], numbers[-1] + 1)]
        opening = Opening(f"source-{numbers[0]}-{numbers[-1]}", label, sources)
        _as_button(mark, opening)
        yield opening


def _as_button(mark: Tag, opening: Opening) -> None:
    mark.name = "button"
    del mark["href"], mark["role"]
    mark["type"], mark["popovertarget"] = "button", opening.id
