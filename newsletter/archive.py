"""The public archive: the issues that were sent, with what readers still find of them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from articles.models import Article, Edition
from klarity.sitemap import Place, newest
from newsletter.models import Issue, Item

A_PAGE = 20


@dataclass(frozen=True)
class Told:
    """An article that an issue told of: by which title, and what readers find in its place now.

    `live` is None once it has been withdrawn.
    """

    title: str
    article: Article
    live: Edition | None
    is_changed: bool


def sent(frequency: str | None = None) -> QuerySet[Issue]:
    """The issues that anybody was sent, the newest first, with what corrections correct; of one
    list, if it is named."""
    corrected = [f"correction__{cause}__article" for cause in ("edition", "withdrawal")]
    sent = Issue.objects.filter(started_at__isnull=False).select_related(*corrected)
    issues = sent.order_by("-started_at", "-pk")
    return issues.filter(frequency=frequency) if frequency else issues


def sitemap() -> list[Place]:
    """The form, the archive and every issue that was sent, for search engines."""
    issues = [Place(issue.get_absolute_url(), issue.started_at) for issue in sent().reverse()]
    archive = Place(reverse("newsletter_issues"), newest(issues))
    return [Place(reverse("newsletter")), archive, *issues]


def told(issues: Iterable[Issue]) -> dict[int, list[Told]]:
    """What each of the issues told of, by its key and in its order; two queries."""
    items = Item.objects.filter(issue__in=[issue.pk for issue in issues])
    rows = list(
        items.order_by("position", "pk")
        .select_related("edition__article")
        .only("issue", "edition__title", "edition__article__slug", "edition__article__sample")
    )
    current = Edition.objects.live().filter(article__in={row.edition.article_id for row in rows})
    live = {edition.article_id: edition for edition in current.for_lists()}
    found = defaultdict(list)
    for row in rows:
        found[row.issue_id].append(_told(row, live.get(row.edition.article_id)))
    return found


def _told(item: Item, live: Edition | None) -> Told:
    is_changed = live is not None and live.pk != item.edition_id
    return Told(item.edition.title, item.edition.article, live, is_changed)
