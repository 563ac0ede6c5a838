"""Those who were mailed an article while it was wrong are told so, once, and nobody else."""

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.utils import timezone

from articles import publishing
from articles.models import Article, Edition
from newsletter import corrections, issues, rendering
from tests.articles.refusals import refused
from tests.newsletter import rows
from tests.newsletter.correcting import (
    FAULT,
    NOTE,
    Put,
    drafted,
    recipients,
    retracted,
    send,
    sent,
    told,
)
from tests.newsletter.issuing import approved, colleague


def last_words() -> str:
    """The text of the last mail."""
    return " ".join(str(mail.outbox[-1].body).split())


def test_those_who_were_mailed_it_are_told_and_nobody_else(
    edition: Edition, put_right: Put, editor: User
) -> None:
    first, second = rows.subscribers(2)
    sent(edition, by=editor)
    rows.subscribers(1)  # came later
    assert recipients() == [first.email, second.email]
    issue = told(put_right(edition))
    assert recipients() == [first.email, second.email]
    assert (str(issue), issue.finished_at is not None) == ("Correction 1", True)


@pytest.mark.parametrize("kind", ["edition", "withdrawal"])
def test_letter_says_what_was_wrong_and_carries_what_every_letter_does(
    edition: Edition, put_right: Put, editor: User, kind: str
) -> None:
    rows.subscribers(1)
    old = sent(edition, by=editor)
    mail.outbox.clear()
    cause = put_right(edition) if kind == "edition" else retracted(edition, editor)
    issue = told(cause)
    (letter,) = mail.outbox
    assert isinstance(letter, mail.EmailMultiAlternatives)
    html = str(letter.alternatives[0][0])
    assert issue.disclaimer is not None
    for part in (str(letter.body), html):
        words = " ".join(part.split())
        for said in (
            FAULT,
            "on what you read in this article",
            edition.article.get_absolute_url(),
            f"{timezone.localdate():%-d %B %Y}",
            str(old),
            old.get_absolute_url(),
            "You get this because",
            "Alum House",
            "/newsletter/unsubscribe/",
        ):
            assert said in words, said
        assert (NOTE in words) == (kind == "edition")
        assert ("Retracted on" in words) == (kind == "withdrawal")
    assert issue.disclaimer.full in " ".join(str(letter.body).split())
    assert letter.extra_headers["List-Unsubscribe-Post"]


def test_each_is_told_once_even_of_two_issues(
    edition: Edition, put_right: Put, editor: User
) -> None:
    (person,) = rows.subscribers(1)
    sent(edition, by=editor)
    person.frequency = "weekly"
    person.save()
    sent(edition, by=editor, frequency="weekly")
    cause = put_right(edition)
    (waits,) = corrections.waiting()
    assert waits.mailed == 1
    mail.outbox.clear()
    issue = told(cause)
    assert recipients() == [person.email]
    send(issue)
    assert recipients() == []
    with refused("told"):
        drafted(cause)
    assert corrections.waiting() == []


def test_correction_of_an_article_withdrawn_since_is_refused_and_paused(
    edition: Edition, put_right: Put, editor: User
) -> None:
    by = colleague()
    rows.subscribers(2)
    sent(edition, by=editor)
    mail.outbox.clear()
    cause = put_right(edition)
    issue = issues.schedule(approved(drafted(cause)), by=by)
    publishing.withdraw(edition.article, reason="A recall.", by=editor)
    for verb in (
        lambda: issues.approve(issue, seen=issue.edited_at, by=by),
        lambda: issues.schedule(issue, by=by),
    ):
        with refused("not-live"):
            verb()
    send(issue)
    assert issue.paused_at
    assert recipients() == []
    assert set(issue.deliveries.values_list("state", flat=True)) == {"queued"}
    with refused("not-live"):
        issues.resume(issue, by=by)


def test_article_corrected_again_or_published_anew_is_still_told(
    edition: Edition, put_right: Put, editor: User
) -> None:
    rows.subscribers(1)
    sent(edition, by=editor)
    cause = put_right(edition)
    put_right(cause)
    assert len(corrections.waiting()) == 2
    issue = told(cause)
    assert "It has changed again since." in last_words()
    assert "has changed again since" in rendering.copy(issue, []).html
    gone = retracted(edition, editor)
    put_right(cause, fault="x")
    told(gone)
    assert "A new edition has appeared since" in last_words()


def test_sample_says_so_and_a_title_of_any_length_fits(
    edition: Edition, put_right: Put, editor: User
) -> None:
    rows.subscribers(1)
    sent(edition, by=editor)
    Article.objects.update(sample=True)
    cause = put_right(edition)
    Edition.objects.filter(pk=cause.pk).overwrite(title="word " * 40)
    issue = told(cause)
    assert len(issue.subject) <= issues.LONGEST_SUBJECT
    assert "sample article" in last_words()
