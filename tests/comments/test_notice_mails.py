"""Every mail about replies: what it says, and what it can never be made to say."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.mail import EmailMessage

from articles.models import Disclaimer, Edition
from comments import moderation, notices, reporting
from comments.words import personal_details
from comments.words.screening import Reason
from tests.comments.mails import Sent, links, page, parts, plain
from tests.comments.replies import judged
from tests.factories import CommentFactory

HOSTILE = [
    '<script>alert(1)</script><img src=x onerror="alert(1)">',
    "</blockquote></body><a href='https://evil.example/'>here</a>",
    "{{ disclaimer }}{% debug %}{% include 'comments/urgent.txt' %}",
    "Ann\r\nBcc: victim@example.org\r\n\r\nNew body",
    "Ann\u2028Bcc: victim@example.org\x85Subject: x\x0bTo: y@example.org",
    "\u202egnihton\u202c 💥 ﷺ עברית O'Neill & “Sons”",
]


@pytest.fixture
def all_kinds(
    edition: Edition,
    moderator: User,
    sent: Sent,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> Any:
    """`all_kinds(name, body)`: a mail of each kind about replies with these words, none of which is
    taken for spam."""
    settings.REPORTS_TO_HIDE = 1
    judged(monkeypatch)

    def make(name: str, body: str) -> dict[str, EmailMessage]:
        words = {"edition": edition, "name": name, "body": body}
        asked = CommentFactory(**words, email="ann@example.org", notify=True)
        (waiting,) = sent(notices.tell_moderators)
        (approved,) = sent(moderation.approve, asked, by=moderator)
        answer = CommentFactory(**words, parent=asked, email="bo@example.org")
        (_, answered) = sent(moderation.approve, answer, by=moderator)
        (hidden,) = sent(reporting.report, answer, reason="hateful", network="192.0.2.1")
        judged(monkeypatch, Reason("urgent", "It may tell of an emergency."))
        (now,) = sent(
            CommentFactory, **words | {"body": f"I want to end my life. {body}"}, email="cy@x.org"
        )
        return {
            "waiting": waiting,
            "approved": approved,
            "answered": answered,
            "hidden": hidden,
            "urgent": now,
        }

    return make


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_words_stay_words(all_kinds: Any, edition: Edition, hostile: str) -> None:
    for kind, message in all_kinds(hostile, hostile).items():
        soup = page(message)
        assert not soup.select("script, img, iframe, form, [onerror]"), kind
        assert links(message), kind  # and all of them ours
        assert len(soup.select("body")) == 1
        whole = message.message()
        assert sorted({name.lower() for name in whole.keys()}) == sorted(  # noqa: SIM118
            {"content-type", "mime-version", "subject", "from", "to", "date", "message-id"}
            | {"auto-submitted"}
            | ({"list-unsubscribe"} if kind == "answered" else set())
        ), kind
        assert whole["Bcc"] is None
        assert len(message.recipients()) == 1
        assert len(message.subject.splitlines()) == 1
        if kind != "approved":
            masked = personal_details.mask(hostile)
            quoted = "\n".join(f"> {line}" for line in masked.splitlines())
            assert quoted.removeprefix("> ") in plain(message), kind


def test_each_mail_says_who_sends_it_and_why(all_kinds: Any) -> None:
    disclaimer = Disclaimer.objects.in_force()
    assert disclaimer is not None
    for kind, message in all_kinds("Ann", "Thank you.").items():
        assert set(parts(message)) == {"text/plain", "text/html"}, kind
        for text in (plain(message), page(message).get_text()):
            assert "You get this mail because" in text, kind
            assert "Managed Self Ltd" in text, kind
            assert " ".join(disclaimer.full.split()) in " ".join(text.split()), kind


def test_nothing_personal_stands_in_a_link(all_kinds: Any) -> None:
    for message in all_kinds("Quentin", "Thank you.").values():
        for each in links(message):
            assert "@" not in each
            assert "quentin" not in each.lower()


def test_personal_details_are_masked(all_kinds: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(personal_details, "mask", lambda text: text.replace("07700 900123", "[…]"))
    for message in all_kinds("Ann 07700 900123", "Ring 07700 900123.").values():
        assert "900123" not in str(parts(message))


def test_without_a_disclaimer_in_force_no_mail_goes_out(
    edition: Edition,
    moderator: User,
    sent: Sent,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    CommentFactory(edition=edition)
    monkeypatch.setattr(type(Disclaimer.objects), "in_force", lambda *args: None)
    assert sent(notices.tell_moderators) == []
    assert "No medical disclaimer is in force" in caplog.text
