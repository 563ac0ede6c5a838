"""The library's news: what was published, changed and withdrawn, as an Atom feed (RFC 4287)."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.template.loader import render_to_string
from django.utils.feedgenerator import Atom1Feed
from django.utils.xmlutils import SimplerXMLGenerator

from articles import history
from articles.models import Disclaimer, Edition, Withdrawal

ENTRIES = 50
# What no XML document can hold (XML 1.0, 2.2), and an old manuscript may.
UNPRINTABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class News:
    """One entry. Of texts that readers no longer have, it tells the event and not the text."""

    kind: str
    row: Edition | Withdrawal
    at: datetime
    title: str
    label: str
    url: str
    is_live: bool = False

    @property
    def id(self) -> str:
        """The same for ever, whatever the article's address becomes (RFC 4287, 4.2.6; RFC 4151)."""
        host = urlsplit(settings.SITE_URL).hostname
        return f"tag:{host},{self.at:%Y-%m-%d}:{self.kind}-{self.row.pk}"


class AtomFeed(Atom1Feed):
    """Entries with their text as `content`, whose links are read from our own address."""

    def root_attributes(self) -> dict[str, str]:
        return super().root_attributes() | {"xml:base": f"{settings.SITE_URL}/"}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


def atom(disclaimer: Disclaimer | None, url: str) -> str:
    """The feed that stands at `url`, with the disclaimer in each entry."""
    feed = AtomFeed(
        title="Klarity Health Library",
        subtitle="Health articles as they are published, changed and withdrawn.",
        link=f"{settings.SITE_URL}/",
        feed_url=settings.SITE_URL + url,
        feed_guid=settings.SITE_URL + url,
        author_name="Klarity Health Library",
        language="en-GB",
        description=None,
    )
    for news in newest():
        context = {"news": news, "disclaimer": disclaimer}
        feed.add_item(
            title=printable(f"{news.label}: {news.title}"),
            link=settings.SITE_URL + news.url,
            description=None,  # type: ignore[arg-type]  # the content is all
            unique_id=news.id,
            pubdate=news.at,
            updateddate=news.at,
            content=printable(render_to_string("articles/_news.html", context)),
        )
    return feed.writeString("utf-8")


def newest() -> list[News]:
    """The latest events, the newest first: editions of live articles, and all withdrawals."""
    events = [*_editions(), *_withdrawals()]
    return sorted(events, key=lambda news: news.at, reverse=True)[:ENTRIES]


def _editions() -> list[News]:
    public = history.with_is_live(Edition.objects.public().for_lists())
    return [
        News(
            kind="edition",
            row=edition,
            at=edition.published_at,
            title=edition.title,
            label=edition.get_change_type_display(),
            url=edition.get_absolute_url(),
            is_live=history.is_live(edition),
        )
        for edition in public.order_by("-published_at", "-pk")[:ENTRIES]
    ]


def _withdrawals() -> list[News]:
    before = Edition.objects.published(OuterRef("withdrawn_at")).filter(article=OuterRef("article"))
    title = Subquery(before.order_by("-published_at").values("title")[:1])
    rows = Withdrawal.objects.select_related("article").annotate(title=title)
    return [
        News(
            kind="withdrawal",
            row=withdrawal,
            at=withdrawal.withdrawn_at,
            title=vars(withdrawal)["title"],
            label=withdrawal.word,
            url=withdrawal.article.get_absolute_url(),
        )
        for withdrawal in rows.order_by("-withdrawn_at", "-pk")[:ENTRIES]
    ]


def printable(text: str) -> str:
    """The text without what no XML document can hold."""
    return UNPRINTABLE.sub(" ", text)
