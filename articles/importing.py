"""A writer's file into a draft: read it, keep its bytes, and make it the working copy.

Many at once are put by as Uploads, of which a job takes one after the other.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import chain
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.html import escape, linebreaks
from django.utils.text import slugify

from articles import checked_text, drafting, known_works, requirements
from articles.content import Answer, Citation, Content, Signature
from articles.findings import Finding, Refused, refuse_if
from articles.manuscripts.manuscript import Manuscript as Reading
from articles.manuscripts.manuscript import ManuscriptReference
from articles.manuscripts.reading import read
from articles.manuscripts.unreadable import Unreadable
from articles.models import Article, Author, Manuscript, Revision, Source, Topic, Upload
from articles.models.job import Made
from klarity import richtext


@dataclass(frozen=True)
class Import:
    """What an import did: `revision` is None when the same bytes had been imported before, or
    changed nothing; `shared` are the keys of works that the library had already."""

    article: Article
    reading: Reading
    revision: Revision | None
    shared: Sequence[str] = ()


@transaction.atomic
def import_manuscript(
    data: bytes,
    name: str,
    *,
    by: User,
    topic: Topic | None = None,
    author: Author | None = None,
    update: bool = False,
    now: datetime | None = None,
) -> Import:
    """Read a file into a new draft, or with `update` into a new Revision of the article of the
    same title.

    `name` is the file's, for its ending; `author` takes the place of the one that the manuscript
    names. Raises Unreadable, Refused (`not-allowed`, `address-taken`, `no-title`,
    `no-article`, `field-unfit`); nothing is stored then.
    """
    refuse_if(chain(requirements.permission(by, "add"), requirements.permission(by, "change")))
    reading = read(data, name, checked_text.setting(topic))
    if kept := known(data):
        return Import(kept.article, reading, None)
    article = _article(reading, by, update)
    article.topic = topic or article.topic
    signed = [author] if author else _authors(reading)
    shared = _shared(reading)
    try:
        revision = _store(article, reading, signed, by, now)
    except ValidationError as error:
        raise Refused([Finding("field-unfit", " ".join(error.messages))]) from error
    keep(data, name, article=article, reading=reading, by=by)
    return Import(article, reading, revision, shared)


def put_by(
    files: Iterable[tuple[str, bytes]], *, by: User, topic: Topic | None, update: bool
) -> list[dict[str, Any]]:
    """Keep files, each a name and its bytes, for a worker; returns the entries of its job."""
    uploads = [Upload(name=name[-255:], data=data, uploaded_by=by) for name, data in files]
    values = {"topic": topic.pk if topic else None, "update": update}
    return [
        {"name": upload.name, "upload": upload.pk, **values}
        for upload in Upload.objects.bulk_create(uploads)
    ]


@transaction.atomic
def import_upload(entry: Any, by: User) -> Made:
    """Import the file of one entry of `put_by`, and take it off the pile; says what came of it.

    Raises Refused as `import_manuscript` does, and `unreadable`, `upload-gone`.
    """
    upload = Upload.objects.filter(pk=entry["upload"]).first()
    if upload is None:
        raise Refused([Finding("upload-gone", "The file is no longer kept. Send it once more.")])
    topic = Topic.objects.filter(pk=entry["topic"]).first()
    try:
        done = import_manuscript(
            bytes(upload.data), upload.name, by=by, topic=topic, update=entry["update"]
        )
    except Unreadable as error:
        raise Refused([Finding("unreadable", str(error))]) from error
    upload.delete()
    return Made(text=_told(done), model="article", pk=done.article.pk)


def _told(done: Import) -> str:
    title, count = done.reading.title, len(done.reading.findings)
    if done.revision is None:
        return f"{title}: nothing changed, the library holds these very words already"
    return f"{title}: {done.revision}, {count or 'no'} finding{'s' * (count != 1)}"


def known(data: bytes) -> Manuscript | None:
    """The manuscript of these very bytes, if an article that was not discarded has it."""
    return Manuscript.objects.filter(
        sha256=sha256(data).hexdigest(), article__discarded_at=None
    ).first()


def keep(data: bytes, name: str, *, article: Article, reading: Reading, by: User) -> None:
    """Keep a file as it came, with what was read of it."""
    Manuscript.objects.create(
        article=article,
        name=name[:255],
        sha256=sha256(data).hexdigest(),
        data=data,
        report=reading.as_json(article.slug),
        imported_by=by,
    )


def _article(reading: Reading, by: User, update: bool) -> Article:
    slug = slugify(reading.title)[:100].strip("-")
    if not slug:
        raise Refused([Finding("no-title", "The manuscript has no title to make an address of.")])
    present = Article.objects.filter(slug=slug).first() or Article.at_former_address(slug)
    if present and not update:
        message = (
            f"There is an article at {slug} already. Import it as an update (--update) to add a"
            " revision to it."
        )
        raise Refused([Finding("address-taken", message)])
    if update and not isinstance(present, Article):
        raise Refused([Finding("no-article", f"There is no article at {slug} to update.")])
    return present if isinstance(present, Article) else Article(slug=slug, created_by=by)


def _authors(reading: Reading) -> list[Author]:
    """The author whom the manuscript names, found by name or made."""
    if reading.author is None:
        return []
    known = Author.objects.filter(name=reading.author.name).first()
    if known:
        return [known]
    author = Author(
        name=reading.author.name,
        slug=free_slug(reading.author.name),
        credentials=reading.author.credentials,
        bio=richtext.clean(linebreaks(escape(reading.author.bio))),
    )
    author.full_clean()
    author.save()
    return [author]


def free_slug(name: str) -> str:
    """A slug for an author of that name which nobody has or had."""
    stem = slugify(name)[:90].strip("-") or "author"
    slug, count = stem, 2
    while Author.objects.filter(slug=slug).exists() or Author.at_former_address(slug):
        slug, count = f"{stem}-{count}", count + 1
    return slug


def _store(
    article: Article, reading: Reading, authors: list[Author], by: User, now: datetime | None
) -> Revision | None:
    article.save()
    newest = drafting.newest(article)
    signatures = [Signature(author.pk, author.name) for author in authors]
    content = content_of(reading, signatures or (newest.content.byline if newest else []))
    return drafting.save(article, content, base=newest.number if newest else 0, by=by, now=now)


def content_of(reading: Reading, byline: Sequence[Signature]) -> Content:
    """What was read as the text of an article; works that the library lacks are stored."""
    return Content(
        title=reading.title,
        standfirst=reading.standfirst,
        key_points=reading.key_points,
        body=reading.body,
        faqs=[Answer(faq.question, faq.answer, faq.urgent) for faq in reading.faqs],
        summary=reading.summary,
        references=_citations(reading.references),
        byline=byline,
    )


def _shared(reading: Reading) -> list[str]:
    matches = known_works.match([each.parsed.item for each in reading.references])
    return [
        each.key for each, match in zip(reading.references, matches, strict=True) if match.known
    ]


def _citations(references: Sequence[ManuscriptReference]) -> list[Citation]:
    sources = known_works.store([reference.parsed.item for reference in references])
    return [_citation(*each) for each in zip(references, sources, strict=True)]


def _citation(reference: ManuscriptReference, source: Source) -> Citation:
    parsed = reference.parsed
    return Citation(
        key=reference.key,
        source=source.pk,
        item=parsed.item,
        accessed=parsed.accessed.isoformat() if parsed.accessed else "",
        passage=parsed.passage,
        further_reading=reference.further_reading,
    )
