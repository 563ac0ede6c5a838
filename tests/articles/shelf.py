"""Many live articles at once, straight into the tables: too many for the usual road."""

from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from articles.models import (
    Article,
    Assignment,
    Edition,
    Enquiry,
    Reference,
    Review,
    Revision,
    Submission,
    Topic,
)

Row = TypeVar("Row", bound=Model)


def fill(like: Edition, titles: list[str], topic: Topic | None = None) -> list[Edition]:
    """Live articles with the text and the people of `like`, one for each title."""
    start = Article.objects.count()
    articles = Article.objects.bulk_create(
        Article(
            slug=f"filler-{start + place}",
            topic=topic or like.article.topic,
            created_by=like.published_by,
        )
        for place in range(len(titles))
    )
    revisions = _store([_like(like.revision, article=article) for article in articles])
    reviews = _store([_like(like.review, revision=revision) for revision in revisions])
    together = zip(titles, articles, revisions, reviews, strict=True)
    editions = _store(
        [
            _like(like, title=title, article=article, revision=revision, review=review)
            for title, article, revision, review in together
        ]
    )
    _sign(editions, like)
    return editions


def multiply(article: Article, times: int) -> None:
    """So many articles more that stand where this one stands: its whole road, row by row."""
    start = Article.objects.count()
    articles = [_like(article, slug=f"twin-{start + number}") for number in range(times)]
    twins: dict[Model, list[Any]] = {article: Article.objects.bulk_create(articles)}
    of_text = {"revision__article": article}
    for model, belongs, parents in (
        (Revision, {"article": article}, ["article"]),
        (Submission, of_text, ["revision"]),
        (Assignment, {"submission__revision__article": article}, ["submission"]),
        (Review, of_text, ["revision"]),
        (Edition, {"article": article}, ["article", "revision", "review"]),
        (Reference, {"article": article}, ["article"]),
        (Enquiry, {"article": article}, ["article"]),
    ):
        for row in model._default_manager.filter(**belongs):
            above = {parent: twins[getattr(row, parent)] for parent in parents}
            twins[row] = _store(
                [
                    _like(row, **{parent: rows[number] for parent, rows in above.items()})
                    for number in range(times)
                ]
            )
            if isinstance(row, Edition):
                _sign(twins[row], row)


def _like(row: Row, **changes: Any) -> Row:
    fields = [field for field in row._meta.concrete_fields if not field.primary_key]
    return type(row)(**{field.name: getattr(row, field.name) for field in fields} | changes)


def _sign(editions: list[Edition], like: Edition) -> None:
    """The authors whom their texts name."""
    link, authors = Edition.authors.through, list(like.authors.all())
    link.objects.bulk_create(
        link(edition=edition, author=author) for edition in editions for author in authors
    )


def _store(rows: list[Row]) -> list[Row]:
    """The frozen models' own managers refuse this."""
    everything: QuerySet[Row] = QuerySet(model=type(rows[0]))
    return everything.bulk_create(rows)
