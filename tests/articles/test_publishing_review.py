"""From `submit` to a verdict; the latest verdict on a Revision decides."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, User

from articles import checking, drafting, publishing
from articles.models import Article, Assignment, Author, Edition, Review, Submission
from tests.articles.refusals import refused
from tests.factories import UserFactory, approved, clinician, write


@pytest.fixture
def number(article: Article, writer: User) -> int:
    """An unreviewed text's number."""
    return write(article, writer).number


def test_a_writer_submits_the_newest_text(article: Article, number: int, writer: User) -> None:
    submission = publishing.submit(article, revision=number, by=writer, note="Please.")
    assert (submission.revision.number, submission.submitted_by) == (number, writer)


def test_a_text_that_waits_is_not_submitted_again(
    article: Article, number: int, writer: User, editor: User
) -> None:
    publishing.submit(article, revision=number, by=writer)
    with refused("already-submitted"):
        publishing.submit(article, revision=number, by=editor)
    assert Submission.objects.count() == 1


def test_live_text_is_submitted_for_a_fresh_review(edition: Edition, writer: User) -> None:
    publishing.submit(edition.article, revision=edition.revision.number, by=writer)
    with refused("already-submitted"):
        publishing.submit(edition.article, revision=edition.revision.number, by=writer)


def test_submitting_is_refused(
    article: Article, number: int, writer: User, outsider: User, editor: User
) -> None:
    with refused("no-revision"):
        publishing.submit(article, revision=9, by=writer)
    with refused("not-allowed"):
        publishing.submit(article, revision=number, by=outsider)
    newer = write(article, writer, title="Newer").number
    with refused("moved-on"):
        publishing.submit(article, revision=number, by=writer)
    publishing.discard(article, by=editor)
    with refused("discarded"):
        publishing.submit(article, revision=newer, by=writer)
    assert not Submission.objects.exists()


def test_an_approval_names_the_reviewer_of_that_day(
    article: Article, number: int, reviewer: User
) -> None:
    review = publishing.approve(article, revision=number, by=reviewer, note="Well put.")
    Author.objects.filter(user=reviewer).update(name="Dr Ada Other", credentials="None")
    review.refresh_from_db()
    assert review.approves
    assert review.notes == "Well put."
    assert (review.reviewer_name, review.reviewer_credentials) == ("Dr Ada Example", "MBBS")


def test_who_has_no_profile_sends_back_under_the_accounts_name(
    article: Article, number: int
) -> None:
    user = UserFactory(groups=["Medical reviewer"], first_name="Grace", last_name="Example")
    review = publishing.send_back(article, revision=number, by=user, notes="No.")
    assert (review.reviewer_name, review.profile) == ("Grace Example", None)


def test_a_reviewer_whom_readers_cannot_be_told_is_refused(article: Article, number: int) -> None:
    nameless = UserFactory(groups=["Medical reviewer"], first_name=" ", last_name="")
    for stated in (None, "None"):
        with refused("reviewer-unnamed"):
            publishing.approve(article, revision=number, by=nameless, competing_interests=stated)
    with refused("reviewer-unnamed"):
        publishing.send_back(article, revision=number, by=nameless, notes="No.")


TODAY, NOW = date(2026, 5, 10), datetime(2026, 5, 10, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("profile", "code"),
    [
        ({"name": " "}, "reviewer-unnamed"),
        ({"credentials": " "}, "no-credential"),
        ({"credentials_expire_on": None}, "no-credential"),
        ({"credentials_expire_on": TODAY - timedelta(days=1)}, "credential-expired"),
        ({"competing_interests": " "}, "interests-unstated"),
    ],
)
def test_an_approval_needs_a_credential_in_force_and_stated_interests(
    article: Article, number: int, reviewer: User, profile: dict[str, Any], code: str
) -> None:
    Author.objects.filter(user=reviewer).update(**profile)
    with refused(code):
        publishing.approve(article, revision=number, by=reviewer, now=NOW)
    assert not Review.objects.exists()
    publishing.send_back(article, revision=number, by=reviewer, notes="No.", now=NOW)


def test_a_credential_is_good_until_the_end_of_its_last_day(
    article: Article, number: int, reviewer: User
) -> None:
    Author.objects.filter(user=reviewer).update(credentials_expire_on=TODAY)
    publishing.approve(article, revision=number, by=reviewer, now=NOW)


def test_a_live_edition_stands_when_its_reviewers_credential_runs_out(
    edition: Edition, reviewer: User
) -> None:
    Author.objects.filter(user=reviewer).update(credentials_expire_on=date(2001, 1, 1))
    assert list(Edition.objects.live()) == [edition]
    with refused("credential-expired"):
        publishing.approve(edition.article, revision=1, by=reviewer)


@pytest.mark.parametrize(
    ("stated", "kept"),
    [(None, "None"), (" A talk paid by a drug maker. ", "A talk paid by a drug maker.")],
)
def test_competing_interests_are_those_stated_else_the_standing_ones(
    article: Article, number: int, reviewer: User, stated: str | None, kept: str
) -> None:
    review = publishing.approve(article, revision=number, by=reviewer, competing_interests=stated)
    Author.objects.filter(user=reviewer).update(competing_interests="Others by now")
    review.refresh_from_db()
    assert review.competing_interests == kept


def test_an_emptied_statement_is_no_statement(
    article: Article, number: int, reviewer: User
) -> None:
    with refused("interests-unstated"):
        publishing.approve(article, revision=number, by=reviewer, competing_interests=" \n")


@pytest.mark.parametrize(
    ("now", "months", "due"),
    [
        (datetime(2026, 5, 10, 12, tzinfo=UTC), 24, date(2028, 5, 10)),
        (datetime(2026, 1, 31, 12, tzinfo=UTC), 1, date(2026, 2, 28)),
        (datetime(2026, 12, 31, 12, tzinfo=UTC), 2, date(2027, 2, 28)),
        (datetime(2026, 12, 5, 12, tzinfo=UTC), 12, date(2027, 12, 5)),
        # In London the first of August has begun.
        (datetime(2026, 7, 31, 23, 30, tzinfo=UTC), 12, date(2027, 8, 1)),
    ],
)
def test_the_next_review_is_due_after_the_topics_interval(
    article: Article, number: int, reviewer: User, now: datetime, months: int, due: date
) -> None:
    assert article.topic is not None
    article.topic.review_interval_months = months
    article.topic.save()
    assert publishing.approve(article, revision=number, by=reviewer, now=now).due_on == due


def test_the_reviewer_may_set_the_day(article: Article, number: int, reviewer: User) -> None:
    day = date(2027, 1, 1)
    assert publishing.approve(article, revision=number, by=reviewer, due_on=day).due_on == day


@pytest.mark.parametrize("who", ["writer", "editor", "outsider"])
def test_others_give_no_verdict(article: Article, who: str, request: pytest.FixtureRequest) -> None:
    number = write(article, UserFactory()).number
    by = request.getfixturevalue(who)
    with refused("not-allowed"):
        publishing.approve(article, revision=number, by=by)
    with refused("not-allowed"):
        publishing.send_back(article, revision=number, by=by, notes="No.")
    assert not Review.objects.exists()


def test_a_verdict_is_on_what_the_reviewer_saw(
    article: Article, number: int, writer: User, reviewer: User
) -> None:
    write(article, writer, title="One word more")
    with refused("moved-on"):
        publishing.approve(article, revision=number, by=reviewer)
    with refused("moved-on"):
        publishing.send_back(article, revision=number, by=reviewer, notes="No.")
    with refused("no-revision"):
        publishing.approve(article, revision=9, by=reviewer)


def test_a_discarded_article_gets_no_verdict(
    article: Article, number: int, reviewer: User, editor: User
) -> None:
    publishing.discard(article, by=editor)
    with refused("discarded"):
        publishing.approve(article, revision=number, by=reviewer)


@pytest.mark.parametrize("notes", ["", " \n "])
def test_a_request_for_changes_says_what(
    article: Article, number: int, reviewer: User, notes: str
) -> None:
    with refused("no-notes"):
        publishing.send_back(article, revision=number, by=reviewer, notes=notes)
    review = publishing.send_back(article, revision=number, by=reviewer, notes="Source for this?")
    assert (review.approves, review.due_on) == (False, None)


def test_notes_are_pinned_to_paragraphs_with_the_words_that_stand_there(
    article: Article, number: int, reviewer: User
) -> None:
    pinned = [
        {"place": "body:3", "note": " Which causes? "},
        {"place": "title", "note": "Shorter."},
        {"place": "faq-2:1", "note": "A week is too long."},
        {"place": "reference:first2020", "note": "Is there a newer one?"},
    ]
    review = publishing.send_back(article, revision=number, by=reviewer, notes="", pinned=pinned)
    assert [note["quote"] for note in review.pinned_notes][:3] == [
        "They have causes.",
        "Why do examples happen?",
        "If it lasts a week.",
    ]
    assert review.pinned_notes[0]["note"] == "Which causes?"
    assert "A study of example" in review.pinned_notes[3]["quote"]


@pytest.mark.parametrize(
    ("place", "note", "code"),
    [("body:9", "No.", "no-place"), ("", "No.", "no-place"), ("body:1", " ", "no-notes")],
)
def test_a_note_is_about_a_paragraph_that_is_there(
    article: Article, number: int, reviewer: User, place: str, note: str, code: str
) -> None:
    with refused(code):
        publishing.send_back(
            article, revision=number, by=reviewer, notes="", pinned=[{"place": place, "note": note}]
        )
    assert not Review.objects.exists()


def test_changes_requested_of_live_text_leave_it_live(edition: Edition, reviewer: User) -> None:
    number = edition.revision.number
    publishing.send_back(edition.article, revision=number, by=reviewer, notes="Outdated.")
    assert list(Edition.objects.live()) == [edition]


def test_every_verdict_is_kept(article: Article, writer: User, reviewer: User) -> None:
    number = approved(article, writer, reviewer)
    publishing.send_back(article, revision=number, by=reviewer, notes="No.")
    publishing.approve(article, revision=number, by=reviewer)
    verdicts = Review.objects.values_list("verdict", flat=True)
    assert list(verdicts) == ["approved", "changes-requested", "approved"]


def test_a_reviewer_takes_a_submitted_text_and_another_takes_it_over(
    article: Article, number: int, writer: User, reviewer: User
) -> None:
    submission = publishing.submit(article, revision=number, by=writer)
    other = clinician("Dr Other Example")
    for by in (reviewer, other, reviewer):
        taken = publishing.take(article, revision=number, by=by)
        assert (taken.submission, taken.reviewer) == (submission, by)
        with refused("already-yours"):
            publishing.take(article, revision=number, by=by)
    publishing.approve(article, revision=number, by=other)  # who has not taken it last
    with refused("not-submitted"):
        publishing.take(article, revision=number, by=other)


def test_taking_is_refused(
    article: Article, number: int, writer: User, reviewer: User, editor: User
) -> None:
    with refused("not-submitted"):
        publishing.take(article, revision=number, by=reviewer)
    publishing.submit(article, revision=number, by=writer)
    with refused("not-allowed"):
        publishing.take(article, revision=number, by=editor)
    writer.groups.add(Group.objects.get(name="Medical reviewer"))
    with refused("own-work"):
        publishing.take(article, revision=number, by=User.objects.get(pk=writer.pk))
    write(article, editor, title="Newer")
    with refused("moved-on"):
        publishing.take(article, revision=number, by=reviewer)
    publishing.discard(article, by=editor)
    with refused("discarded"):
        publishing.take(article, revision=2, by=reviewer)
    assert not Assignment.objects.exists()


def test_waivers_are_frozen_when_the_text_is_submitted(
    article: Article, number: int, writer: User
) -> None:
    report = checking.report(article, drafting.numbered(article, number).content)
    finding = next(found for found in report["findings"] if found["severity"] == "warning")
    waiver = checking.waive(
        article, code=finding["code"], text_hash=finding["text_hash"], reason="So.", by=writer
    )
    submission = publishing.submit(article, revision=number, by=writer)
    waiver.delete()
    submission.refresh_from_db()
    assert [(each["code"], each["reason"]) for each in submission.waivers] == [
        (finding["code"], "So.")
    ]
