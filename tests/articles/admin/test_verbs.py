"""The editorial road in the admin: every verb's page, every refusal on the way to publication."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles import drafting, publishing
from articles.admin.verbs import VERBS
from articles.models import (
    Article,
    Disclaimer,
    Edition,
    Redaction,
    Review,
    Revision,
    Submission,
    Withdrawal,
)
from tests.articles.admin.browser import (
    CITE,
    fields,
    messages,
    page,
    press,
    save,
    signed_in,
    verb_page,
)
from tests.factories import UserFactory, write

TOMORROW = timezone.now() + timedelta(days=1)
NAMES = [verb.name for verb in VERBS]
ANSWERS = {
    "send-back": {"notes": "More."},
    "schedule": {"at": "2999-01-01T10:00"},
    "reschedule": {"at": "2999-01-01T10:00"},
    "withdraw": {"reason": "Wrong."},
    "redact": {"text": "examples", "reason": "Asked."},
}


@pytest.fixture
def written(article: Article, writer: User) -> Article:
    """An article with a first text."""
    write(article, writer)
    return article


@pytest.fixture
def approved(written: Article, reviewer: User) -> Article:
    """An article whose first text a clinician approved."""
    publishing.approve(written, revision=1, by=reviewer)
    return written


@pytest.fixture
def scheduled(approved: Article, editor: User) -> Article:
    """An article whose first edition appears tomorrow."""
    publishing.publish(approved, revision=1, by=editor, at=TOMORROW)
    return approved


def test_text_goes_all_the_way_to_the_public(
    written: Article, writer: User, reviewer: User, editor: User
) -> None:
    press(signed_in(writer), written, "submit", note="Please.")
    assert Submission.objects.get().note == "Please."
    press(signed_in(reviewer), written, "approve", note="Fine.")
    assert Review.objects.get().reviewer == reviewer
    response = press(signed_in(editor), written, "publish", change_note="First.")
    assert "Published." in messages(response)
    edition = Edition.objects.live().get(article=written)
    assert (edition.published_by, edition.change_note) == (editor, "First.")


def test_sent_back_text_needs_its_notes(written: Article, reviewer: User) -> None:
    client = signed_in(reviewer)
    assert "Say what should change" in messages(press(client, written, "send-back"))
    press(client, written, "send-back", notes="Cite the second claim.")
    assert Review.objects.get().notes == "Cite the second claim."


def test_schedule_is_set_moved_and_cancelled(approved: Article, editor: User) -> None:
    client = signed_in(editor)
    press(client, approved, "schedule", at="2999-01-05T10:00")
    press(client, approved, "reschedule", at="2999-07-05T10:00")
    edition = Edition.objects.scheduled().get()
    assert timezone.localtime(edition.published_at).isoformat() == "2999-07-05T10:00:00+01:00"
    press(client, approved, "cancel-schedule")
    assert not Edition.objects.scheduled().exists()


def test_live_article_is_withdrawn_with_its_reason(edition: Edition, editor: User) -> None:
    press(signed_in(editor), edition.article, "withdraw", reason="It is out of date.")
    assert Withdrawal.objects.get().reason == "It is out of date."


def test_old_text_is_restored_as_a_new_revision(written: Article, writer: User) -> None:
    client = signed_in(writer)
    save(client, written, title="Another title")
    address = f"{verb_page(written, 'restore')}?revision=1"
    client.post(address, fields(client.get(address)))
    newest = drafting.newest(written)
    assert newest is not None
    assert (newest.number, newest.content.title) == (3, "Why do examples happen?")


def test_stale_restore_is_refused(written: Article, writer: User) -> None:
    client = signed_in(writer)
    save(client, written, title="Second")
    sent = fields(client.get(f"{verb_page(written, 'restore')}?revision=1"))
    save(client, written, title="Third")
    response = client.post(verb_page(written, "restore"), sent)
    assert "saved revision 3 while you worked on revision 2" in messages(response)


def test_unpublished_article_is_discarded(written: Article, editor: User) -> None:
    response = press(signed_in(editor), written, "discard")
    written.refresh_from_db()
    assert written.discarded_by == editor
    assert response.redirect_chain[-1][0] == reverse("admin:articles_article_changelist")


def test_personal_text_is_removed(written: Article, editor: User) -> None:
    press(signed_in(editor), written, "redact", text="Most people", reason="Asked to.")
    assert "Most people" not in Revision.objects.get(article=written).content.body
    assert Redaction.objects.get().redacted_by == editor


def refusal(client: Any, article: Article, verb: str = "publish", **answers: Any) -> str:
    """What the page says when the verb is refused; no edition may have come of it."""
    before = Edition.objects.count()
    told = messages(press(client, article, verb, **answers))
    assert Edition.objects.count() == before
    return told


@pytest.mark.parametrize("verb", ["publish", "schedule"])
@pytest.mark.parametrize(
    ("changes", "finding"),
    [
        ({"title": " "}, "Give the article a title."),
        ({"byline": []}, "Name at least one author."),
        ({"body": f"<p>New.{CITE.format('nobody')}</p>"}, "A mark names nobody"),
        ({"summary": "", "body": ""}, "No mark leads to second2020"),
    ],
)
def test_incomplete_text_is_refused(
    article: Article,
    writer: User,
    reviewer: User,
    editor: User,
    changes: Any,
    finding: str,
    verb: str,
) -> None:
    write(article, writer, **changes)
    publishing.approve(article, revision=1, by=reviewer)
    assert finding in refusal(signed_in(editor), article, verb, **ANSWERS.get(verb, {}))


def test_article_without_topic_is_refused(approved: Article, editor: User) -> None:
    approved.topic = None
    approved.save()
    assert "Choose the article's topic" in refusal(signed_in(editor), approved)


def test_unreviewed_text_is_refused(written: Article, editor: User) -> None:
    assert "Revision 1 has no medical review yet." in refusal(signed_in(editor), written)


def test_text_sent_back_after_its_approval_is_refused(
    approved: Article, reviewer: User, editor: User
) -> None:
    publishing.send_back(approved, revision=1, by=reviewer, notes="No.")
    assert "asked for changes to revision 1" in refusal(signed_in(editor), approved)


@pytest.mark.parametrize(("verb", "who"), [("publish", "editor"), ("approve", "reviewer")])
def test_text_that_moved_on_is_refused(
    approved: Article, writer: User, verb: str, who: str, request: pytest.FixtureRequest
) -> None:
    client = signed_in(request.getfixturevalue("editor" if who == "editor" else "reviewer"))
    shown = fields(client.get(verb_page(approved, verb)))
    save(signed_in(writer), approved, title="A later title")
    response = client.post(verb_page(approved, verb), shown)
    assert "has since saved revision 2" in messages(response)
    assert Review.objects.count() == 1
    assert not Edition.objects.exists()


def test_nothing_is_published_without_a_disclaimer(approved: Article, editor: User) -> None:
    Disclaimer.objects.overwrite(in_force_from=timezone.now() + timedelta(days=1))
    assert "No medical disclaimer is in force" in refusal(signed_in(editor), approved)


def test_scheduled_article_is_not_published_beside_it(scheduled: Article, editor: User) -> None:
    assert "cancel or move it" in refusal(signed_in(editor), scheduled)


def test_button_pressed_twice_makes_one_edition(approved: Article, editor: User) -> None:
    client = signed_in(editor)
    sent = fields(client.get(verb_page(approved, "publish")))
    client.post(verb_page(approved, "publish"), sent)
    response = client.post(verb_page(approved, "publish"), sent)
    assert "live already" in messages(response)
    assert Edition.objects.count() == 1


@pytest.mark.parametrize(
    ("at", "told"),
    [
        ("", "This field is required"),
        ("yesterday", "Enter a valid date/time"),
        ("2001-01-01T10:00", "That time has passed"),
        ("2099-10-25T01:30", "The clocks change then"),
        ("2099-03-29T01:30", "The clocks change then"),
        ("2099-10-25T01:30+01:00", "The clocks change then"),
        ("9999-12-31T23:59-23:59", "Enter a valid date/time"),
        ("0001-01-01T00:00+23:59", "Enter a valid date/time"),
        ("\0", "Enter a valid date/time"),
    ],
)
def test_unclear_time_is_refused(approved: Article, editor: User, at: str, told: str) -> None:
    assert told in refusal(signed_in(editor), approved, "schedule", at=at)


def test_nobody_reviews_what_they_wrote(written: Article, superuser: User) -> None:
    client = signed_in(superuser)
    save(client, written, title="Touched")
    assert "somebody else must review it" in messages(client.get(verb_page(written, "review")))
    for verb in ("approve", "send-back"):
        sent = {"revision": 2, "notes": "No.", "competing_interests": "None"}
        told = messages(client.post(verb_page(written, verb), sent))
        assert "somebody else must review it" in told
    assert "You worked on this text" in client.get(page(written)).content.decode()
    assert not Review.objects.exists()


def test_withdrawal_needs_a_reason_and_a_live_article(
    edition: Edition, approved: Article, editor: User
) -> None:
    client = signed_in(editor)
    assert "This field is required" in messages(press(client, edition.article, "withdraw"))
    told = messages(press(client, approved, "withdraw", reason="Why not."))
    assert "not live" in told
    assert not Withdrawal.objects.exists()


def test_published_article_is_not_discarded(edition: Edition, editor: User) -> None:
    told = messages(press(signed_in(editor), edition.article, "discard"))
    assert "can only be withdrawn" in told


def test_reviewer_reads_exactly_what_they_approve(written: Article, reviewer: User) -> None:
    shown = signed_in(reviewer).get(verb_page(written, "review")).content.decode()
    disclaimer = Disclaimer.objects.in_force()
    assert disclaimer is not None
    for wording in (disclaimer.short, disclaimer.full, disclaimer.site):
        assert wording in shown
    assert "They have causes." in shown
    assert 'aria-label="Reference 1"' in shown
    assert "(revision 1)" in shown


def test_live_text_is_reviewed_and_published_anew_beside_a_draft(
    edition: Edition, writer: User, reviewer: User, editor: User
) -> None:
    article = edition.article
    save(signed_in(writer), article, title="A draft")
    again = f"{verb_page(article, 'review')}?revision=1"
    client = signed_in(reviewer)
    assert again in client.get(page(article)).content.decode()
    approve = verb_page(article, "approve")
    client.post(approve, fields(client.get(again), approve))
    client = signed_in(editor)
    again = f"{verb_page(article, 'publish')}?revision=1"
    client.post(verb_page(article, "publish"), fields(client.get(again)))
    assert Edition.objects.live().get().number == 2
    assert Edition.objects.live().get().title == edition.title


@pytest.mark.parametrize("verb", NAMES)
def test_looking_at_a_verb_changes_nothing(written: Article, superuser: User, verb: str) -> None:
    client = signed_in(superuser)
    before = counts()
    assert client.get(verb_page(written, verb)).status_code == 200
    assert client.head(verb_page(written, verb)).status_code == 200
    assert counts() == before


def counts() -> list[int]:
    """How much has been done so far."""
    record: list[Any] = [Submission, Review, Edition, Withdrawal, Redaction, Revision]
    return [*(model.objects.count() for model in record), Article.objects.kept().count()]


@pytest.mark.parametrize("verb", NAMES)
def test_verbs_ladder(written: Article, outsider: User, superuser: User, verb: str) -> None:
    address = verb_page(written, verb)
    client = signed_in(superuser)
    assert client.put(address).status_code == 405
    assert client.delete(address).status_code == 405
    assert client.get(address.replace(str(written.pk), "987654321")).status_code == 404
    assert client.post(address.replace(str(written.pk), "9" * 30)).status_code == 404
    for person in (outsider, UserFactory(groups=["Moderator"])):
        assert signed_in(person).get(address).status_code == 403
        assert signed_in(person).post(address).status_code == 403
    reader = signed_in(UserFactory(is_staff=False))
    assert reader.post(address).status_code == 302
    assert counts() == [0, 0, 0, 0, 0, 1, 1]


@pytest.mark.parametrize("verb", NAMES)
def test_verb_without_the_token_is_refused(written: Article, superuser: User, verb: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(superuser)
    assert client.post(verb_page(written, verb), {"revision": 1}).status_code == 403
    assert counts() == [0, 0, 0, 0, 0, 1, 1]


@pytest.mark.parametrize("verb", NAMES)
@pytest.mark.parametrize("odd", ["", "\0", "0", "-1", "nonsense", "9" * 30, "１", "x" * 100_000])
def test_odd_revision_is_never_a_crash(
    written: Article, superuser: User, verb: str, odd: str
) -> None:
    client, address = signed_in(superuser), verb_page(written, verb)
    if len(odd) < 1000:
        assert client.get(address, {"revision": odd}).status_code == 200
    sent = {"revision": odd, "base": odd, "note": odd, "at": odd, "due_on": odd}
    assert client.post(address, sent).status_code in {200, 302}


def shown_buttons(client: Client, article: Article) -> dict[str, str]:
    """The labels of the article's buttons, each with why it cannot be pressed."""
    soup = BeautifulSoup(client.get(page(article)).content, "html.parser")
    told = {link.get_text(strip=True): "" for link in soup.select(".verbs a")}
    for button in soup.select(".verbs button[disabled]"):
        reason = soup.find(id=str(button["aria-describedby"]))
        assert reason is not None
        told[button.get_text(strip=True)] = " ".join(reason.get_text().split())
    return told


@pytest.mark.parametrize(
    ("who", "labels"),
    [
        ("writer", {"Submit for review", "Restore"}),
        ("reviewer", {"Take for review", "Review"}),
        (
            "editor",
            {
                "Submit for review", "Publish now", "Schedule", "Move the schedule",
                "Cancel the schedule", "Withdraw", "Restore", "Discard", "Remove personal text",
            },
        ),
        ("outsider", set()),
    ],
)  # fmt: skip
def test_buttons_are_those_of_the_persons_role(
    written: Article, who: str, labels: set[str], request: pytest.FixtureRequest
) -> None:
    client = signed_in(request.getfixturevalue(who))
    assert set(shown_buttons(client, written) if labels else {}) == labels


def test_button_that_cannot_be_pressed_says_why(
    written: Article, editor: User, reviewer: User
) -> None:
    told = shown_buttons(signed_in(editor), written)
    assert told == {
        "Submit for review": "",
        "Discard": "",
        "Remove personal text": "",
        "Publish now": "Revision 1 has no medical review yet.",
        "Schedule": "Revision 1 has no medical review yet.",
        "Move the schedule": "Nothing is scheduled for this article.",
        "Cancel the schedule": "Nothing is scheduled for this article.",
        "Withdraw": "This article is not live, so it cannot be withdrawn.",
        "Restore": "There is no older text.",
    }
    told = shown_buttons(signed_in(reviewer), written)
    assert told == {
        "Review": "",
        "Take for review": "Revision 1 is not waiting for a review.",
    }


def primary(article: Article, *people: User) -> list[str]:
    """The primary button that each of the people is shown."""
    pages = [signed_in(person).get(page(article)).content for person in people]
    found = [BeautifulSoup(each, "html.parser").select(".verbs .primary") for each in pages]
    return [" ".join(link.get_text(strip=True) for link in links) for links in found]


def test_next_sensible_button_is_the_primary_one(
    written: Article, writer: User, reviewer: User, editor: User
) -> None:
    people = writer, reviewer, editor
    assert primary(written, *people) == ["Submit for review", "", "Submit for review"]
    publishing.submit(written, revision=1, by=writer)
    assert primary(written, *people) == ["", "Take for review", ""]
    publishing.take(written, revision=1, by=reviewer)
    assert primary(written, *people) == ["", "Review", ""]
    publishing.approve(written, revision=1, by=reviewer)
    assert primary(written, *people) == ["", "", "Publish now"]
    publishing.publish(written, revision=1, by=editor)
    assert primary(written, *people) == ["", "", ""]


def test_buttons_lead_from_a_withdrawal_back_to_the_public(
    edition: Edition, writer: User, reviewer: User, editor: User
) -> None:
    article, people = edition.article, (writer, reviewer, editor)
    number = write(article, writer, title="Approved before").number
    publishing.approve(article, revision=number, by=reviewer)
    publishing.withdraw(article, reason="A recall.", by=editor)
    assert primary(article, *people) == ["", "", ""]
    press(signed_in(writer), article, "submit")
    assert primary(article, *people) == ["", "Take for review", ""]
    publishing.approve(article, revision=number, by=reviewer)
    assert primary(article, *people) == ["", "", "Publish now"]
    press(signed_in(editor), article, "publish", change_note="Put right.")
    assert primary(article, *people) == ["", "", ""]
    assert Edition.objects.live().get(article=article).number == 2


def test_button_leads_where_it_says(written: Article, superuser: User) -> None:
    client = signed_in(superuser)
    save(client, written, title="Another title")
    soup = BeautifulSoup(client.get(page(written)).content, "html.parser")
    for link in soup.select(".verbs a"):
        assert client.get(str(link["href"])).status_code == 200


def test_article_without_any_text_offers_no_review(article: Article, superuser: User) -> None:
    client = signed_in(superuser)
    shown = client.get(page(article)).content.decode()
    assert verb_page(article, "approve") not in shown
    response = client.get(verb_page(article, "approve"))
    assert "There is no such text" in messages(response)
