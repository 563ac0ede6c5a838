"""Who hears of a reply, when, how often, and in which words."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from articles import publishing
from articles.models import Disclaimer, Edition
from comments import answering, moderation, notices, reporting
from comments.models import Comment
from comments.words import personal_details
from comments.words.screening import Reason
from tests.comments.mails import Sent, link, links, page, parts, plain
from tests.comments.replies import judged
from tests.factories import CommentFactory, UserFactory

HOSTILE = [
    '<script>alert(1)</script><img src=x onerror="alert(1)">',
    "</blockquote></body><a href='https://evil.example/'>here</a>",
    "{{ disclaimer }}{% debug %}{% include 'comments/urgent.txt' %}",
    "Ann\r\nBcc: victim@example.org\r\n\r\nNew body",
    "Ann\u2028Bcc: victim@example.org\x85Subject: x\x0bTo: y@example.org",
    "\u202egnihton\u202c 💥 ﷺ עברית O'Neill & “Sons”",
]


def urgent(edition: Edition, **values: Any) -> Comment:
    return CommentFactory(edition=edition, body="I want to end my life.", **values)


@pytest.fixture
def known(edition: Edition, moderator: User) -> Comment:
    """An approved reply whose writer wants to hear of answers."""
    comment = CommentFactory(edition=edition, email="ann@example.org", notify=True)
    return moderation.approve(comment, by=moderator)


@pytest.fixture
def answer(edition: Edition, known: Comment) -> Comment:
    """A reader's answer to it, which waits."""
    return CommentFactory(edition=edition, parent=known, email="bo@example.org")


def to(messages: list[EmailMessage]) -> list[str]:
    assert all(len(message.recipients()) == 1 for message in messages)
    return [message.to[0] for message in messages]


def told_writer_of_answer(messages: list[EmailMessage]) -> list[str]:
    return to([message for message in messages if message.subject.startswith("An answer")])


# Moderators


def test_moderators_are_told_of_all_that_waits_in_one_mail(
    edition: Edition, moderator: User, sent: Sent
) -> None:
    other = UserFactory(groups=["Moderator"])
    assert sent(CommentFactory, edition=edition, body="The first one.") == []
    assert sent(CommentFactory, edition=edition, body="The second one.") == []
    mails = sent(notices.tell_moderators)
    assert to(mails) == sorted([moderator.email, other.email])
    assert mails[0].subject == "2 replies waiting for you"
    for text in (plain(mails[0]), page(mails[0]).get_text()):
        assert f"“{edition.title}”: 2" in text
        assert "The first one." in text
        assert "The second one." in text
    assert link(mails[0], "/admin/") == "/admin/comments/comment/"


def test_moderators_are_told_of_a_reply_once(edition: Edition, moderator: User, sent: Sent) -> None:
    CommentFactory(edition=edition)
    assert len(sent(notices.tell_moderators)) == 1
    assert sent(notices.tell_moderators) == []
    CommentFactory(edition=edition, body="A later one.")
    (message,) = sent(notices.tell_moderators)
    assert message.subject == "1 reply waiting for you"
    assert "A later one." in plain(message)


def test_what_no_longer_waits_is_not_told(edition: Edition, moderator: User, sent: Sent) -> None:
    moderation.approve(CommentFactory(edition=edition), by=moderator)
    moderation.reject(CommentFactory(edition=edition), by=moderator)
    CommentFactory(edition=edition, honeypot="https://spam.example")
    assert sent(notices.tell_moderators) == []


def test_what_was_not_stored_is_told_later(edition: Edition, moderator: User, sent: Sent) -> None:
    comment = CommentFactory(edition=edition)

    def fail() -> None:
        with transaction.atomic():
            notices.tell_moderators()
            transaction.set_rollback(True)

    assert sent(fail) == []
    comment.refresh_from_db()
    assert comment.moderators_told_at is None
    assert len(sent(notices.tell_moderators)) == 1


def test_more_than_one_mail_takes_follow_in_the_next(
    edition: Edition, moderator: User, sent: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notices, "AT_ONCE", 2)
    for _ in range(3):
        CommentFactory(edition=edition)
    subjects = [sent(notices.tell_moderators)[0].subject for _ in range(2)]
    assert subjects == ["2 replies waiting for you", "1 reply waiting for you"]
    assert sent(notices.tell_moderators) == []


def test_long_queue_is_counted_and_only_its_head_quoted(
    edition: Edition, moderator: User, sent: Sent
) -> None:
    for number in range(25):
        CommentFactory(edition=edition, body=f"{chr(ord('a') + number) * 9}. " + "word " * 900)
    (message,) = sent(notices.tell_moderators)
    for text in (plain(message), page(message).get_text()):
        assert text.count("wrote:") == 20
        assert "and 5 more" in text
        assert len(text) < 25_000


def test_mail_costs_the_same_however_much_waits(
    edition: Edition, moderator: User, django_assert_num_queries: Any
) -> None:
    for count in (2, 20):
        for _ in range(count):
            CommentFactory(edition=edition)
        with django_assert_num_queries(6):
            assert notices.tell_moderators() == count


def test_emergency_is_told_at_once_and_not_in_the_batch(
    edition: Edition, moderator: User, sent: Sent
) -> None:
    (message,) = sent(urgent, edition)
    assert to([message]) == [moderator.email]
    assert message.subject == f"Urgent: a reply to “{edition.title}” may be an emergency"
    assert "> I want to end my life." in plain(message)
    assert sent(notices.tell_moderators) == []


def test_emergency_is_told_once_however_often_the_rules_judge_it(
    edition: Edition, moderator: User, sent: Sent
) -> None:
    comment = urgent(edition)
    assert sent(moderation.screen, comment, by=moderator) == []


def test_reply_that_reports_have_hidden_is_told_at_once(
    edition: Edition, known: Comment, moderator: User, sent: Sent, settings: Any
) -> None:
    settings.REPORTS_TO_HIDE = 2
    assert sent(reporting.report, known, reason="private", network="192.0.2.1") == []
    (message,) = sent(
        reporting.report, known, reason="private", network="192.0.2.2", note="It is my sister."
    )
    assert to([message]) == [moderator.email]
    assert message.subject == f"Hidden after reports: a reply to “{edition.title}”"
    assert "2 × It shows somebody’s private details" in plain(message)
    assert "my sister" not in plain(message)
    assert sent(notices.tell_moderators) == []


def test_only_active_moderators_with_an_address_are_told(
    edition: Edition, superuser: User, sent: Sent
) -> None:
    UserFactory(groups=["Moderator"], is_active=False)
    UserFactory(groups=["Moderator"], email="")
    UserFactory(groups=["Editor"])
    direct = UserFactory()
    direct.user_permissions.add(Permission.objects.get(codename="moderate_comment"))
    CommentFactory(edition=edition)
    assert to(sent(notices.tell_moderators)) == [direct.email]


def test_superusers_are_told_where_nobody_moderates(
    edition: Edition, superuser: User, sent: Sent
) -> None:
    CommentFactory(edition=edition)
    assert to(sent(notices.tell_moderators)) == [superuser.email]


def test_reply_waits_untold_until_there_is_somebody_to_tell(edition: Edition, sent: Sent) -> None:
    assert sent(urgent, edition) == []
    assert sent(notices.tell_moderators) == []
    late = UserFactory(groups=["Moderator"])
    assert to(sent(notices.tell_moderators)) == [late.email]


# Whoever wrote


def test_writer_is_told_that_the_reply_is_on_the_page(
    edition: Edition, moderator: User, sent: Sent
) -> None:
    comment = CommentFactory(edition=edition, email="ann@example.org")
    (message,) = sent(moderation.approve, comment, by=moderator)
    assert to([message]) == ["ann@example.org"]
    assert message.subject == f"Your reply to “{edition.title}” is on the page"
    assert comment.get_absolute_url() in links(message)
    assert link(message, "/withdraw/")
    assert not any("/stop/" in each for each in links(message))
    for text in (plain(message), page(message).get_text()):
        assert "if it was not you who wrote it" in text
        assert comment.body not in text


def test_writer_who_hears_of_answers_is_told_how_to_stop(
    edition: Edition, moderator: User, sent: Sent
) -> None:
    comment = CommentFactory(edition=edition, notify=True)
    (message,) = sent(moderation.approve, comment, by=moderator)
    assert link(message, "/stop/")


def test_writer_is_told_the_first_time_only(known: Comment, moderator: User, sent: Sent) -> None:
    moderation.remove(known, by=moderator)
    moderation.restore(known, by=moderator)
    assert sent(moderation.approve, known, by=moderator) == []


def test_writer_hears_nothing_before_approval(
    edition: Edition, moderator: User, sent: Sent
) -> None:
    comment = CommentFactory(edition=edition)
    assert sent(moderation.reject, comment, by=moderator) == []


def test_known_writer_who_comes_through_at_once_is_told(
    edition: Edition, known: Comment, sent: Sent, settings: Any
) -> None:
    settings.COMMENTS_TRUST_KNOWN = True
    (message,) = sent(CommentFactory, edition=edition, email=known.email)
    assert to([message]) == [known.email]


def test_staff_hear_nothing_of_their_own_answers(known: Comment, editor: User, sent: Sent) -> None:
    mails = sent(answering.answer, known, body="Ask your pharmacist.", by=editor)
    assert to(mails) == [known.email]
    assert "Robin" in plain(mails[0])
    assert "(Library team)" in plain(mails[0])


def test_nobody_is_told_of_a_page_that_was_withdrawn(
    edition: Edition, answer: Comment, moderator: User, editor: User, sent: Sent
) -> None:
    publishing.withdraw(edition.article, reason="A recall.", by=editor)
    assert sent(moderation.approve, answer, by=moderator) == []


# Whoever was answered


def test_answer_is_told_to_whoever_asked_for_it(
    edition: Edition, known: Comment, answer: Comment, moderator: User, sent: Sent
) -> None:
    mails = sent(moderation.approve, answer, by=moderator)
    assert to(mails) == ["bo@example.org", "ann@example.org"]
    message = mails[1]
    assert message.subject == f"An answer to your reply to “{edition.title}”"
    assert f"> {answer.body}" in plain(message)
    assert answer.get_absolute_url() in links(message)
    stop = link(message, "/stop/")
    assert message.message()["List-Unsubscribe"].endswith(f"{stop}>")
    assert message.message()["List-Unsubscribe-Post"] is None
    assert "bo@example.org" not in str(message.message())


def test_answer_is_not_told_before_it_is_approved(
    known: Comment, edition: Edition, moderator: User, sent: Sent
) -> None:
    assert sent(CommentFactory, edition=edition, parent=known) == []
    rejected = CommentFactory(edition=edition, parent=known)
    assert sent(moderation.reject, rejected, by=moderator) == []


def test_answer_is_told_once_even_if_it_comes_back(
    answer: Comment, moderator: User, sent: Sent
) -> None:
    assert told_writer_of_answer(sent(moderation.approve, answer, by=moderator))
    moderation.remove(answer, by=moderator)
    moderation.restore(answer, by=moderator)
    assert sent(moderation.approve, answer, by=moderator) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"notify": False},
        {"email": ""},
        {"status": Comment.Status.REMOVED},
        {"status": Comment.Status.PENDING},
        {"email": "bo@example.org"},
    ],
    ids=["not asked for", "no address", "removed", "hidden", "same address"],
)
def test_answer_is_not_told_to_whoever_does_not_wait_for_it(
    known: Comment, answer: Comment, moderator: User, sent: Sent, changes: dict[str, Any]
) -> None:
    Comment.objects.filter(pk=known.pk).update(**changes)
    assert told_writer_of_answer(sent(moderation.approve, answer, by=moderator)) == []
    answer.refresh_from_db()
    assert answer.parent_told_at is None


def test_staff_who_answer_themselves_are_not_told(
    edition: Edition, moderator: User, editor: User, sent: Sent
) -> None:
    own = CommentFactory(edition=edition, email=editor.email.upper(), notify=True)
    moderation.approve(own, by=moderator)
    assert sent(answering.answer, own, body="Never mind.", by=editor) == []


def test_only_the_reply_that_was_answered_is_told(
    edition: Edition, answer: Comment, moderator: User, sent: Sent
) -> None:
    moderation.approve(answer, by=moderator)
    deeper = CommentFactory(edition=edition, parent=answer, email="cy@example.org")
    assert told_writer_of_answer(sent(moderation.approve, deeper, by=moderator)) == []


def test_stopping_holds_for_all_replies_of_the_address(
    edition: Edition, known: Comment, answer: Comment, moderator: User, sent: Sent
) -> None:
    other = CommentFactory(edition=edition, email=known.email, notify=True)
    stranger = CommentFactory(edition=edition, email="cy@example.org", notify=True)
    notices.stop(known)
    assert not notices.are_wanted(other)
    assert notices.are_wanted(stranger)
    assert told_writer_of_answer(sent(moderation.approve, answer, by=moderator)) == []


def test_nothing_is_told_of_what_was_rolled_back(
    answer: Comment, moderator: User, sent: Sent
) -> None:
    def fail() -> None:
        with transaction.atomic():
            moderation.approve(answer, by=moderator)
            transaction.set_rollback(True)

    assert sent(fail) == []
    assert told_writer_of_answer(sent(moderation.approve, answer, by=moderator))


# All of them


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


def test_time_of_telling_is_kept(edition: Edition, moderator: User) -> None:
    comment, now = CommentFactory(edition=edition), timezone.now()
    notices.tell_moderators(now)
    comment.refresh_from_db()
    assert comment.moderators_told_at == now
