"""A text of an article into the HTML that readers get: done once, when an Edition is made."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any

from bs4 import BeautifulSoup, NavigableString, PageElement, Tag
from django.conf import settings
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

from articles.citations import marks, vancouver
from articles.citations.tags import tags
from articles.content import Answer, Citation, Content, Picture
from articles.models import Image
from klarity import richtext

WORDS_A_MINUTE = 220
SIZES = "(min-width: 44rem) 41rem, 100vw"
MEDIA = "/media/"
# What else of the page around the text has an id: a test compares them with the templates.
RESERVED_IDS = {"main", "topics", "website", "site-name", "disclaimer", "written", "reviewed"}
RESERVED_IDS |= {"key-points", "faqs", "summary", "references", "references-title"}
RESERVED_IDS |= {"related", "q", "suggestions", "by-letter", "by-topic", "narrow", "not-found"}
RESERVED_IDS |= {"cite-pop", "cite-title", "comments", "how", "problem"}
RESERVED_FAMILIES = re.compile(r"(?:ref|cite|author|comment|newsletter|message)-.*|id_.*")


@dataclass(frozen=True)
class Section:
    """A heading of the body with what follows it. `title` may hold marks, `name` is its words;
    `place` is what the desk knows the heading by."""

    id: str
    name: str
    title: SafeString
    html: SafeString
    place: str = ""


@dataclass(frozen=True)
class Question:
    """A question, plain text, with its answer."""

    id: str
    question: str
    answer: SafeString


@dataclass(frozen=True)
class Rendered:
    """All that an Edition keeps of its rendered text."""

    html: str
    standfirst: str
    standfirst_html: str
    contents: list[dict[str, Any]]
    references: list[dict[str, Any]]
    reading_minutes: int

    def as_fields(self) -> dict[str, Any]:
        """The fields of an Edition."""
        return {field.name: getattr(self, field.name) for field in fields(self)} | {
            "reference_count": len(self.references)
        }


def render(content: Content) -> Rendered:
    """Number the marks, print the references, and put the page's text together.

    A mark without a reference shows as `[?]`; `publish` refuses such a text, a preview shows it.
    """
    further = [reference.key for reference in content.references if reference.further_reading]
    numbered = marks.render(
        with_copies(content.parts()),
        further,
        known={reference.key for reference in content.references},
    )
    parts = iter(_safe(part) for part in numbered.parts)
    standfirst, key_points, body = next(parts), next(parts), next(parts)
    ids = _Ids()
    intro, sections = _sections(body, ids)
    faqs = [_question(faq, next(parts), ids) for faq in content.plain_faqs]
    urgent = [_question(faq, next(parts), ids) for faq in content.urgent_faqs]
    summary = next(parts)
    references = list(_references(content, numbered))
    html = render_to_string(
        "articles/_text.html",
        {
            "key_points": key_points,
            "intro": intro,
            "sections": sections,
            "faqs": faqs,
            "urgent": urgent,
            "summary": summary,
            "references": references,
            "emergency_line": settings.EMERGENCY_LINE,
            "image": _image(content.image),
        },
    )
    return Rendered(
        html=html,
        standfirst=richtext.plain_text(marks.strip(content.standfirst)),
        standfirst_html=standfirst,
        contents=_contents(sections, faqs, urgent, summary, references),
        references=[_kept(reference) for reference in references],
        reading_minutes=reading_minutes(content),
    )


def reading_minutes(content: Content) -> int:
    """Minutes to read the text at an unhurried pace, at least one."""
    return minutes(sum(len(richtext.plain_text(part).split()) for part in content.parts()))


def minutes(words: int) -> int:
    """Minutes to read so many words."""
    return max(1, math.ceil(words / WORDS_A_MINUTE))


class _Ids:
    """Ids for headings: readable, and each given once on the page."""

    def __init__(self) -> None:
        self.taken = set(RESERVED_IDS)

    def give(self, title: str) -> str:
        stem = slugify(title)[:60].strip("-") or "section"
        stem = f"about-{stem}" if RESERVED_FAMILIES.fullmatch(stem) else stem
        name, count = stem, 2
        while name in self.taken:
            name, count = f"{stem}-{count}", count + 1
        self.taken.add(name)
        return name


def _safe(html: str) -> SafeString:
    return mark_safe(html)  # noqa: S308 cleaned by richtext when saved; marks.render adds our own


def _sections(body: str, ids: _Ids) -> tuple[SafeString, list[Section]]:
    """What stands before the first h2, and the sections that the h2 begin; an empty h2, as an
    editor leaves it behind, begins none."""
    pieces: list[tuple[Tag | None, list[str]]] = [(None, [])]
    for node in BeautifulSoup(body, "html.parser").contents:
        if not isinstance(node, Tag) or node.name != "h2":
            pieces[-1][1].append(_html(node))
        elif node.get_text(strip=True) or node.img:
            pieces.append((node, []))
    intro = _safe("".join(pieces[0][1]))
    return intro, [_section(heading, html, ids) for heading, html in pieces[1:] if heading]


def _html(node: PageElement) -> str:
    """Of words outside every block, str() would be the bare words, no HTML."""
    return node.output_ready() if isinstance(node, NavigableString) else str(node)


def _section(heading: Tag, html: list[str], ids: _Ids) -> Section:
    words = _safe(heading.decode_contents())
    for mark in heading.select("sup.cite"):
        mark.decompose()
    name = " ".join(heading.get_text().split())
    place = str(heading.get("data-place", ""))
    return Section(ids.give(name), name, words, _safe("".join(html)), place)


def _question(faq: Answer, answer: SafeString, ids: _Ids) -> Question:
    return Question(ids.give(faq.question), faq.question, answer)


def _references(content: Content, numbered: marks.Rendered) -> Iterator[dict[str, Any]]:
    by_key = {reference.key: reference for reference in content.references}
    for key, number in numbered.numbers.items():
        places = numbered.back_links[key]
        yield {
            "number": number,
            "key": key,
            "html": _reference_html(by_key[key]),
            "text": reference_text(by_key[key]),
            "back_links": [
                {"href": f"#{place}", "letter": _letters(index)}
                for index, place in enumerate(places)
            ],
            "further_reading": not places,
        }


def _reference_html(reference: Citation) -> SafeString:
    if reference.text:
        return _safe(escape(reference.text))
    printed = vancouver.reference(
        reference.item, accessed=reference.accessed_on, locator=reference.locator
    )
    return _safe(printed)


def reference_text(reference: Citation) -> str:
    """A reference as plain text, by hand if it was written so."""
    return reference.text or vancouver.reference_text(
        reference.item, accessed=reference.accessed_on, locator=reference.locator
    )


def _kept(reference: dict[str, Any]) -> dict[str, Any]:
    return {name: reference[name] for name in ("number", "key", "text")}


def _letters(index: int) -> str:
    """a to z, then aa, ab and so on."""
    letters = ""
    while index >= 0:
        index, place = divmod(index, 26)
        letters, index = chr(ord("a") + place) + letters, index - 1
    return letters


def _contents(
    sections: list[Section],
    faqs: list[Question],
    urgent: list[Question],
    summary: str,
    references: list[dict[str, Any]],
) -> list[dict[str, Any]]:
    entries = [(section.id, section.name, False) for section in sections if section.name]
    entries += [("faqs", "FAQs", False)] if faqs else []
    entries += [(faq.id, faq.question, True) for faq in urgent]
    entries += [("summary", "Summary", False)] if summary else []
    entries += [("references", "References", False)] if references else []
    return [{"id": id_, "title": title, "urgent": urgent} for id_, title, urgent in entries]


def _image(picture: Picture | None) -> dict[str, Any] | None:
    if picture is None:
        return None
    return {
        "src": default_storage.url(picture.name),
        "srcset": _srcset(picture),
        "sizes": SIZES,
        "width": picture.width,
        "height": picture.height,
        "alt": picture.alt,
    }


def _srcset(picture: Picture | Image) -> str:
    copies = [*picture.renditions, {"name": picture.name, "width": picture.width}]
    return ", ".join(f"{default_storage.url(copy['name'])} {copy['width']}w" for copy in copies)


def with_copies(parts: Sequence[str]) -> list[str]:
    """The parts of a text, in which each of the library's pictures offers its narrower copies."""
    names = {name for part in parts for _, name in _pictures(part)}
    images = Image.objects.filter(name__in=names) if names else []
    copies = {image.name: f' srcset="{_srcset(image)}" sizes="{SIZES}"' for image in images}
    return [_offering(part, copies) for part in parts]


def _pictures(html: str) -> Iterator[tuple[int, str]]:
    """Where each picture's tag ends, and the name of its file."""
    for tag in tags(html):
        if tag.name == "img":
            yield tag.end - len(">"), tag.attributes().get("src", "").removeprefix(MEDIA)


def _offering(html: str, copies: dict[str, str]) -> str:
    pieces, position = [], 0
    for end, name in _pictures(html):
        pieces += [html[position:end], copies.get(name, "")]
        position = end
    return "".join(pieces) + html[position:]
