"""The editorial road in the admin: what each verb does, on a page of its own."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles import drafting
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
from tests.articles.admin.browser import fields, messages, page, press, save, signed_in, verb_page
from tests.factories import UserFactory

NAMES = [verb.name for verb in VERBS]


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
