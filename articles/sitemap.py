"""Which pages of the library search engines are told of, and when each last changed.

Older editions, histories and sample articles ask not to be indexed, so they are not listed.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.flatpages.models import FlatPage
from django.db.models import Max
from django.urls import reverse

from articles import news, portfolio
from articles.models import Author, Edition, Topic, Withdrawal
from klarity.sitemap import PREFIX, Place


def pages() -> list[Place]:
    """The pages that list articles."""
    last = news.everything().last()
    return [
        Place(reverse("home"), last),
        Place(reverse("article_list"), last),
        Place(reverse("corrections"), news.corrections().last()),
        Place(reverse("contact")),
    ]


def articles() -> list[Place]:
    """Every live article, changed when its edition was published."""
    live = Edition.objects.live().exclude(article__sample=True).order_by("article_id")
    rows = live.values_list("article__slug", "published_at")
    return list(_places("article_detail", rows))


def topics() -> list[Place]:
    """Every topic that has a live article; a withdrawal changes its list too."""
    live = Edition.objects.live().order_by().values_list("article__topic")
    changed = dict(live.annotate(Max("published_at")))
    left = Withdrawal.objects.order_by().values_list("article__topic")
    for topic, withdrawn_at in left.annotate(Max("withdrawn_at")):
        if topic in changed:
            changed[topic] = max(changed[topic], withdrawn_at)
    return _changed("topic_detail", Topic, changed)


def authors() -> list[Place]:
    """Everybody whom a live edition names."""
    return _changed("author_detail", Author, portfolio.last_changed())


def policies() -> list[Place]:
    """The policies; the desk's log knows when one was last edited there."""
    flatpages = ContentType.objects.get_for_model(FlatPage)
    logged = LogEntry.objects.filter(content_type=flatpages).order_by().values_list("object_id")
    edited = dict(logged.annotate(Max("action_time")))
    urls = FlatPage.objects.filter(sites=settings.SITE_ID, registration_required=False)
    rows = urls.order_by("pk").values_list("pk", "url")
    return [Place(url, edited.get(str(pk))) for pk, url in rows]


def version(path: str) -> str:
    """What sitemaps show and no other page's version knows: addresses of people and policies."""
    if not path.startswith(PREFIX):
        return ""
    authors = Author.objects.order_by("pk").values_list("slug", flat=True)
    edits = LogEntry.objects.filter(content_type__model="flatpage").aggregate(Max("pk")).values()
    policies = FlatPage.objects.order_by("pk").values_list("url", flat=True)
    return " ".join(map(str, chain(authors, policies, edits)))


def _changed(name: str, model: type[Topic | Author], changed: dict[int, datetime]) -> list[Place]:
    rows = model.objects.order_by("pk").values_list("pk", "slug")
    return list(_places(name, ((slug, changed[pk]) for pk, slug in rows if pk in changed)))


def _places(name: str, rows: Iterable[tuple[str, datetime]]) -> Iterator[Place]:
    """The pages of that name, by slug. Resolved once for a hundred thousand: a slug stands in an
    address as it is."""
    before, after = reverse(name, args=["-"]).split("-")
    return (Place(f"{before}{slug}{after}", changed) for slug, changed in rows)
