from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, Field

from articles import changes, history, models, noticed, people
from articles.api.addresses import Links, absolute, of
from articles.api.shapes import article, person
from articles.api.shapes.article import Summary
from articles.api.shapes.person import Named, Reviewer
from articles.api.shapes.source import CslItem, Notice, csl, notice
from articles.content import Content
from articles.people import Person
from klarity import richtext


class Section(BaseModel):
    """A place in the HTML, by its id."""

    id: str
    title: str
    urgent: bool = Field(description="Whether it says when to get help.")


class Question(BaseModel):
    """A question that readers ask, with its answer as plain text."""

    question: str
    answer: str
    urgent: bool = Field(description="Whether it says when to get help.")


class Reference(BaseModel):
    """A work that the text cites. In the HTML its marks lead to `#ref-<number>`."""

    number: int
    key: str
    text: str = Field(description="As printed: Vancouver style, plain text.")
    item: CslItem = Field(description="The fields of the work as they were at publication.")
    accessed_on: date | None
    locator: str
    further_reading: bool = Field(description="Listed although no mark leads to it.")


class Noticed(BaseModel):
    """Something that was said of a cited work after publication and that readers are told."""

    reference: int = Field(description="The number of the reference.")
    notice: Notice


class Correction(BaseModel):
    """What an edition put right."""

    edition: int
    published_at: datetime
    change_note: str
    fault: str = Field(description="What was wrong.")
    wrong_since: date | None


class Entry(Summary):
    """An edition as lists show it."""

    is_live: bool = Field(description="Whether it is what the public reads now.")
    change_note: str
    fault: str = Field(description="Of a correction, what was wrong.")
    wrong_since: date | None


class Edition(Entry):
    """An edition, whole: exactly what a named clinician approved."""

    first_published_at: datetime = Field(description="When the article's first edition was.")
    authors: list[Named]
    reviewer: Reviewer | None
    html: str = Field(
        description="The text with its marks and references. Addresses in it are relative to"
        " `links.page`."
    )
    standfirst_html: str
    contents: list[Section]
    key_points: list[str] = Field(description="Plain text.")
    faqs: list[Question]
    summary: str = Field(description="Plain text, a line for each paragraph.")
    references: list[Reference]
    notices: list[Noticed] = Field(
        description="Retractions of cited works, and concerns about them, to which no editor has"
        " given an answer. Show them with the text."
    )
    corrections: list[Correction] = Field(description="All so far, the latest first.")


def entry(row: models.Edition) -> Entry:
    """The shape of an edition of `for_lists` and `history.with_is_live`."""
    return Entry(**_entry(row, is_live=history.is_live(row)))


def edition(row: models.Edition, *, is_live: bool) -> Edition:
    """The shape of one of `article_page.editions`."""
    content = row.revision.content
    authors, reviewer = people.named(content.byline, row.review, linked=is_live)
    of_row = vars(row)
    notices = noticed.references(row, content) if of_row["has_notices"] else []
    corrections = changes.corrections(row.article) if of_row["was_corrected"] else []
    return Edition(
        **_entry(row, is_live=is_live),
        first_published_at=of_row["first_published_at"],
        authors=[person.named(each) for each in authors],
        reviewer=_reviewer(row, reviewer),
        html=noticed.marked(row.html, notices),
        standfirst_html=row.standfirst_html,
        contents=[Section.model_validate(each) for each in row.contents],
        key_points=richtext.plain_text(content.key_points).splitlines(),
        faqs=_faqs(content),
        summary=richtext.plain_text(content.summary),
        references=_references(row, content),
        notices=[Noticed(reference=each.number, notice=notice(each.notice)) for each in notices],
        corrections=[_correction(each) for each in corrections],
    )


def _entry(row: models.Edition, *, is_live: bool) -> dict[str, Any]:
    own = {
        "links": _links(row, is_live),
        "is_live": is_live,
        "change_note": row.change_note,
        "fault": row.fault,
        "wrong_since": row.wrong_since,
    }
    return dict(article.summary(row)) | own


def _links(row: models.Edition, is_live: bool) -> Links:
    """An older edition leads to the one that took its place."""
    own = of("edition", row.article.slug, row.number)
    links = article.links(row.article) | {"edition": own}
    if is_live:
        return links
    page = absolute(row.get_absolute_url())
    return links | {"self": own, "page": page, "superseded_by": links["self"]}


def _reviewer(row: models.Edition, reviewer: Person | None) -> Reviewer | None:
    return person.reviewer(reviewer, people.interests(row.review)) if reviewer else None


def _faqs(content: Content) -> list[Question]:
    return [
        Question(question=faq.question, answer=richtext.plain_text(faq.answer), urgent=faq.urgent)
        for faq in content.faqs
    ]


def _references(row: models.Edition, content: Content) -> list[Reference]:
    cited = {citation.key: citation for citation in content.references}
    return [
        Reference(
            number=entry["number"],
            key=entry["key"],
            text=entry["text"],
            item=csl(cited[entry["key"]].item, entry["key"]),
            accessed_on=cited[entry["key"]].accessed_on,
            locator=cited[entry["key"]].locator,
            further_reading=cited[entry["key"]].further_reading,
        )
        for entry in row.references
    ]


def _correction(row: models.Edition) -> Correction:
    return Correction(
        edition=row.number,
        published_at=row.published_at,
        change_note=row.change_note,
        fault=row.fault,
        wrong_since=row.wrong_since,
    )
