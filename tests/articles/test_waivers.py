"""A warning can stand, with a reason, for as long as the text that it speaks of stays."""

from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth.models import User

from articles import checking, drafting, publishing
from articles.content import Content
from articles.models import Article, Edition, Submission, Waiver
from tests.articles.refusals import refused
from tests.factories import CITE, UserFactory, write

CLAIM = "Cramps are common, and most of them pass within some minutes when the muscle is at rest."
NAMED = f"<p>{CLAIM}</p><p>They have causes.{CITE.format('second2020')}</p>"


@pytest.fixture
def written(article: Article, writer: User) -> Article:
    """An article with a paragraph without a mark, and without a summary."""
    write(article, writer, body=NAMED, summary="")
    return article


def saved(article: Article) -> Content:
    """The text of the newest Revision."""
    newest = drafting.newest(article)
    assert newest is not None
    return newest.content


def finding(article: Article, code: str = "paragraph-uncited") -> dict[str, Any]:
    """What the report says of the first finding of that code."""
    report = checking.report(article, saved(article))
    return next(each for each in report["findings"] if each["code"] == code)


def codes_of(article: Article) -> set[str]:
    report = checking.report(article, saved(article))
    return {each["code"] for each in report["findings"] if not each["waiver"]}


def waive(
    article: Article, by: User, code: str = "paragraph-uncited", reason: str = "Common knowledge."
) -> Waiver:
    text_hash = finding(article, code)["text_hash"]
    return checking.waive(article, code=code, text_hash=text_hash, reason=reason, by=by)


def rewrite(article: Article, by: User, **changes: Any) -> None:
    """Save the working copy with other words."""
    write(article, by, replace(saved(article), **changes))


def test_a_waived_finding_is_shown_with_its_reason(written: Article, writer: User) -> None:
    waiver = waive(written, writer)
    assert finding(written)["waiver"] == {
        "id": waiver.pk,
        "reason": "Common knowledge.",
        "by": writer.get_full_name(),
    }
    report = checking.report(written, saved(written))
    assert report["counts"]["waived"] == 1
    assert report["findings"][-1]["code"] == "paragraph-uncited"
    assert waiver.excerpt == CLAIM


def test_it_lapses_when_its_text_changes(written: Article, writer: User) -> None:
    waive(written, writer)
    rewrite(written, writer, body=NAMED.replace("common", "very common"))
    assert "paragraph-uncited" in codes_of(written)


def test_it_stays_when_other_text_or_mere_white_space_changes(
    written: Article, writer: User
) -> None:
    waive(written, writer)
    moved = "<p>A line above.</p>" + NAMED.replace("common, and", "common,  and")
    rewrite(written, writer, body=moved, title="Another title")
    assert finding(written)["where"] == "body:2"
    assert "paragraph-uncited" not in codes_of(written)


def test_it_holds_again_when_its_text_comes_back(written: Article, writer: User) -> None:
    waive(written, writer)
    rewrite(written, writer, body=NAMED.replace("common", "rare"))
    rewrite(written, writer, body=NAMED)
    assert "paragraph-uncited" not in codes_of(written)


def test_it_holds_for_its_code_alone(written: Article, writer: User) -> None:
    waive(written, writer, "no-summary")
    assert "no-summary" not in codes_of(written)
    assert "paragraph-uncited" in codes_of(written)


def test_it_holds_for_its_article_alone(written: Article, writer: User, edition: Edition) -> None:
    waive(written, writer)
    rewrite(edition.article, writer, body=NAMED)
    assert "paragraph-uncited" in codes_of(edition.article)


def test_a_long_text_is_kept_as_its_beginning(written: Article, writer: User) -> None:
    long = "Cramps " * 400
    rewrite(written, writer, body=f"<p>{long}</p>{NAMED}")
    waiver = waive(written, writer)
    assert 100 < len(waiver.excerpt) <= 120
    assert waiver.excerpt.endswith("…")


@pytest.mark.parametrize("reason", ["", " \n ", "\0"])
def test_a_reason_is_needed(written: Article, writer: User, reason: str) -> None:
    with refused("no-reason"):
        waive(written, writer, reason=reason)
    assert not Waiver.objects.exists()


def test_an_endless_reason_is_refused(written: Article, writer: User) -> None:
    with refused("reason-too-long"):
        waive(written, writer, reason="x" * 1001)
    assert waive(written, writer, reason="x" * 1000)


def test_errors_cannot_be_waived(written: Article, writer: User) -> None:
    rewrite(written, writer, title="")
    with refused("not-waivable"):
        waive(written, writer, "no-title")


@pytest.mark.parametrize(
    ("code", "text_hash"),
    [("paragraph-uncited", "0" * 64), ("no-such-code", ""), ("faq-uncited\0", "x" * 100_000)],
)
def test_what_is_not_found_cannot_be_waived(
    written: Article, writer: User, code: str, text_hash: str
) -> None:
    with refused("finding-gone"):
        checking.waive(written, code=code, text_hash=text_hash, reason="No.", by=writer)


def test_a_finding_of_an_older_text_cannot_be_waived(written: Article, writer: User) -> None:
    old = finding(written)["text_hash"]
    rewrite(written, writer, body=NAMED.replace("common", "rare"))
    with refused("finding-gone"):
        checking.waive(written, code="paragraph-uncited", text_hash=old, reason="No.", by=writer)


def test_an_article_without_any_text_has_nothing_to_waive(article: Article, writer: User) -> None:
    with refused("finding-gone"):
        checking.waive(article, code="no-summary", text_hash="", reason="No.", by=writer)


def test_a_second_waiver_is_told_of_the_first(written: Article, writer: User, editor: User) -> None:
    waive(written, writer)
    with refused("already-waived"):
        waive(written, editor)
    assert Waiver.objects.get().waived_by == writer


def test_who_may_waive(
    written: Article, writer: User, editor: User, reviewer: User, outsider: User
) -> None:
    for by in (reviewer, outsider):
        with refused("not-allowed"):
            waive(written, by)
    assert waive(written, editor)


def test_who_may_take_it_back(
    written: Article, writer: User, editor: User, reviewer: User, outsider: User
) -> None:
    waiver = waive(written, writer)
    for by in (reviewer, outsider):
        with refused("not-allowed"):
            checking.unwaive(waiver, by=by)
    checking.unwaive(waiver, by=editor)
    assert "paragraph-uncited" in codes_of(written)
    with refused("waiver-gone"):
        checking.unwaive(waiver, by=editor)


def test_a_discarded_article_is_left_alone(written: Article, writer: User, editor: User) -> None:
    waiver, text_hash = waive(written, writer), finding(written, "no-summary")["text_hash"]
    publishing.discard(written, by=editor)
    with refused("discarded"):
        checking.waive(written, code="no-summary", text_hash=text_hash, reason="No.", by=writer)
    with refused("discarded"):
        checking.unwaive(waiver, by=writer)


def submit(article: Article, by: User) -> Submission:
    """Submit the newest text with the waivers that are in force."""
    newest = drafting.newest(article)
    assert newest is not None
    submission = publishing.submit(article, revision=newest.number, by=by)
    Submission.objects.filter(pk=submission.pk).overwrite(waivers=checking.frozen(article))
    submission.refresh_from_db()
    return submission


def test_what_is_submitted_keeps_the_waivers_of_that_day(written: Article, writer: User) -> None:
    waive(written, writer)
    submission = submit(written, writer)
    assert submission.waivers == [
        {
            "code": "paragraph-uncited",
            "excerpt": CLAIM,
            "reason": "Common knowledge.",
            "by": writer.get_full_name(),
        }
    ]
    waive(written, writer, "no-summary")
    submission.refresh_from_db()
    assert [entry["code"] for entry in submission.waivers] == ["paragraph-uncited"]


def test_lapsed_waivers_are_not_submitted(written: Article, writer: User) -> None:
    waive(written, writer)
    rewrite(written, writer, body=NAMED.replace("common", "rare"))
    assert checking.frozen(written) == []


def test_while_the_reviewer_reads_what_was_shown_is_not_taken_back(
    written: Article, writer: User
) -> None:
    shown = waive(written, writer)
    submit(written, writer)
    later = waive(written, writer, "no-summary")
    with refused("waiver-frozen"):
        checking.unwaive(shown, by=writer)
    checking.unwaive(later, by=writer)
    assert Waiver.objects.get() == shown


def test_after_the_review_it_can_be_taken_back(
    written: Article, writer: User, reviewer: User
) -> None:
    waiver, submission = waive(written, writer), submit(written, writer)
    publishing.send_back(
        written, revision=submission.revision.number, by=reviewer, notes="Cite it."
    )
    checking.unwaive(waiver, by=writer)
    submission.refresh_from_db()
    assert len(submission.waivers) == 1


def test_once_a_newer_text_is_saved_it_can_be_taken_back(written: Article, writer: User) -> None:
    waiver = waive(written, writer)
    submit(written, writer)
    rewrite(written, writer, title="Another title")
    checking.unwaive(waiver, by=writer)
    assert not Waiver.objects.exists()


def test_waiving_after_the_approval_does_not_void_it(
    written: Article, writer: User, reviewer: User, editor: User
) -> None:
    number = drafting.newest(written).number  # type: ignore[union-attr]
    publishing.approve(written, revision=number, by=reviewer)
    waive(written, writer)
    assert publishing.publish(written, revision=number, by=editor)


def test_names_are_those_of_the_account(written: Article) -> None:
    nameless = UserFactory(username="nn", first_name="", last_name="", groups=["Writer"])
    waive(written, nameless)
    waiver = finding(written)["waiver"]
    assert waiver["by"] == "nn"
