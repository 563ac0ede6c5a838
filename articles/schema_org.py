"""An article's page in the words of schema.org, as JSON-LD: only what is true.

Types and properties: https://schema.org/MedicalWebPage, https://schema.org/FAQPage,
https://schema.org/CorrectionComment.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime

from articles.citations.item import Item
from articles.content import Citation, Content
from articles.models import Edition
from articles.people import Person
from klarity import richtext

PUBLISHER = {"@type": "Organization", "name": "Klarity / Managed Self Ltd"}
KINDS = {
    "article-journal": "ScholarlyArticle",
    "article-newspaper": "NewsArticle",
    "book": "Book",
    "chapter": "Chapter",
    "dataset": "Dataset",
    "report": "Report",
    "thesis": "Thesis",
    "webpage": "WebPage",
}
# JSON writes these as escapes just as well; as themselves, they could end the element or,
# for U+2028 and U+2029, a line of JavaScript (ECMA-262 before 2019).
ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def script(data: dict[str, Any]) -> SafeString:
    """The data as a script element that no text in them can end."""
    text = json.dumps(data, ensure_ascii=False).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 escaped


@dataclass(frozen=True)
class Page:
    """The page of a live edition."""

    edition: Edition
    first_published_at: datetime
    content: Content
    authors: list[Person]
    reviewer: Person | None
    corrections: Sequence[Edition] = ()

    @property
    def url(self) -> str:
        """Where it stands."""
        return absolute(self.edition.article.get_absolute_url())

    def data(self) -> dict[str, Any]:
        """The MedicalWebPage; what is unknown, empty or not true of it is left out."""
        edition = self.edition
        values = {
            "@context": "https://schema.org",
            "@type": "MedicalWebPage",
            "url": self.url,
            "name": edition.title,
            "description": edition.standfirst,
            "inLanguage": "en-GB",
            "datePublished": localtime(self.first_published_at).isoformat(),
            "dateModified": localtime(edition.published_at).isoformat(),
            "author": [person(author) for author in self.authors],
            "publisher": PUBLISHER | {"url": absolute("/")},
            **self._review(),
            "correction": [correction(edition) for edition in self.corrections],
            "citation": self._citations(),
            "hasPart": self._faqs(),
            "breadcrumb": self._breadcrumb(),
        }
        return {name: value for name, value in values.items() if value}

    def _review(self) -> dict[str, Any]:
        """Nothing for a sample: its reviewer is invented."""
        if self.edition.article.sample or self.reviewer is None:
            return {}
        return {
            "reviewedBy": person(self.reviewer),
            "lastReviewed": self.edition.reviewed_on.isoformat(),
        }

    def _citations(self) -> list[dict[str, str]]:
        references = {reference.key: reference for reference in self.content.references}
        return [work(references[entry["key"]], entry["text"]) for entry in self.edition.references]

    def _faqs(self) -> dict[str, Any] | None:
        questions = [question(faq.question, faq.answer) for faq in self.content.faqs]
        return {"@type": "FAQPage", "mainEntity": questions} if questions else None

    def _breadcrumb(self) -> dict[str, Any]:
        topic = self.edition.article.topic
        steps = [("Health Library", absolute("/"))]
        steps += [(topic.name, absolute(topic.get_absolute_url()))] if topic else []
        steps.append((self.edition.title, self.url))
        items = [
            {"@type": "ListItem", "position": position, "name": name, "item": url}
            for position, (name, url) in enumerate(steps, start=1)
        ]
        return {"@type": "BreadcrumbList", "itemListElement": items}


def absolute(path: str) -> str:
    """The full address of a path of this site."""
    return settings.SITE_URL + path


def person(who: Person) -> dict[str, str]:
    """An author or reviewer."""
    values = {
        "@type": "Person",
        "name": who.name,
        "description": who.credentials,
        "url": absolute(who.url) if who.url else "",
    }
    return {name: value for name, value in values.items() if value}


def correction(edition: Edition) -> dict[str, str]:
    """What was wrong, since when, and what the edition changed."""
    fault = f"Wrong since {edition.wrong_since:%Y-%m-%d}: {edition.fault}"
    return {
        "@type": "CorrectionComment",
        "text": f"{fault}\n\nChanged: {edition.change_note}",
        "datePublished": localtime(edition.published_at).isoformat(),
    }


def work(reference: Citation, text: str) -> dict[str, str]:
    """A cited work: its title and address, or the printed reference where there is no title."""
    item = reference.item
    values = {
        "@type": KINDS.get(item.get("type", ""), "CreativeWork"),
        "name": item.get("title", "") or text,
        "url": _address(item),
    }
    return {name: value for name, value in values.items() if value}


def _address(item: Item) -> str:
    return f"https://doi.org/{item['DOI']}" if "DOI" in item else item.get("URL", "")


def question(words: str, answer: str) -> dict[str, Any]:
    """A question that readers ask, with its answer as plain text."""
    text = {"@type": "Answer", "text": richtext.plain_text(answer)}
    return {"@type": "Question", "name": words, "acceptedAnswer": text}
