"""`publish` is the only way to an Edition, and refuses with every finding against it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils import timezone

from articles import publishing
from articles.content import Citation
from articles.findings import Refused
from articles.models import Article, Disclaimer, Edition, Topic
from tests.articles.refusals import refused
from tests.factories import (
    CITE,
    ArticleFactory,
    SourceFactory,
    UserFactory,
    approved,
    published,
    text,
    write,
)


@pytest.fixture
def number(article: Article, writer: User, reviewer: User) -> int:
    """An approved text's number."""
    return approved(article, writer, reviewer)


def live() -> list[Edition]:
    return list(Edition.objects.live())


def test_an_approved_text_goes_live(
    article: Article, number: int, editor: User, reviewer: User
) -> None:
    edition = publishing.publish(article, revision=number, by=editor, change_note="First.")
    assert live() == [edition]
    assert (edition.number, edition.revision.number, edition.published_by) == (1, number, editor)
    assert (edition.review.reviewer, edition.review.reviewer_name) == (reviewer, "Dr Ada Example")
    assert edition.disclaimer == Disclaimer.objects.in_force()
    assert edition.title == "Why do examples happen?"
    assert edition.change_note == "First."
    assert "Most people meet an example." in edition.html


def test_a_superuser_may_publish(article: Article, number: int, superuser: User) -> None:
    assert publishing.publish(article, revision=number, by=superuser) == live()[0]


@pytest.mark.parametrize("who", ["writer", "reviewer", "outsider"])
def test_others_may_not_publish(
    article: Article, number: int, request: pytest.FixtureRequest, who: str, outsider: User
) -> None:
    with refused("not-allowed"):
        publishing.publish(article, revision=number, by=request.getfixturevalue(who))
    assert live() == []


@pytest.mark.parametrize("rights", [{"is_superuser": True}, {"groups": ["Editor"]}])
def test_an_inactive_account_may_not_publish(
    article: Article, number: int, rights: dict[str, Any]
) -> None:
    with refused("not-allowed"):
        publishing.publish(article, revision=number, by=UserFactory(is_active=False, **rights))


def test_a_text_without_a_review_is_refused(article: Article, writer: User, editor: User) -> None:
    number = write(article, writer).number
    with refused("not-approved"):
        publishing.publish(article, revision=number, by=editor)
    assert not Edition.objects.exists()


def test_changes_requested_after_an_approval_take_it_back(
    article: Article, number: int, reviewer: User, editor: User
) -> None:
    publishing.send_back(article, revision=number, by=reviewer, notes="On reflection, no.")
    with refused("not-approved"):
        publishing.publish(article, revision=number, by=editor)
    publishing.approve(article, revision=number, by=reviewer)
    publishing.publish(article, revision=number, by=editor)


def test_an_approval_does_not_reach_the_next_revision(
    article: Article, number: int, writer: User, editor: User
) -> None:
    later = write(article, writer, title="One word more").number
    with refused("not-approved"):
        publishing.publish(article, revision=later, by=editor)


def test_what_the_person_saw_is_published_or_nothing(
    article: Article, number: int, writer: User, editor: User
) -> None:
    write(article, writer, title="One word more")
    with refused("moved-on"):
        publishing.publish(article, revision=number, by=editor)
    assert live() == []


def test_an_unknown_revision_is_refused(article: Article, editor: User) -> None:
    with refused("no-revision"):
        publishing.publish(article, revision=7, by=editor)


def test_another_articles_revision_is_unknown(
    article: Article, edition: Edition, editor: User
) -> None:
    with refused("no-revision"):
        publishing.publish(article, revision=edition.revision.number, by=editor)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": " "}, "no-title"),
        ({"byline": []}, "no-author"),
        ({"body": f"<p>See.{CITE.format('nothing')}</p>"}, "citation-dangling"),
        ({"summary": '<p>See.<sup class="citation">[cite]</sup></p>'}, "citation-dangling"),
        ({"key_points": "", "faqs": [], "body": f"<p>{CITE.format('second2020')}</p>"},
         "reference-uncited"),
    ],
)  # fmt: skip
def test_an_incomplete_text_is_refused(
    article: Article, writer: User, reviewer: User, editor: User, changes: dict[str, Any], code: str
) -> None:
    number = approved(article, writer, reviewer, **changes)
    with refused(code):
        publishing.publish(article, revision=number, by=editor)
    assert not Edition.objects.exists()


def test_further_reading_need_not_be_cited(
    article: Article, writer: User, reviewer: User, editor: User
) -> None:
    source, content = SourceFactory(), text()
    further = Citation("third2020", source.pk, source.item(), further_reading=True)
    content = replace(content, references=[*content.references, further])
    number = approved(article, writer, reviewer, content)
    edition = publishing.publish(article, revision=number, by=editor)
    assert edition.references[-1]["key"] == "third2020"


def test_an_article_without_a_topic_is_refused(writer: User, reviewer: User, editor: User) -> None:
    article = ArticleFactory(topic=None, created_by=writer)
    number = approved(article, writer, reviewer)
    with refused("no-topic"):
        publishing.publish(article, revision=number, by=editor)
    Article.objects.filter(pk=article.pk).update(topic=Topic.objects.create(name="T", slug="t"))
    publishing.publish(article, revision=number, by=editor)


def test_nothing_is_published_without_a_disclaimer_in_force(
    article: Article, number: int, editor: User
) -> None:
    QuerySet(Disclaimer).delete()
    with refused("no-disclaimer"):
        publishing.publish(article, revision=number, by=editor)


def test_a_discarded_article_is_not_published(article: Article, number: int, editor: User) -> None:
    publishing.discard(article, by=editor)
    with refused("discarded"):
        publishing.publish(article, revision=number, by=editor)


def test_all_that_stands_against_it_is_said_at_once(
    article: Article, writer: User, outsider: User
) -> None:
    number = write(article, writer, title="", byline=[]).number
    with refused("not-allowed", "no-title", "no-author", "not-approved"):
        publishing.publish(article, revision=number, by=outsider)


def test_a_refusal_says_in_words_what_is_wrong(article: Article, editor: User) -> None:
    with pytest.raises(Refused, match="This article has no revision 7"):
        publishing.publish(article, revision=7, by=editor)


def test_pressed_twice_it_makes_one_edition(article: Article, number: int, editor: User) -> None:
    publishing.publish(article, revision=number, by=editor)
    with refused("already-published"):
        publishing.publish(article, revision=number, by=editor)
    assert Edition.objects.count() == 1


def test_a_second_edition_takes_the_place_of_the_first(
    edition: Edition, writer: User, reviewer: User, editor: User
) -> None:
    number = approved(edition.article, writer, reviewer, title="Better")
    second = publishing.publish(edition.article, revision=number, by=editor)
    assert (second.number, live()) == (2, [second])
    edition.refresh_from_db()
    assert edition.title == "Why do examples happen?"


def test_live_text_is_published_anew_after_a_fresh_review_beside_a_newer_draft(
    edition: Edition, writer: User, reviewer: User, editor: User
) -> None:
    article, number = edition.article, edition.revision.number
    write(article, writer, title="A draft in progress")
    with refused("already-published"):
        publishing.publish(article, revision=number, by=editor)
    fresh = publishing.approve(article, revision=number, by=reviewer)
    second = publishing.publish(article, revision=number, by=editor)
    assert live() == [second]
    assert (second.revision, second.review) == (edition.revision, fresh)


def test_older_text_than_the_live_one_is_not_published(
    edition: Edition, writer: User, reviewer: User, editor: User
) -> None:
    number = approved(edition.article, writer, reviewer, title="Better")
    publishing.publish(edition.article, revision=number, by=editor)
    with refused("moved-on"):
        publishing.publish(edition.article, revision=edition.revision.number, by=editor)


def test_two_editions_at_the_same_moment_follow_each_other(
    article: Article, writer: User, reviewer: User, editor: User
) -> None:
    now = timezone.now()
    first = publishing.publish(
        article, revision=approved(article, writer, reviewer), by=editor, now=now
    )
    second = publishing.publish(
        article, revision=approved(article, writer, reviewer, title="B"), by=editor, now=now
    )
    assert second.published_at - first.published_at == timedelta(microseconds=1)
    assert live() == [second]


def test_articles_do_not_disturb_each_other(edition: Edition, writer: User, reviewer: User,
                                            editor: User) -> None:  # fmt: skip
    other = published(writer, reviewer, editor)
    assert {e.pk for e in live()} == {edition.pk, other.pk}
    assert other.number == 1


def test_a_page_keeps_the_disclaimer_of_its_day(edition: Edition, editor: User) -> None:
    old = edition.disclaimer
    Disclaimer(short="S.", full="F.", site="T.", in_force_from=timezone.now(),
               written_by=editor).append()  # fmt: skip
    edition.refresh_from_db()
    assert edition.disclaimer == old
    assert Disclaimer.objects.in_force() != old
    assert live() == [edition]
