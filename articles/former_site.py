"""A post of the former site into a draft, its pictures into the library, and its address into a
redirect.

A post that was brought is known again by the name of the page that is kept of it, so an import
that broke off goes on where it was, and another one changes nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import chain
from pathlib import Path

from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.contrib.redirects.models import Redirect
from django.contrib.sites.models import Site as Here
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils.html import format_html
from django.utils.text import slugify

from articles import checked_text, drafting, images, importing, requirements
from articles.content import Answer, Content, Picture, Signature
from articles.findings import Finding, Refused, refuse_if
from articles.manuscripts.manuscript import Manuscript as Reading
from articles.manuscripts.reading import read
from articles.manuscripts.unreadable import Unreadable
from articles.models import Article, Author, Image, Manuscript, Topic
from articles.wordpress import markup
from articles.wordpress.export import Category, Post, Site

# Neither was ever on the site.
NEVER_KEPT = {"trash", "auto-draft", "inherit"}
NO_CATEGORY = "uncategorized"


@dataclass
class Brought:
    """What became of a post: `reading` is None if it had been brought before. `pictures`: how many
    were found; `missing`: those that were not, or cannot be read; `dropped`: what has no place
    here, in words."""

    article: Article
    reading: Reading | None = None
    pictures: int = 0
    missing: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)


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
    text = markup.text(post.body, site.pictures)
    topic, dropped = _topic(post.categories)
    data = markup.page(_title(post), text.html)
    article = _article(post, topic, by)
    made = Brought(article, _read(data, name, topic), dropped=[*dropped, *_unfit(post, text)])
    _store(made, _Album(made, site, media, by), post, text, _author(post, site), now)
    Manuscript.objects.create(
        article=article,
        name=name,
        sha256=importing.digest(data),
        data=data,
        report=made.reading.as_json(article.slug) if made.reading else {},
        imported_by=by,
    )
    redirect(post.path, article.get_absolute_url())
    return made


def redirect(path: str, to: str) -> None:
    """Lead a path of the former site to ours, unless it leads somewhere already, or is ours."""
    longest = Redirect._meta.get_field("old_path").max_length or 0
    if path.strip("/") and path != to and len(path) <= longest:
        here = Here.objects.get_current()
        Redirect.objects.get_or_create(site=here, old_path=path, defaults={"new_path": to})


class _Album:
    """The pictures of one post."""

    def __init__(self, made: Brought, site: Site, media: Path | None, by: User) -> None:
        self.made, self.site, self.media, self.by = made, site, media, by

    def image(self, path: str, address: str, title: str) -> Image | None:
        """The library's Image of a file below the uploads; None, and noted, if there is none."""
        try:
            image = self._stored(path, title or Path(path).stem)
        except (OSError, ValueError, ValidationError) as error:
            why = error.messages[0] if isinstance(error, ValidationError) else "no such file"
            self.made.missing.append(f"{path or address}: {why}")
            return None
        self.made.pictures += 1
        redirect(markup.UPLOADS + path, image.url)
        return image

    def _stored(self, path: str, title: str) -> Image:
        if self.media is None or not path:
            raise FileNotFoundError
        folder = self.media.resolve()
        file = (folder / path).resolve(strict=True)
        file.relative_to(folder)  # raises ValueError for what lies outside
        with file.open("rb") as opened:
            return images.store(File(opened), title=title[:200], by=self.by)

    def lead(self, key: int) -> Picture | None:
        """The featured picture, whose text alternative an editor adds."""
        if not key:
            return None
        address = self.site.pictures.get(key, "")
        image = self.image(markup.below_uploads(address), address or f"attachment {key}", "")
        if image is None:
            return None
        return Picture(image.name, image.width, image.height, "", image.renditions)

    def figures(self, pictures: Sequence[markup.Picture]) -> dict[int, str]:
        """The HTML of each picture of the text that we have, by its place."""
        found = (
            (n, each, self.image(each.path, each.address, each.alt))
            for n, each in enumerate(pictures)
        )
        return {number: _figure(image, each) for number, each, image in found if image}


def _figure(image: Image, picture: markup.Picture) -> str:
    caption = format_html("<figcaption>{}</figcaption>", picture.caption)
    return format_html(
        '<figure><img src="{}" alt="{}" width="{}" height="{}">{}</figure>',
        image.url,
        picture.alt,
        image.width,
        image.height,
        caption if picture.caption else "",
    )


def _store(
    made: Brought,
    album: _Album,
    post: Post,
    text: markup.Text,
    author: Author,
    now: datetime | None,
) -> None:
    assert made.reading is not None  # noqa: S101 it has just been read
    try:
        author.full_clean()
        author.save()
        made.article.save()
        content = importing.content_of(made.reading, [Signature(author.pk, author.name)])
        content = _whole(content, album.figures(text.pictures), album.site.address)
        standfirst = content.standfirst or markup.plain(post.excerpt)
        content = replace(content, standfirst=standfirst, image=album.lead(post.picture))
        drafting.save(made.article, content, base=0, by=album.by, now=now)
    except ValidationError as error:
        raise Refused([Finding("field-unfit", " ".join(error.messages))]) from error


def _whole(content: Content, figures: dict[int, str], address: str) -> Content:
    """The text with its pictures, and with links that lead within our site."""

    def whole(html: str) -> str:
        return markup.within(markup.put_back(html, figures), address)

    return replace(
        content,
        key_points=whole(content.key_points),
        body=whole(content.body),
        summary=whole(content.summary),
        faqs=[Answer(faq.question, whole(faq.answer), faq.urgent) for faq in content.faqs],
    )


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
    redirect(f"/author/{post.writer}/", author.get_absolute_url())
    return author


def _topic(categories: Sequence[Category]) -> tuple[Topic | None, list[str]]:
    """The first category as a topic, found by its name or made; and the others, in words."""
    told = [each for each in categories if each.slug != NO_CATEGORY and each.name]
    if not told:
        return None, []
    first, *others = told
    topic = Topic.objects.filter(name__iexact=first.name).first() or _new_topic(first)
    redirect(f"/category/{first.slug}/", topic.get_absolute_url())
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
