"""An issue's road: whoever may, in order, by two persons, and never past what somebody else did."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles import publishing
from articles.findings import Refused
from articles.models import Disclaimer, Edition
from newsletter import issues, rendering
from newsletter.models import Issue
from tests.articles.refusals import refused
from tests.factories import UserFactory, published
from tests.newsletter.issuing import (
    A_DAY,
    approved,
    colleague,
    drafted,
    edited,
    keys,
    started,
)

CITED = '<p>So.<sup class="citation" data-reference="x">[cite]</sup></p>'


def test_issue_goes_from_draft_to_its_time_by_two_persons(
    issue: Issue, one: User, other: User
) -> None:
    saved = edited(issue, one, subject="  Of \n examples ", intro="<p onclick=x>Hello.</p>")
    assert (saved.subject, saved.intro, saved.edited_by) == ("Of examples", "<p>Hello.</p>", one)
    done = issues.approve(saved, seen=saved.edited_at, by=other)
    assert done.approved_by == other
    assert done.disclaimer == Disclaimer.objects.in_force()
    at = timezone.now() + A_DAY
    assert issues.schedule(done, at=at, by=one).send_at == at
    issue.refresh_from_db()
    assert issue.send_at == at
    assert issues.unschedule(issue, by=one).send_at is None
    now = timezone.now()
    assert issues.schedule(issue, by=one, now=now).send_at == now


def test_articles_keep_the_order_that_they_are_given(
    issue: Issue, one: User, writer: User, reviewer: User, editor: User
) -> None:
    issues.cancel(issue, by=one)
    published(writer, reviewer, editor)
    issue = drafted()
    turned = keys(issue)[::-1]
    edited(issue, one, items=turned)
    assert keys(issue) == turned


def test_picture_and_marks_are_taken_out_of_the_introduction() -> None:
    picture = '<img src="/media/a.png" alt="">'
    assert issues.cleaned(f"<p>See{picture}.</p>{CITED}") == "<p>See.</p><p>So.</p>"
    figure = f"<figure>{picture}<figcaption>A picture</figcaption></figure>"
    assert issues.cleaned(f"{figure}<p>Five &lt; six.</p>") == "<p>Five &lt; six.</p>"
    with pytest.raises(ValidationError):
        issues.cleaned("<b>" * 200)


def test_words_and_articles_that_make_no_issue_are_refused(issue: Issue, one: User) -> None:
    for subject in ("", " \n ", "x" * 151):
        with refused("no-subject"):
            edited(issue, one, subject=subject)
    for items in ([], [0]):
        with refused("nothing-left"):
            edited(issue, one, items=items)
    assert issue.items.count() == 1


def test_article_of_another_issue_is_not_taken_in(
    issue: Issue, one: User, writer: User, reviewer: User, editor: User
) -> None:
    published(writer, reviewer, editor)
    later = drafted()
    edited(issue, one, items=[*keys(issue), *keys(later)])
    assert later.items.get().position == 1
    assert issue.items.count() == 1


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(
    issue: Issue, one: User, other: User
) -> None:
    edited(issue, one)
    with pytest.raises(Refused, match="Ann One has changed"):
        edited(issue, other, seen=None)
    with refused("moved-on"):
        issues.approve(issue, seen=None, by=other)


def test_edit_ends_approval_and_schedule(issue: Issue, one: User, other: User) -> None:
    issues.schedule(approved(issue), by=one, at=timezone.now() + A_DAY)
    saved = edited(issue, other)
    assert (saved.approved_by, saved.approved_at, saved.disclaimer, saved.send_at) == (None,) * 4
    with refused("not-approved"):
        issues.schedule(issue, by=one)


def test_nobody_approves_what_they_or_nobody_edited(issue: Issue, one: User) -> None:
    with refused("nobody-edited"):
        issues.approve(issue, seen=None, by=one)
    saved = edited(issue, one)
    with refused("own-work"):
        issues.approve(issue, seen=saved.edited_at, by=one)
    one.is_superuser = True
    one.save()
    with refused("own-work"):
        issues.approve(issue, seen=saved.edited_at, by=one)


def test_the_database_holds_the_second_person_too(issue: Issue, one: User) -> None:
    edited(issue, one)
    approval = {"approved_by": one, "approved_at": timezone.now()}
    disclaimer = Disclaimer.objects.in_force()
    for values in (approval | {"disclaimer": disclaimer}, {"started_at": timezone.now()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Issue.objects.filter(pk=issue.pk).update(**values)


def test_no_approval_without_a_disclaimer(issue: Issue, one: User, other: User) -> None:
    saved = edited(issue, one)
    Disclaimer.objects.overwrite(in_force_from=timezone.now() + A_DAY)
    with refused("no-disclaimer"):
        issues.approve(saved, seen=saved.edited_at, by=other)


def test_time_that_has_passed_is_refused(issue: Issue, one: User) -> None:
    approved(issue)
    now = timezone.now()
    with refused("past"):
        issues.schedule(issue, at=now - timedelta(microseconds=1), by=one, now=now)


def test_withdrawn_article_is_told_at_each_step_and_not_shown(
    issue: Issue, edition: Edition, editor: User, one: User, other: User
) -> None:
    saved = edited(issue, one)
    assert len(rendering.shown(issue)) == 1
    issues.approve(saved, seen=saved.edited_at, by=other)
    publishing.withdraw(edition.article, reason="A recall.", by=editor)
    with pytest.raises(Refused, match="is withdrawn, changed or due"):
        issues.schedule(issue, by=one)
    with refused("not-live"):
        issues.schedule(issue, by=one)
    with refused("not-live"):
        issues.approve(issue, seen=saved.edited_at, by=other)
    assert rendering.shown(issue) == []


def test_article_that_will_be_due_for_review_then_is_refused(
    issue: Issue, edition: Edition, one: User
) -> None:
    approved(issue)
    assert edition.review.due_on is not None
    after = timezone.now() + (edition.review.due_on - timezone.localdate()) + A_DAY
    with refused("not-live"):
        issues.schedule(issue, at=after, by=one)


def test_time_is_taken_back_only_where_there_is_one(issue: Issue, one: User) -> None:
    with refused("not-scheduled"):
        issues.unschedule(issue, by=one)


def test_sending_pauses_goes_on_and_is_cancelled(issue: Issue, one: User) -> None:
    with refused("not-sending"):
        issues.pause(issue, by=one)
    with refused("not-sending"):
        issues.resume(issue, by=one)
    started(issue)
    with refused("not-paused"):
        issues.resume(issue, by=one)
    assert issues.pause(issue, by=one).paused_at
    with refused("paused"):
        issues.pause(issue, by=one)
    assert issues.resume(issue, by=one).paused_at is None
    assert issues.cancel(issue, by=one).cancelled_at
    assert issue.items.count() == 1


def verbs(issue: Issue, by: User) -> dict[str, Callable[[], Any]]:
    """Every verb, as it could be carried out at some time."""
    issue.refresh_from_db()
    seen = issue.edited_at
    return {
        "edit": lambda: edited(issue, by),
        "approve": lambda: issues.approve(issue, seen=seen, by=by),
        "schedule": lambda: issues.schedule(issue, by=by),
        "unschedule": lambda: issues.unschedule(issue, by=by),
        "pause": lambda: issues.pause(issue, by=by),
        "resume": lambda: issues.resume(issue, by=by),
        "cancel": lambda: issues.cancel(issue, by=by),
    }


def test_nothing_is_done_to_a_cancelled_issue(issue: Issue, one: User) -> None:
    approved(issue)
    kept = keys(issue)
    issues.cancel(issue, by=one)
    for name, verb in verbs(issue, one).items():
        if name != "edit":
            with refused("cancelled"):
                verb()
    with refused("cancelled", "nothing-left"):
        edited(issue, one, items=kept)


def test_nothing_is_changed_in_an_issue_that_is_on_its_way(issue: Issue, one: User) -> None:
    started(issue)
    for name in ("edit", "approve", "schedule", "unschedule"):
        with refused("started"):
            verbs(issue, one)[name]()


def test_finished_issue_is_neither_paused_nor_cancelled(issue: Issue, one: User) -> None:
    started(issue)
    Issue.objects.update(finished_at=timezone.now())
    for name in ("pause", "resume", "cancel"):
        with refused("finished"):
            verbs(issue, one)[name]()


@pytest.mark.parametrize("group", ["Writer", "Medical reviewer", "Editor", "Moderator", None])
def test_others_do_nothing(issue: Issue, group: str | None) -> None:
    approved(issue)
    person = UserFactory(groups=[group] if group else None)
    for verb in verbs(issue, person).values():
        with refused("not-allowed"):
            verb()


def test_newsletter_editor_and_superuser_may_do_all(issue: Issue) -> None:
    for person in (colleague(), UserFactory(is_superuser=True)):
        approved(issue)
        with transaction.atomic():
            assert issues.cancel(issues.schedule(issue, by=person), by=person)
            transaction.set_rollback(True)
        assert edited(issue, person).edited_by == person
