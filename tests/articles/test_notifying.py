"""Each step of the road is mailed to whom it concerns, once it is stored."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core import mail
from django.db import transaction
from django.utils import timezone

from articles import notifying, publishing
from articles.content import Signature
from articles.findings import Refused
from articles.models import Article, Author, Edition
from tests.factories import AuthorFactory, UserFactory, approved, clinician, write

Told = Callable[..., dict[str, str]]


@pytest.fixture
def told(django_capture_on_commit_callbacks: Any) -> Told:
    """Carry a verb out and say who was told what: the address and the first words of the subject.
    The mails are in the outbox."""

    def tell(verb: Callable[..., object], *args: Any, **values: Any) -> dict[str, str]:
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            verb(*args, **values)
        assert all(len(message.recipients()) == 1 for message in mail.outbox)
        found = {message.to[0]: message.subject.partition(":")[0] for message in mail.outbox}
        assert len(found) == len(mail.outbox), "Somebody was told twice."
        return found

    return tell


def body() -> str:
    """The text of the one kind of mail that was sent."""
    (text,) = {str(message.body) for message in mail.outbox}
    return text


def test_reviewers_are_told_of_a_submitted_text(
    written: Article, writer: User, reviewer: User, editor: User, told: Told
) -> None:
    other = clinician("Dr Other Example")
    found = told(publishing.submit, written, revision=1, by=writer, note="Mind the dose.")
    assert found == dict.fromkeys([reviewer.email, other.email], "To be reviewed")
    assert "Mind the dose." in body()
    assert f"{settings.SITE_URL}/admin/articles/article/{written.pk}/review/" in body()


def test_reviewers_who_may_not_review_it_are_not_told(
    article: Article, writer: User, told: Told
) -> None:
    wrote, signs, free = (clinician(f"Dr {number} Example") for number in range(3))
    write(article, wrote)
    profile = Author.objects.get(user=signs)
    write(article, writer, byline=[Signature(profile.pk, profile.name)])
    found = told(publishing.submit, article, revision=2, by=writer)
    assert found == {free.email: "To be reviewed"}


def test_submitter_is_told_who_took_the_text_and_who_took_it_over(
    written: Article, writer: User, reviewer: User, told: Told
) -> None:
    other = clinician("Dr Other Example")
    publishing.submit(written, revision=1, by=writer)
    found = told(publishing.take, written, revision=1, by=reviewer)
    assert found == {writer.email: "Taken for review"}
    found = told(publishing.take, written, revision=1, by=other)
    assert found == dict.fromkeys([writer.email, reviewer.email], "Taken over for review")


def test_approval_is_told_to_editors_submitter_and_writers(
    written: Article, writer: User, reviewer: User, editor: User, told: Told
) -> None:
    helper = UserFactory(groups=["Writer"])
    write(written, helper, title="Better")
    publishing.submit(written, revision=2, by=editor)
    found = told(publishing.approve, written, revision=2, by=reviewer, note="Well put.")
    assert found == dict.fromkeys([editor.email, writer.email, helper.email], "Approved")
    assert "Well put." in body()


def test_notes_are_told_to_those_who_wrote_the_text(
    written: Article, writer: User, reviewer: User, editor: User, told: Told
) -> None:
    pinned = [{"place": "body:1", "note": "Which people?"}]
    values = {"notes": "Nearly.", "pinned": pinned}
    found = told(publishing.send_back, written, revision=1, by=reviewer, **values)
    assert found == {writer.email: "Changes requested"}
    for words in ("Nearly.", "To “Most people meet an example.”:", "Which people?", "/notes/"):
        assert words in body()


def test_who_wrote_an_earlier_edition_only_is_not_told(
    edition: Edition, reviewer: User, editor: User, told: Told
) -> None:
    helper = UserFactory(groups=["Writer"])
    write(edition.article, helper, title="Better")
    found = told(publishing.send_back, edition.article, revision=2, by=reviewer, notes="No.")
    assert found == {helper.email: "Changes requested"}


@pytest.fixture
def signed(article: Article, writer: User, reviewer: User) -> tuple[Article, User]:
    """An article with an approved text, and the user who signs it."""
    author = AuthorFactory(user=UserFactory())
    write(article, writer, byline=[Signature(author.pk, author.name)])
    publishing.approve(article, revision=1, by=reviewer)
    return article, author.user


def test_publication_is_told_to_editors_authors_and_reviewer(
    signed: tuple[Article, User], reviewer: User, editor: User, told: Told
) -> None:
    article, author = signed
    other = UserFactory(groups=["Editor"])
    around = [other.email, author.email, reviewer.email]
    found = told(publishing.publish, article, revision=1, by=editor)
    assert found == dict.fromkeys(around, "Published")
    assert f"{settings.SITE_URL}{article.get_absolute_url()}" in body()
    found = told(publishing.withdraw, article, reason="A recall.", by=editor)
    assert found == dict.fromkeys(around, "Withdrawn")
    assert "A recall." in body()


def test_correction_and_retraction_are_told_as_such(
    edition: Edition, writer: User, reviewer: User, editor: User, told: Told
) -> None:
    article, today = edition.article, timezone.localdate()
    number = approved(article, writer, reviewer, title="Why do examples occur?")
    wrong = {"change_type": "correction", "fault": "The dose.", "wrong_since": today}
    told(publishing.publish, article, revision=number, by=editor, change_note="Put right.", **wrong)
    assert "(correction)" in body()
    assert "The dose." in body()
    found = told(
        publishing.withdraw,
        article,
        reason="All wrong.",
        kind="retraction",
        wrong_since=today,
        by=editor,
    )
    assert set(found.values()) == {"Retracted"}
    assert "which was wrong since" in body()


def test_schedule_is_told_when_set_moved_cancelled_and_overtaken(
    signed: tuple[Article, User], writer: User, reviewer: User, editor: User, told: Told
) -> None:
    article, author = signed
    tomorrow = timezone.now() + timedelta(days=1)
    around = [author.email, reviewer.email]
    found = told(publishing.publish, article, revision=1, by=editor, at=tomorrow)
    assert found == dict.fromkeys(around, "Scheduled")
    found = told(publishing.reschedule, article, at=tomorrow + timedelta(days=1), by=editor)
    assert found == dict.fromkeys(around, "Scheduled")
    found = told(write, article, writer, title="A later title")
    assert found == {editor.email: "An older text is scheduled"}
    assert told(write, article, writer, title="And a later one") == {}  # they have been told
    found = told(publishing.cancel_schedule, article, by=editor)
    assert found == dict.fromkeys(around, "Schedule cancelled")


def test_sending_back_a_scheduled_text_tells_that_it_will_not_appear(
    signed: tuple[Article, User], writer: User, reviewer: User, editor: User, told: Told
) -> None:
    article, author = signed
    publishing.publish(article, revision=1, by=editor, at=timezone.now() + timedelta(days=1))
    found = told(publishing.send_back, article, revision=1, by=reviewer, notes="No.")
    assert found == {
        editor.email: "Schedule cancelled",
        author.email: "Schedule cancelled",
        writer.email: "Changes requested",
    }


def test_nobody_is_told_of_their_own_doing_twice_or_without_an_address(
    written: Article, writer: User, reviewer: User, told: Told
) -> None:
    both = UserFactory(groups=["Editor", "Writer"])
    UserFactory(groups=["Editor"], email="")
    UserFactory(groups=["Editor"], is_active=False)
    reviewer.groups.add(Group.objects.get(name="Editor"))
    write(written, both, title="Better")
    found = told(publishing.approve, written, revision=2, by=reviewer)
    assert found == dict.fromkeys([writer.email, both.email], "Approved")


def test_title_with_a_line_break_adds_no_header(
    article: Article, writer: User, reviewer: User, told: Told
) -> None:
    write(article, writer, title="A title\nBcc: victim@example.org")
    assert list(told(publishing.submit, article, revision=1, by=writer)) == [reviewer.email]


def test_samples_are_told_to_nobody(
    written: Article, writer: User, reviewer: User, told: Told
) -> None:
    with notifying.quiet():
        assert told(publishing.submit, written, revision=1, by=writer) == {}
    assert told(publishing.approve, written, revision=1, by=reviewer) != {}


def test_verb_that_is_rolled_back_or_refused_tells_nobody(
    written: Article, writer: User, reviewer: User, told: Told
) -> None:
    def rolled_back() -> None:
        with transaction.atomic():
            publishing.submit(written, revision=1, by=writer)
            publishing.approve(written, revision=1, by=reviewer)
            transaction.set_rollback(True)

    assert told(rolled_back) == {}
    with pytest.raises(Refused):
        told(publishing.approve, written, revision=1, by=writer)
    assert mail.outbox == []


def test_number_of_reviewers_adds_no_query(
    written: Article, writer: User, django_assert_max_num_queries: Any
) -> None:
    clinician("Dr First Example")
    with django_assert_max_num_queries(60) as few, transaction.atomic():
        publishing.submit(written, revision=1, by=writer)
        transaction.set_rollback(True)
    for number in range(5):
        clinician(f"Dr {number} Example")
    with django_assert_max_num_queries(len(few)):
        publishing.submit(written, revision=1, by=writer)
