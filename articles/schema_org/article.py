"""An article's page: https://schema.org/MedicalWebPage, https://schema.org/FAQPage,
https://schema.org/CorrectionComment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.storage import default_storage
from django.utils.timezone import localtime

from articles.citations.item import Item
from articles.content import Citation, Content, Picture
from articles.models import Edition, Topic
from articles.people import Person
from articles.schema_org.json_ld import absolute, breadcrumb, known, web_page
from articles.schema_org.organization import named_publisher, part_of_site, standards
from articles.schema_org.person import person
from klarity import richtext

AUDIENCE = {"@type": "MedicalAudience", "audienceType": "General public"}
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


@dataclass(frozen=True)
class Page:
    """The page of a live edition."""

    edition: Edition
    first_published_at: datetime
    content: Content
    authors: list[Person]
    reviewer: Person | None
    corrections: Sequence[Edition] = ()

    def data(self) -> dict[str, Any]:
        """The MedicalWebPage. No specialty is told, as no clinician has named one."""
        edition, article = self.edition, self.edition.article
        values = {
            "name": edition.title,
            "description": edition.standfirst,
            "version": edition.number,
            "datePublished": localtime(self.first_published_at).isoformat(),
            "dateModified": localtime(edition.published_at).isoformat(),
            "isAccessibleForFree": True,
            "medicalAudience": AUDIENCE,
            "about": subject(article.topic),
            "author": [person(author, sample=article.sample) for author in self.authors],
            "publisher": named_publisher(),
            "publishingPrinciples": standards(),
            **self._review(),
            "correction": [correction(each) for each in self.corrections],
            "primaryImageOfPage": picture(self.content.image),
            "citation": self._citations(),
            "hasPart": self._faqs(),
            "isPartOf": part_of_site(),
            "breadcrumb": self._breadcrumb(),
        }
        return web_page("MedicalWebPage", absolute(article.get_absolute_url()), values)

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
        topic, article = self.edition.article.topic, self.edition.article
        steps = [(topic.name, topic.get_absolute_url())] if topic else []
        return breadcrumb([*steps, (self.edition.title, article.get_absolute_url())])


def subject(topic: Topic | None) -> dict[str, str] | None:
    """What an article is filed under."""
    if topic is None:
        return None
    return {"@type": "Thing", "name": topic.name, "url": absolute(topic.get_absolute_url())}


def correction(edition: Edition) -> dict[str, str]:
    """What was wrong, since when, and what the edition changed."""
    fault = f"Wrong since {edition.wrong_since:%Y-%m-%d}: {edition.fault}"
    return {
        "@type": "CorrectionComment",
        "text": f"{fault}\n\nChanged: {edition.change_note}",
        "datePublished": localtime(edition.published_at).isoformat(),
    }


def picture(image: Picture | None) -> dict[str, str] | None:
    """The picture over the text, described as for those who do not see it."""
    if image is None:
        return None
    url = absolute(default_storage.url(image.name))
    return known({"@type": "ImageObject", "contentUrl": url, "caption": image.alt})


def work(reference: Citation, text: str) -> dict[str, str]:
    """A cited work: its title and address, or the printed reference where there is no title."""
    item = reference.item
    return known(
        {
            "@type": KINDS.get(item.get("type", ""), "CreativeWork"),
            "name": item.get("title", "") or text,
            "url": _address(item),
        }
    )


def _address(item: Item) -> str:
    return f"https://doi.org/{item['DOI']}" if "DOI" in item else item.get("URL", "")


def question(words: str, answer: str) -> dict[str, Any]:
    """A question that readers ask, with its answer as plain text."""
    text = {"@type": "Answer", "text": richtext.plain_text(answer)}
    return {"@type": "Question", "name": words, "acceptedAnswer": text}
