"""Nobody reviews their own work, superusers included."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Group, User

from articles import publishing
from articles.content import Signature
from articles.models import Article, Author, Edition, Review
from tests import factories
from tests.articles.refusals import refused
from tests.factories import approved, text, write


@pytest.fixture(params=["reviewer", "superuser"])
def clinician(request: pytest.FixtureRequest) -> User:
    """Somebody who may both write and review."""
    user: User = request.getfixturevalue(request.param)
    if request.param == "superuser":
        factories.clinician("Dr Sue Example", user)
    user.groups.add(Group.objects.get(name="Writer"))
    return user


def test_whoever_saved_the_text_does_not_review_it(article: Article, clinician: User) -> None:
    number = write(article, clinician).number
    with refused("own-work"):
        publishing.approve(article, revision=number, by=clinician)
    with refused("own-work"):
        publishing.send_back(article, revision=number, by=clinician, notes="No.")
    assert not Review.objects.exists()


def test_nor_who_saved_any_revision_since_the_last_publication(
    article: Article, writer: User, clinician: User
) -> None:
    write(article, writer)
    write(article, clinician, title="One word changed")
    number = write(article, writer, title="And another").number
    with refused("own-work"):
        publishing.approve(article, revision=number, by=clinician)


def test_who_worked_on_an_earlier_edition_may_review_the_next(
    article: Article, writer: User, reviewer: User, editor: User, clinician: User
) -> None:
    other = factories.clinician("Dr Other Example")
    number = approved(article, clinician, other)
    publishing.publish(article, revision=number, by=editor)
    number = approved(article, writer, clinician, title="Better")
    assert publishing.publish(article, revision=number, by=editor).review.reviewer == clinician


def test_a_schedule_that_has_not_come_is_no_publication(
    article: Article, writer: User, editor: User, clinician: User
) -> None:
    now, later = datetime(2026, 6, 1, tzinfo=UTC), datetime(2026, 6, 2, tzinfo=UTC)
    other = factories.clinician("Dr Other Example")
    number = approved(article, clinician, other)
    publishing.publish(article, revision=number, by=editor, at=later, now=now)
    newer = write(article, writer, title="Better").number
    with refused("own-work"):
        publishing.approve(article, revision=newer, by=clinician, now=now)
    after = later + timedelta(seconds=1)
    publishing.approve(article, revision=newer, by=clinician, now=after)


def test_who_saved_live_text_does_not_review_it_afresh(
    article: Article, editor: User, clinician: User
) -> None:
    other = factories.clinician("Dr Other Example")
    number = approved(article, clinician, other)
    publishing.publish(article, revision=number, by=editor)
    with refused("own-work"):
        publishing.approve(article, revision=number, by=clinician)


def test_an_author_of_the_text_does_not_review_it(
    article: Article, writer: User, clinician: User
) -> None:
    author = Author.objects.get(user=clinician)
    number = write(article, writer, byline=[Signature(author.pk, author.name)]).number
    with refused("own-work"):
        publishing.approve(article, revision=number, by=clinician)


def test_the_byline_that_counts_is_the_one_of_the_reviewed_text(
    edition: Edition, writer: User, clinician: User
) -> None:
    author = Author.objects.get(user=clinician)
    article, number = edition.article, edition.revision.number
    write(article, writer, text(byline=[Signature(author.pk, author.name)]))
    publishing.approve(article, revision=number, by=clinician)


def test_who_both_wrote_and_signs_is_told_both(article: Article, clinician: User) -> None:
    author = Author.objects.get(user=clinician)
    number = write(article, clinician, byline=[Signature(author.pk, author.name)]).number
    with refused("own-work", "own-work"):
        publishing.approve(article, revision=number, by=clinician)


def test_another_articles_text_is_no_obstacle(
    article: Article, edition: Edition, writer: User, clinician: User
) -> None:
    write(edition.article, clinician, title="Elsewhere")
    approved(article, writer, clinician)
