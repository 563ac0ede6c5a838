"""A post of the former site into a draft, its pictures into the library, and its address into a
redirect.

A post that was brought is known again by the name of the page that is kept of it, so an import
that broke off goes on where it was, and another one changes nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from pathlib import Path

from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from articles import checked_text, drafting, former_addresses, importing, requirements
from articles.content import Answer, Content, Signature
from articles.findings import Finding, Refused, refuse_if
from articles.former_pictures import Album
from articles.manuscripts.manuscript import Manuscript as Reading
from articles.manuscripts.reading import read
from articles.manuscripts.unreadable import Unreadable
from articles.models import Article, Author, Manuscript, Topic
from articles.wordpress import markup
from articles.wordpress.export import Category, Post, Site

# None of these was ever on the site.
NEVER_KEPT = {"trash", "auto-draft", "inherit"}
NO_CATEGORY = "uncategorized"


@dataclass(frozen=True)
class Brought:
    """What became of a post: `reading` is None if it had been brought before. `pictures`: how many
    were taken in; `missing`: those that were not, with why; `dropped`: what has no place here, in
    words."""

    article: Article
    reading: Reading | None = None
    pictures: int = 0
    missing: Sequence[str] = ()
    dropped: Sequence[str] = ()


@transaction.atomic
def bring(
    post: Post, site: Site, *, by: User, media: Path | None = None, now: datetime | None = None
) -> Brought:
    """Make a draft of the post, unless there is one. `media`: a copy of the former site's folder
    wp-content/uploads, None for no pictures.

    Raises Refused: `not-allowed`, `address-taken`, `no-title`, `field-unfit`, `unreadable`;
    nothing is stored then.
    """
    refuse_if(chain(requirements.permission(by, "add"), requirements.permission(by, "change")))
    name = f"{site.host}-post-{post.key}.html"
    if kept := Manuscript.objects.filter(name=name).select_related("article").first():
        return Brought(kept.article)
    text, album = markup.text(post.body, site.pictures), Album(media, by)
    topic, others = _topic(post.categories)
    data = markup.page(_title(post), text.html)
    reading, article = _read(data, name, topic), _article(post, topic, by)
    try:
        author = _author(post, site)
        article.save()
        content = _content(reading, author, album.figures(text.pictures), site.address)
        standfirst = content.standfirst or markup.plain(post.excerpt)
        content = replace(content, standfirst=standfirst, image=album.lead(_featured(post, site)))
        drafting.save(article, content, base=0, by=by, now=now)
    except ValidationError as error:
        raise Refused([Finding("field-unfit", " ".join(error.messages))]) from error
    importing.keep(data, name, article=article, reading=reading, by=by)
    former_addresses.lead(post.path, article.get_absolute_url())
    dropped = [*others, *_unfit(post, text)]
    return Brought(article, reading, album.found, album.missing, dropped)


def _content(reading: Reading, author: Author, figures: dict[int, str], address: str) -> Content:
    """The text with its pictures, and with links that lead within our site."""

    def whole(html: str) -> str:
        return markup.within(markup.put_back(html, figures), address)

    content = importing.content_of(reading, [Signature(author.pk, author.name)])
    return replace(
        content,
        key_points=whole(content.key_points),
        body=whole(content.body),
        summary=whole(content.summary),
        faqs=[Answer(faq.question, whole(faq.answer), faq.urgent) for faq in content.faqs],
    )


def _featured(post: Post, site: Site) -> str:
    """The address of the picture that leads the post; "" if none does."""
    return site.pictures.get(post.picture, f"attachment {post.picture}") if post.picture else ""


def _read(data: bytes, name: str, topic: Topic | None) -> Reading:
    try:
        return read(data, name, checked_text.setting(topic))
    except Unreadable as error:
        raise Refused([Finding("unreadable", str(error))]) from error


def _article(post: Post, topic: Topic | None, by: User) -> Article:
    slug = slugify(post.slug or _title(post))[:100].strip("-")
    if not slug:
        raise Refused([Finding("no-title", "The post has no title to make an address of.")])
    if Article.objects.filter(slug=slug).exists() or Article.at_former_address(slug):
        message = f"There is an article at {slug} already, which did not come from this post."
        raise Refused([Finding("address-taken", message)])
    return Article(slug=slug, topic=topic, created_by=by)


def _title(post: Post) -> str:
    return " ".join(BeautifulSoup(post.title, "html.parser").get_text().split())


def _author(post: Post, site: Site) -> Author:
    """The writer, found by the address of their former page or by name, else new."""
    writer = site.writers.get(post.writer)
    name = writer.name if writer else post.writer or site.host
    found = Author.objects.filter(name=name).first()
    author = found or Author(name=name, slug=importing.free_slug(name))
    author.full_clean()
    author.save()
    former_addresses.lead(f"/author/{post.writer}/", author.get_absolute_url())
    return author


def _topic(categories: Sequence[Category]) -> tuple[Topic | None, list[str]]:
    """The first category as a topic, found by its name or made; and the others, in words."""
    told = [each for each in categories if each.slug != NO_CATEGORY and each.name]
    if not told:
        return None, []
    first, *others = told
    topic = Topic.objects.filter(name__iexact=first.name).first() or _new_topic(first)
    former_addresses.lead(f"/category/{first.slug}/", topic.get_absolute_url())
    return topic, [f"category {each.name}" for each in others]


def _new_topic(category: Category) -> Topic:
    stem = slugify(category.slug or category.name)[:90] or "topic"
    taken = Topic.objects.filter(slug=stem).exists() or Topic.at_former_address(stem)
    position = Topic.objects.count()
    slug = f"{stem}-{position}" if taken else stem
    topic = Topic(name=category.name[:80], slug=slug, position=position)
    topic.save()
    return topic


def _unfit(post: Post, text: markup.Text) -> Iterator[str]:
    yield from (f"tag {name}" for name in post.tags)
    yield from (f"shortcode {name}" for name in text.dropped)
