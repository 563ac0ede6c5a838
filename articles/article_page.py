"""What the page of an edition shows, and the same of a text that is none yet."""

from itertools import chain
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Subquery
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localdate

from articles import (
    also_cited,
    changes,
    citing,
    listing,
    noticed,
    people,
    related,
    rendering,
    requirements,
    watching,
)
from articles.content import Content
from articles.models import Edition, Revision
from articles.models.live import EditionQuerySet
from articles.related import Related
from articles.schema_org.article import Page
from articles.schema_org.json_ld import absolute, script


def editions(chosen: EditionQuerySet) -> EditionQuerySet:
    """Those editions with all that a page of theirs shows, in one query."""
    same = Edition.objects.published().filter(article=OuterRef("article"))
    first = same.order_by("published_at")
    return chosen.with_text().annotate(
        first_published_at=Subquery(first.values("published_at")[:1]),
        has_notices=Exists(watching.shown_on(OuterRef("pk"), OuterRef("article"))),
        was_corrected=Exists(same.filter(change_type=changes.Type.CORRECTION)),
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
    corrections = changes.corrections(edition.article) if vars(edition)["was_corrected"] else []
    first_published_at = vars(edition)["first_published_at"]
    page = Page(edition, first_published_at, content, authors, reviewer, corrections)
    notices = noticed.references(edition, content) if vars(edition).get("has_notices") else []
    marked = noticed.marked(edition.html, notices)
    text, others = (marked, []) if older else _around(edition, content, marked)
    return {
        "edition": edition,
        "text": text,
        "related": others,
        "notices": notices,
        "contents": edition.contents,
        "bylines": authors,
        "reviewer": reviewer,
        "competing_interests": people.interests(edition.review),
        "reviewed_on": edition.reviewed_on,
        "due_on": edition.review.due_on,
        "overdue": edition.overdue,
        "older": older,
        "corrections": _shown(corrections, edition, older),
        "canonical": settings.SITE_URL + address,
        "first_published_at": first_published_at,
        "card": absolute(reverse("card", args=[edition.article.slug, edition.number])),
        "cite": citing.box(edition, authors, first_published_at, older=older),
        "json_ld": "" if older else script(page.data()),
    }


def _around(edition: Edition, content: Content, text: str) -> tuple[SafeString, list[Related]]:
    """The text with the other articles that cite its sources, and those that are related to it.
    Whatever names one, a query tells whether it is live."""
    found = also_cited.find(edition, content)
    others = listing.briefs(chain.from_iterable(each.editions for each in found))
    citing = also_cited.live(found, others)
    near = related.candidates(edition, citing)
    others |= listing.briefs(near.keys() - others.keys())
    return also_cited.marked(text, citing, others), related.choose(edition, near, others)


def _shown(corrections: list[Edition], edition: Edition, older: bool) -> list[Edition]:
    """What this page tells: the live one of recent corrections, an older one of all since."""
    if older:
        return [each for each in corrections if each.published_at > edition.published_at]
    return [each for each in corrections if changes.is_recent(each)]


def preview(revision: Revision) -> dict[str, Any]:
    """The values of the article template for a Revision as it would be published."""
    content, review = revision.content, requirements.latest_review(revision)
    approval = review if review and review.approves else None
    authors, reviewer = people.named(content.byline, approval, linked=False)
    rendered = rendering.render(content)
    title = content.title or "(no title yet)"
    edition = Edition(article=revision.article, title=title, **rendered.as_fields())
    edition.standfirst_html = mark_safe(rendered.standfirst_html)  # noqa: S308 made by `rendering`
    return {
        "preview": revision,
        "edition": edition,
        "text": mark_safe(rendered.html),  # noqa: S308 made by `rendering` from cleaned parts
        "contents": rendered.contents,
        "bylines": authors,
        "reviewer": reviewer,
        "reviewed_on": approval and localdate(approval.reviewed_at),
        "due_on": approval and approval.due_on,
        "sent_back": review is not None and approval is None,
    }
