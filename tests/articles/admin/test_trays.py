"""What waits for whom on the desk."""

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from articles import publishing
from articles.models import (
    Article,
    Assignment,
    Edition,
    Enquiry,
    Notice,
    NoticeAnswer,
    Review,
    Source,
)
from tests.articles.admin.desk_page import DAY, details, names, titled, trays
from tests.factories import ArticleFactory, approved


def test_draft_lies_on_the_desk_of_whoever_worked_on_it(
    draft: Article, writer: User, editor: User
) -> None:
    assert names(writer, "My drafts") == ["What is a draft?"]
    assert "by Robin" in details(writer, "My drafts")
    assert names(editor, "My drafts") == []
    titled(draft, editor, "What is a better draft?")
    assert names(editor, "My drafts") == ["What is a better draft?"]


def test_article_without_any_text_lies_there_last(draft: Article, writer: User) -> None:
    ArticleFactory(slug="empty", created_by=writer)
    assert names(writer, "My drafts") == ["What is a draft?", "empty"]
    assert "nothing saved yet" in details(writer, "My drafts")


def test_submitted_text_waits_and_says_who_took_it(
    draft: Article, writer: User, reviewer: User
) -> None:
    submission = publishing.submit(draft, revision=1, by=writer)
    assert names(reviewer, "Waiting for review") == ["What is a draft?"]
    assert "nobody has taken it yet" in details(reviewer, "Waiting for review")
    reviewer.first_name, reviewer.last_name = "Ada", "Example"
    reviewer.save()
    for who in (writer, reviewer):
        Assignment(submission=submission, reviewer=who, assigned_at=timezone.now()).append()
    assert "taken by Ada Example" in details(reviewer, "Waiting for review")
    assert names(writer, "My drafts") == []


def test_what_waits_longest_comes_first(writer: User, reviewer: User) -> None:
    for title, days in (("Second", 2), ("First", 3), ("Third", 1)):
        article = ArticleFactory(created_by=writer)
        titled(article, writer, title)
        publishing.submit(article, revision=1, by=writer, now=timezone.now() - DAY * days)
    assert names(reviewer, "Waiting for review") == ["First", "Second", "Third"]


def test_text_that_was_sent_back_goes_to_its_writer(
    draft: Article, writer: User, reviewer: User, editor: User
) -> None:
    publishing.send_back(draft, revision=1, by=reviewer, notes="Say more.")
    assert names(writer, "Sent back to me") == ["What is a draft?"]
    assert "by Dr Ada Example" in details(writer, "Sent back to me")
    assert names(editor, "Sent back to me") == []


def test_approved_text_waits_for_the_editor(
    article: Article, writer: User, reviewer: User, editor: User
) -> None:
    approved(article, writer, reviewer, title="What is ready?")
    assert names(editor, "Approved, not published") == ["What is ready?"]
    publishing.publish(article, revision=1, by=editor)
    assert names(editor, "Approved, not published") == []


def test_live_text_reviewed_anew_waits_to_be_published(
    edition: Edition, reviewer: User, editor: User
) -> None:
    publishing.approve(edition.article, revision=1, by=reviewer)
    assert names(editor, "Approved, not published") == [edition.title]
    publishing.publish(edition.article, revision=1, by=editor)
    assert names(editor, "Approved, not published") == []


def test_withdrawn_text_waits_for_its_fresh_review_and_then_for_the_editor(
    edition: Edition, writer: User, reviewer: User, editor: User
) -> None:
    article = edition.article
    publishing.approve(article, revision=1, by=reviewer)
    publishing.withdraw(article, reason="A recall.", by=editor)
    assert names(editor, "Approved, not published") == []
    publishing.submit(article, revision=1, by=writer)
    assert names(reviewer, "Waiting for review") == [edition.title]
    publishing.approve(article, revision=1, by=reviewer)
    assert names(reviewer, "Waiting for review") == []
    assert names(editor, "Approved, not published") == [edition.title]


def test_schedule_and_a_newer_draft_beside_it(
    article: Article, writer: User, reviewer: User, editor: User
) -> None:
    number = approved(article, writer, reviewer, title="To come")
    publishing.publish(article, revision=number, by=editor, at=timezone.now() + DAY)
    assert names(editor, "Scheduled") == ["To come"]
    assert names(editor, "Scheduled, but older than the draft") == []
    titled(article, writer, "Newer")
    assert names(editor, "Scheduled, but older than the draft") == ["Newer"]
    assert names(editor, "Scheduled") == ["Newer"]


@pytest.mark.parametrize(
    ("days", "title"),
    [
        (-1, "Past their review date"),
        (0, "Due for review in 60 days"),
        (60, "Due for review in 60 days"),
        (61, None),
    ],
)
def test_reviews_fall_due(edition: Edition, editor: User, days: int, title: str | None) -> None:
    due_on = timezone.localdate() + DAY * days
    Review.objects.filter(pk=edition.review_id).overwrite(due_on=due_on)
    shown = [tray.title for tray in trays(editor).values() if tray.count]
    assert shown == ([title] if title else [])


def test_review_of_a_withdrawn_article_is_not_due(edition: Edition, editor: User) -> None:
    Review.objects.filter(pk=edition.review_id).overwrite(due_on=timezone.localdate() - DAY)
    publishing.withdraw(edition.article, reason="Old.", by=editor)
    assert not any(tray.count for tray in trays(editor).values())


def test_retracted_source_lies_there_until_every_article_has_its_answer(
    edition: Edition, draft: Article, editor: User
) -> None:
    source = edition.article.sources.first()
    assert source is not None
    draft.references.update(source=source)
    now = timezone.now()
    notice = Notice.objects.create(source=source, kind="retraction", found_at=now)
    for article in (edition.article, draft):
        assert names(editor, "Retracted or doubtful sources") == [str(source)]
        NoticeAnswer(
            notice=notice, article=article, reason="Told.", answered_by=editor, answered_at=now
        ).append()
    assert names(editor, "Retracted or doubtful sources") == []


def test_dead_link_lies_there(edition: Edition, editor: User) -> None:
    source = edition.article.sources.first()
    assert source is not None
    Source.objects.filter(pk=source.pk).update(link_status="dead")
    assert names(editor, "Dead links") == [str(source)]
    assert "articles that cite it: 1" in details(editor, "Dead links")


def test_report_of_a_reader_lies_there_until_it_is_answered(edition: Edition, editor: User) -> None:
    report = Enquiry.objects.create(article=edition.article, body="A fault. " * 100)
    Enquiry.objects.create(body="Hello.")
    title = "Unanswered reports from readers"
    assert names(editor, title) == [edition.title, "To the library"]
    assert len(details(editor, title)) < 300
    Enquiry.objects.filter(pk=report.pk).update(answered_at=timezone.now())
    assert names(editor, title) == ["To the library"]


def test_discarded_article_lies_nowhere(draft: Article, writer: User, editor: User) -> None:
    publishing.discard(draft, by=editor)
    assert not any(tray.count for tray in trays(writer).values())


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        (
            "writer",
            ["My drafts", "Sent back to me", "Waiting for review", "Past their review date",
             "Due for review in 60 days", "Retracted or doubtful sources", "Dead links"],
        ),
        (
            "reviewer",
            ["Waiting for review", "Past their review date", "Due for review in 60 days"],
        ),
        ("outsider", []),
    ],
)  # fmt: skip
def test_each_sees_what_they_may_act_on(
    edition: Edition, request: pytest.FixtureRequest, outsider: User, who: str, seen: list[str]
) -> None:
    assert list(trays(request.getfixturevalue(who))) == seen


def test_editor_sees_every_tray(edition: Edition, editor: User) -> None:
    assert len(trays(editor)) == 12
