"""Take a Source's corrected fields into the articles that cite it: correcting it changed none."""

from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from articles import drafting, requirements
from articles.content import Content
from articles.findings import Finding, Refused, refuse_if
from articles.models import Article, Edition, Revision, Source
from articles.models.job import Made


@dataclass(frozen=True)
class Use:
    """An article that cites a Source: in its draft, on its live page, or both. Each is behind if it
    prints fields that the Source no longer has."""

    article: Article
    in_draft: bool
    is_live: bool
    draft_is_behind: bool
    live_is_behind: bool

    @property
    def is_behind(self) -> bool:
        """Whether the correction is still to be taken in somewhere."""
        return self.draft_is_behind or self.live_is_behind


def uses(source: Source) -> list[Use]:
    """The articles that cite it, by title, in three queries."""
    drafts = Article.objects.kept().filter(references__source=source).distinct()
    newest = drafting.newest_of(drafts)
    live = {
        edition.article_id: edition
        for edition in Edition.objects.live()
        .filter(sources=source)
        .select_related("article", "revision")
    }
    articles = {article.pk: article for article in drafts}
    articles |= {pk: edition.article for pk, edition in live.items()}
    return [
        Use(
            article,
            in_draft=pk in newest,
            is_live=pk in live,
            draft_is_behind=pk in newest and _is_behind(newest[pk].content, source),
            live_is_behind=pk in live and _is_behind(live[pk].revision.content, source),
        )
        for pk, article in sorted(articles.items(), key=lambda each: str(each[1]))
    ]


def concerned(source: Source) -> list[Use]:
    """The articles that still print fields which the Source no longer has."""
    return [use for use in uses(source) if use.is_behind]


@transaction.atomic
def take_in(
    source: Source, article: Article, *, by: User, now: datetime | None = None
) -> Revision | None:
    """Freeze the Source's fields as they are now into a new Revision, which needs its review; None
    if the newest Revision has them already.

    Raises Refused: `not-allowed`, `discarded`, `not-cited`.
    """
    article = drafting.lock(article)
    refuse_if(chain(requirements.permission(by, "change"), drafting.kept(article)))
    if not article.references.filter(source=source).exists():
        raise Refused([Finding("not-cited", "The article's draft does not cite this source.")])
    newest = drafting.newest(article)
    if newest and not _is_behind(newest.content, source):
        return None
    return drafting.record(article, by=by, now=now)


def take_in_entry(entry: Any, by: User) -> Made:
    """For a job: take the entry's source into the entry's article.

    Raises Refused as `take_in` does, and `gone`.
    """
    source = Source.objects.filter(pk=entry["source"]).first()
    article = Article.objects.filter(pk=entry["article"]).first()
    if source is None or article is None:
        raise Refused([Finding("gone", "It is no longer there.")])
    revision = take_in(source, article, by=by)
    text = f"{article}: {revision or 'had it already'}"
    return Made(text=text, model="article", pk=article.pk)


def _is_behind(content: Content, source: Source) -> bool:
    item = source.item()
    return any(each.source == source.pk and each.item != item for each in content.references)
