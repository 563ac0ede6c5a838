"""The replies to one article as an Atom feed (RFC 4287)."""

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string

from articles.feed import AtomFeed, printable
from articles.models import Disclaimer, Edition

ENTRIES = 50


def atom(edition: Edition, disclaimer: Disclaimer | None, url: str) -> str:
    """The feed that stands at `url`: the newest replies to the article of a live edition, with the
    disclaimer in each."""
    article = edition.article
    title = printable(edition.title)
    feed = AtomFeed(
        title=f"Replies to “{title}”",
        subtitle="What readers and the library say under the article.",
        link=settings.SITE_URL + article.get_absolute_url(),
        feed_url=settings.SITE_URL + url,
        feed_guid=_id(article.created_at, "replies", article.pk),
        author_name="Klarity Health Library",
        language="en-GB",
        description=None,
    )
    for comment in article.comments.approved().order_by("-number")[:ENTRIES]:
        name = printable(comment.signature)
        context = {"comment": comment, "disclaimer": disclaimer}
        feed.add_item(
            title=f"{name} on “{title}”",
            link=settings.SITE_URL + comment.get_absolute_url(),
            description=None,  # type: ignore[arg-type]  # the content is all
            author_name=name,
            unique_id=_id(comment.received_at, "reply", comment.pk),
            pubdate=comment.received_at,
            updateddate=comment.received_at,
            content=printable(render_to_string("comments/_feed_entry.html", context)),
        )
    return feed.writeString("utf-8")


def _id(at: datetime, kind: str, key: int) -> str:
    """The same for ever, whatever the article's address becomes (RFC 4287, 4.2.6; RFC 4151)."""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},{at:%Y-%m-%d}:{kind}-{key}"
