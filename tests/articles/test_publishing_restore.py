"""Going back to an old text, and putting away one that nobody read."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from articles import drafting, publishing
from articles.models import Article, Edition
from tests.articles.refusals import refused
from tests.factories import ArticleFactory, UserFactory, approved, text, write


def test_an_old_text_becomes_the_working_copy_and_takes_the_usual_road(
    edition: Edition, writer: User, editor: User
) -> None:
    article, old = edition.article, edition.revision
    write(article, writer, text(title="Worse"))
    restored = publishing.restore(article, revision=old.number, base=2, by=writer)
    assert restored is not None
    assert restored.number == 3
    assert restored.content == old.content
    assert drafting.freeze(Article.objects.get(pk=article.pk)) == old.content
    with refused("not-approved"):
        publishing.publish(article, revision=3, by=editor)


def test_restoring_what_is_there_makes_no_revision(article: Article, writer: User) -> None:
    write(article, writer)
    assert publishing.restore(article, revision=1, base=1, by=writer) is None


def test_a_restored_text_must_be_reviewed_by_somebody_else(
    edition: Edition, writer: User, superuser: User
) -> None:
    write(edition.article, writer, title="Worse")
    publishing.restore(edition.article, revision=1, base=2, by=superuser)
    with refused("own-work"):
        publishing.approve(edition.article, revision=3, by=superuser)


def test_restoring_is_refused(article: Article, writer: User, outsider: User, editor: User) -> None:
    content = text()
    write(article, writer, content)
    write(article, writer, text(title="Second"))
    with refused("not-allowed"):
        publishing.restore(article, revision=1, base=2, by=outsider)
    with refused("stale-copy"):
        publishing.restore(article, revision=1, base=1, by=writer)
    with refused("no-revision"):
        publishing.restore(article, revision=7, base=2, by=writer)
    publishing.discard(article, by=editor)
    with refused("discarded"):
        publishing.restore(article, revision=1, base=2, by=writer)
    assert article.revisions.count() == 2


def test_a_discarded_article_frees_its_addresses(article: Article, editor: User) -> None:
    first = article.slug
    article.slug = "renamed"
    article.save()
    put_away = publishing.discard(article, by=editor)
    assert put_away.discarded_by == editor
    assert put_away not in Article.objects.kept()
    for slug in (first, "renamed"):
        assert Article.at_former_address(slug) is None
        ArticleFactory(slug=slug).full_clean()


def test_its_revisions_are_kept(article: Article, writer: User, editor: User) -> None:
    revision = write(article, writer)
    publishing.discard(article, by=editor)
    assert list(article.revisions.all()) == [revision]


def test_an_article_with_an_edition_is_not_discarded(
    edition: Edition, article: Article, writer: User, reviewer: User, editor: User
) -> None:
    number, later = approved(article, writer, reviewer), timezone.now() + timedelta(hours=1)
    publishing.publish(article, revision=number, by=editor, at=later)
    publishing.cancel_schedule(article, by=editor)
    for kept in (edition.article, article):
        with refused("has-editions"):
            publishing.discard(kept, by=editor)
        kept.refresh_from_db()
        assert kept.discarded_at is None


@pytest.mark.parametrize("groups", [["Writer"], ["Medical reviewer"], []])
def test_others_may_not_discard(article: Article, groups: list[str]) -> None:
    with refused("not-allowed"):
        publishing.discard(article, by=UserFactory(groups=groups))


def test_an_article_is_discarded_once(article: Article, editor: User) -> None:
    publishing.discard(article, by=editor)
    with refused("discarded"):
        publishing.discard(article, by=editor)
