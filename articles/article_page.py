"""What the page of an edition shows."""

from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Subquery
from django.utils.safestring import mark_safe

from articles import noticed, people, schema_org, watching
from articles.models import Edition
from articles.models.edition import EditionQuerySet


def editions(chosen: EditionQuerySet) -> EditionQuerySet:
    """Those editions with all that a page of theirs shows, in one query."""
    first = Edition.objects.published().filter(article=OuterRef("article")).order_by("published_at")
    return chosen.with_text().annotate(
        first_published_at=Subquery(first.values("published_at")[:1]),
        has_notices=Exists(watching.shown_on(OuterRef("pk"), OuterRef("article"))),
    )


def context(edition: Edition, *, older: bool = False) -> dict[str, Any]:
    """The values of the article template for one of `editions`, `older` if it is not the live one.

    Links to people's pages stand on the live edition only: the page of somebody whom no live
    edition names does not exist.
    """
    content = edition.revision.content
    authors, reviewer = people.named(content.byline, edition.review, linked=not older)
    address = edition.get_absolute_url() if older else edition.article.get_absolute_url()
    edition.standfirst_html = mark_safe(edition.standfirst_html)  # noqa: S308 made by `rendering`
    first_published_at = vars(edition)["first_published_at"]
    page = schema_org.Page(edition, first_published_at, content, authors, reviewer)
    notices = noticed.references(edition, content) if vars(edition).get("has_notices") else []
    return {
        "edition": edition,
        "text": noticed.marked(edition.html, notices),
        "notices": notices,
        "contents": edition.contents,
        "bylines": authors,
        "reviewer": reviewer,
        "competing_interests": people.interests(edition.review),
        "reviewed_on": edition.reviewed_on,
        "due_on": edition.review.due_on,
        "overdue": edition.overdue,
        "older": older,
        "canonical": settings.SITE_URL + address,
        "json_ld": "" if older else schema_org.script(page.data()),
    }
