"""The library's news for feed readers, as Atom (RFC 4287) and as RSS 2.0."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.xmlutils import SimplerXMLGenerator

from articles.models import Disclaimer
from articles.news import News

PUBLISHER = "Klarity Health Library"
# What no XML document can hold (XML 1.0, 2.2), and an old manuscript may.
UNPRINTABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class AtomFeed(Atom1Feed):
    """Entries with their text as `content`, whose links are read from our own address."""

    def root_attributes(self) -> dict[str, str]:
        return super().root_attributes() | {"xml:base": f"{settings.SITE_URL}/"}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


class RssFeed(Rss201rev2Feed):
    """Items with their text as `description`, and a `guid` that is no address. The text's links are
    full: RSS knows no address that they would be read from."""

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        content = item["content"].replace('href="/', f'href="{settings.SITE_URL}/')
        text = {"description": content, "unique_id_is_permalink": False}
        super().add_item_elements(handler, item | text)


FORMS: dict[str, type[AtomFeed | RssFeed]] = {"atom": AtomFeed, "rss": RssFeed}


@dataclass(frozen=True)
class Channel:
    """What a feed is: its name for programs, its title, what it tells, the page it belongs to."""

    name: str
    title: str
    subtitle: str
    page: str

    @property
    def id(self) -> str:
        """The same for ever, whatever the feed's address becomes (RFC 4287, 4.2.6; RFC 4122)."""
        return uuid5(NAMESPACE_URL, f"{settings.SITE_URL}/#{self.name}").urn


def write(
    channel: Channel, news: Iterable[News], disclaimer: Disclaimer | None, *, form: str, url: str
) -> str:
    """The feed that stands at `url`, in one of FORMS, with the disclaimer in each entry.

    RSS asks for a description of the whole, which in Atom is the subtitle.
    """
    feed = FORMS[form](
        title=printable(channel.title),
        subtitle=printable(channel.subtitle),
        link=settings.SITE_URL + channel.page,
        feed_url=settings.SITE_URL + url,
        feed_guid=channel.id,
        author_name=PUBLISHER,
        language="en-GB",
        description=printable(channel.subtitle),
    )
    for each in news:
        context = {"news": each, "disclaimer": disclaimer}
        feed.add_item(
            title=printable(f"{each.label}: {each.title}"),
            link=settings.SITE_URL + each.url,
            description=None,  # type: ignore[arg-type]  # the content is all
            unique_id=each.id,
            pubdate=each.at,
            updateddate=each.at,
            content=printable(render_to_string("articles/_news.html", context)),
        )
    return feed.writeString("utf-8")


def printable(text: str) -> str:
    """The text with a space for whatever would make the feed no XML."""
    return UNPRINTABLE.sub(" ", text)
