"""The working copy: write it, and freeze it into a Revision at each save that changes it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from articles import known_works, notifying
from articles.content import Answer, Citation, Content, Picture, Signature
from articles.findings import Finding, Refused, refuse_if
from articles.models import (
    Article,
    Author,
    Byline,
    Edition,
    Faq,
    Image,
    Reference,
    Revision,
    Source,
)
from klarity import richtext


def lock(article: Article) -> Article:
    """The article's row, held against every other writer until the transaction ends."""
    return Article.objects.select_for_update().get(pk=article.pk)


def newest(article: Article) -> Revision | None:
    """The newest Revision, or None before the first save."""
    return Revision.objects.filter(article=article).order_by("-number").first()


def newest_of(articles: QuerySet[Article]) -> dict[int, Revision]:
    """The newest Revision of each of the articles that has one, by the article's key."""
    latest = Revision.objects.filter(article=OuterRef("pk")).order_by("-number").values("pk")[:1]
    rows = Revision.objects.filter(pk__in=articles.order_by().values(newest=Subquery(latest)))
    return {revision.article_id: revision for revision in rows}


def numbered(article: Article, number: int) -> Revision:
    """The Revision of that number. Raises Refused: `no-revision`."""
    revision = Revision.objects.filter(article=article, number=number).first()
    if revision is None:
        raise Refused([Finding("no-revision", f"This article has no revision {number}.")])
    return revision


def kept(article: Article) -> Iterator[Finding]:
    """The article was not discarded."""
    if article.discarded_at:
        yield Finding("discarded", "This article was discarded.")


def check_base(article: Article, base: int) -> None:
    """Raise Refused (`stale-copy`) if somebody saved a Revision after number `base`.

    The article must be locked, or another save may come between this look and yours.
    """
    current = newest(article)
    if current and current.number != base:
        message = (
            f"{current.saved_by} saved revision {current.number} while you worked on revision"
            f" {base}. Nothing was overwritten: compare the two and save again."
        )
        raise Refused([Finding("stale-copy", message)])


@transaction.atomic
def save(
    article: Article, content: Content, *, base: int, by: User, now: datetime | None = None
) -> Revision | None:
    """Make `content` the working copy and freeze it; `base` is the number of the Revision that
    the writer started from (0 before the first). Returns the new Revision, None if nothing changed.

    Raises Refused if a newer Revision exists, the article was discarded, or a picture or author is
    no longer kept; ValidationError if a part is no HTML that we can read, too long, or there twice.
    """
    article = lock(article)
    refuse_if(kept(article))
    check_base(article, base)
    _write(article, content)
    return record(article, by=by, now=now)


@transaction.atomic
def record(article: Article, *, by: User, now: datetime | None = None) -> Revision | None:
    """Freeze the working copy as it stands. Returns None if it equals the newest Revision."""
    article = lock(article)
    frozen, current = freeze(article).to_json(), newest(article)
    if current and current.frozen_content == frozen:
        return None
    revision = Revision(
        article=article,
        number=current.number + 1 if current else 1,
        frozen_content=frozen,
        saved_by=by,
        saved_at=now or timezone.now(),
    ).append()
    _tell_if_overtaken(current, revision)
    return revision


def _tell_if_overtaken(before: Revision | None, revision: Revision) -> None:
    """Once, when the first text is saved after the one that is scheduled."""
    scheduled = Edition.objects.scheduled(revision.saved_at).filter(revision=before).first()
    if before and scheduled:
        notifying.overtaken(scheduled, revision)


def freeze(article: Article) -> Content:
    """The working copy as a reader would see it."""
    return Content(
        title=article.title,
        standfirst=article.standfirst,
        key_points=article.key_points,
        body=article.body,
        faqs=[Answer(faq.question, faq.answer, faq.urgent) for faq in article.faqs.all()],
        summary=article.summary,
        references=[
            citation(reference) for reference in article.references.select_related("source")
        ],
        byline=[
            _signature(line.author) for line in article.bylines.select_related("author__photo")
        ],
        image=_picture(article),
    )


def citation(reference: Reference) -> Citation:
    """A reference with its source's fields as they are now."""
    return Citation(
        key=reference.key,
        source=reference.source_id,
        item=reference.source.item(),
        accessed=reference.accessed_on.isoformat() if reference.accessed_on else "",
        locator=reference.locator,
        passage=reference.passage,
        further_reading=reference.further_reading,
        text=reference.text,
    )


def _signature(author: Author) -> Signature:
    photo = author.photo.name if author.photo else ""
    return Signature(author.pk, author.name, author.credentials, author.bio, photo)


def _picture(article: Article) -> Picture | None:
    if (image := article.image) is None:
        return None
    return Picture(
        image.name,
        image.width,
        image.height,
        article.image_alt,
        image.renditions,
        article.image_decorative,
    )


def _write(article: Article, content: Content) -> None:
    article.title = content.title
    article.standfirst = richtext.clean_inline(content.standfirst)
    article.key_points = richtext.clean(content.key_points)
    article.body = richtext.clean(content.body)
    article.summary = richtext.clean(content.summary)
    article.image = _image(content.image) if content.image else None
    article.image_alt = content.image.alt if content.image else ""
    article.image_decorative = bool(content.image and content.image.decorative)
    article.clean_fields()
    article.save()
    _replace_faqs(article, content.faqs)
    _replace_references(article, content.references)
    _replace_bylines(article, content.byline)


def _image(picture: Picture) -> Image:
    image = Image.objects.filter(name=picture.name).first()
    if image is None:
        message = f"The picture {picture.name} is no longer kept. Choose another."
        raise Refused([Finding("image-gone", message, "image")])
    return image


def _replace_faqs(article: Article, faqs: Iterable[Answer]) -> None:
    article.faqs.all().delete()
    rows = [
        Faq(
            article=article,
            question=faq.question,
            answer=richtext.clean(faq.answer),
            urgent=faq.urgent,
            position=position,
        )
        for position, faq in enumerate(faqs)
    ]
    for row in rows:
        row.clean_fields(exclude={"article"})
    Faq.objects.bulk_create(rows)


def _replace_references(article: Article, references: Iterable[Citation]) -> None:
    references = list(references)
    check_once([reference.key for reference in references], "references")
    article.references.all().delete()
    sources = _sources(references)
    rows = [
        Reference(
            article=article,
            source=sources[reference.source],
            key=reference.key,
            accessed_on=reference.accessed_on,
            locator=reference.locator,
            passage=reference.passage,
            further_reading=reference.further_reading,
            text=reference.text,
            position=position,
        )
        for position, reference in enumerate(references)
    ]
    for row in rows:
        row.clean_fields(exclude={"article", "source"})
    Reference.objects.bulk_create(rows)


def _sources(references: Sequence[Citation]) -> dict[int, Source]:
    """The Sources of the references; one that is gone is made again from the frozen fields."""
    sources = Source.objects.in_bulk(reference.source for reference in references)
    gone = {each.source: each.item for each in references if each.source not in sources}
    made = known_works.store(list(gone.values())) if gone else []
    return sources | dict(zip(gone, made, strict=True))


def _replace_bylines(article: Article, byline: Iterable[Signature]) -> None:
    names = {signature.author: signature.name for signature in byline}
    authors = Author.objects.in_bulk(names)
    for author in names.keys() - authors.keys():
        message = f"{names[author]} is no longer among the authors. Choose another."
        raise Refused([Finding("author-gone", message, "authors")])
    article.bylines.all().delete()
    Byline.objects.bulk_create(
        Byline(article=article, author=authors[author], position=position)
        for position, author in enumerate(names)
    )


def check_once(values: Sequence[str], field: str) -> None:
    """Raise ValidationError if a value is there twice."""
    for value, count in Counter(values).items():
        if count > 1:
            raise ValidationError({field: f"{value} is there {count} times."}, code="twice")
