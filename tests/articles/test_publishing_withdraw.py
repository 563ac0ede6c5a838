"""A withdrawal takes the whole article from the public until a later edition ends it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from articles import publishing
from articles.models import Article, Edition, Withdrawal
from tests.articles.refusals import refused
from tests.factories import approved

HOUR = timedelta(hours=1)


def live() -> list[Edition]:
    return list(Edition.objects.live())


def test_a_withdrawn_article_is_no_longer_read(edition: Edition, editor: User) -> None:
    withdrawal = publishing.withdraw(edition.article, reason="A recall.", by=editor)
    assert (withdrawal.reason, withdrawal.withdrawn_by) == ("A recall.", editor)
    assert live() == []
    assert not Edition.objects.public().exists()


def test_what_was_live_before_the_withdrawal_is_still_told(edition: Edition, editor: User) -> None:
    withdrawal = publishing.withdraw(edition.article, reason="A recall.", by=editor)
    before = withdrawal.withdrawn_at - timedelta(microseconds=1)
    assert list(Edition.objects.live(before)) == [edition]


def test_withdrawing_cancels_what_is_scheduled(
    edition: Edition, writer: User, reviewer: User, editor: User
) -> None:
    article, later = edition.article, timezone.now() + HOUR
    number = approved(article, writer, reviewer, title="A change")
    change = publishing.publish(article, revision=number, by=editor, at=later)
    publishing.withdraw(article, reason="A recall.", by=editor)
    change.refresh_from_db()
    assert change.cancelled_by == editor
    assert not Edition.objects.live(later + HOUR).exists()


def test_a_later_edition_ends_the_withdrawal(
    edition: Edition, writer: User, reviewer: User, editor: User
) -> None:
    article = edition.article
    publishing.withdraw(article, reason="A recall.", by=editor)
    number = approved(article, writer, reviewer, title="Put right")
    second = publishing.publish(article, revision=number, by=editor)
    assert live() == [second]
    assert set(Edition.objects.public()) == {edition, second}


def test_a_scheduled_edition_ends_the_withdrawal_when_its_time_comes(
    edition: Edition, writer: User, reviewer: User, editor: User
) -> None:
    article, later = edition.article, timezone.now() + HOUR
    publishing.withdraw(article, reason="A recall.", by=editor)
    number = approved(article, writer, reviewer, title="Put right")
    second = publishing.publish(article, revision=number, by=editor, at=later)
    assert live() == []
    assert list(Edition.objects.live(later)) == [second]


def test_publishing_and_withdrawing_at_one_moment_keep_their_order(
    article: Article, writer: User, reviewer: User, editor: User
) -> None:
    number, now = approved(article, writer, reviewer), timezone.now()
    publishing.publish(article, revision=number, by=editor, now=now)
    publishing.withdraw(article, reason="A recall.", by=editor, now=now)
    assert live() == []
    then = now + timedelta(microseconds=1)
    publishing.approve(article, revision=number, by=reviewer)
    again = publishing.publish(article, revision=number, by=editor, now=then)
    assert live() == [again]


def test_withdrawn_text_is_not_published_again_without_a_fresh_review(
    edition: Edition, reviewer: User, editor: User
) -> None:
    publishing.withdraw(edition.article, reason="A recall.", by=editor)
    with refused("not-approved"):
        publishing.publish(edition.article, revision=1, by=editor)
    publishing.approve(edition.article, revision=1, by=reviewer)
    again = publishing.publish(edition.article, revision=1, by=editor)
    assert live() == [again]


@pytest.mark.parametrize("reason", ["", " \n"])
def test_readers_are_given_a_reason(edition: Edition, editor: User, reason: str) -> None:
    with refused("no-reason"):
        publishing.withdraw(edition.article, reason=reason, by=editor)
    assert live() == [edition]


@pytest.mark.parametrize("who", ["writer", "reviewer", "outsider"])
def test_others_may_not_withdraw(
    edition: Edition, who: str, request: pytest.FixtureRequest, outsider: User
) -> None:
    with refused("not-allowed"):
        publishing.withdraw(edition.article, reason="No.", by=request.getfixturevalue(who))
    assert live() == [edition]


def test_only_what_is_live_is_withdrawn(
    article: Article, edition: Edition, writer: User, reviewer: User, editor: User
) -> None:
    with refused("not-live"):
        publishing.withdraw(article, reason="A draft.", by=editor)
    later = timezone.now() + HOUR
    scheduled = publishing.publish(
        article, revision=approved(article, writer, reviewer), by=editor, at=later
    )
    with refused("not-live"):
        publishing.withdraw(article, reason="To come.", by=editor)
    assert list(Edition.objects.scheduled()) == [scheduled]
    publishing.withdraw(edition.article, reason="A recall.", by=editor)
    with refused("not-live"):
        publishing.withdraw(edition.article, reason="Again.", by=editor)
    assert Withdrawal.objects.count() == 1
