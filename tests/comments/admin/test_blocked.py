"""Moderators teach the screening words and networks; what would block half of all is refused."""

from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Edition
from comments import blocking
from comments.models import BlockedNetwork, BlockedWord, Comment
from comments.words.blocked_words import DEFAULT_BLOCKED_WORDS
from tests.articles.admin.browser import messages, signed_in
from tests.comments.admin.desk import approved, page_of, received, verb_of, words
from tests.factories import CommentFactory

WORDS = "admin:comments_blockedword"
NETWORKS = "admin:comments_blockednetwork"
HOSTILE = "<script>alert(1)</script>"


def add(who: User, name: str, **values: str) -> Any:
    return signed_in(who).post(reverse(f"{name}_add"), values, follow=True)


def test_word_is_kept_as_it_is_looked_up(moderator: User) -> None:
    told = messages(add(moderator, WORDS, word="  Cheap   WATCHES "))
    assert "added successfully" in told
    assert "Screen again" in told
    assert BlockedWord.objects.filter(word="cheap watches").exists()


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("", "This field is required."),
        ("a", "Give at least 3 letters"),
        ("! , ?", "Give at least 3 letters"),
        ("x" * 101, "at most 100 characters"),
        ("a\0bc", "Null characters are not allowed."),
        ("Casino Bonus", "already exists"),
    ],
)
def test_what_is_no_new_word_is_refused_in_words(moderator: User, word: str, told: str) -> None:
    before = BlockedWord.objects.count()
    assert told in messages(add(moderator, WORDS, word=word))
    assert BlockedWord.objects.count() == before


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("192.0.2.0/24", "192.0.2.0/24"),
        (" 192.0.2.7/24 ", "192.0.2.0/24"),
        ("192.0.2.7", "192.0.2.7/32"),
        ("2001:DB8::1/48", "2001:db8::/48"),
    ],
)
def test_network_is_kept_in_its_usual_notation(moderator: User, given: str, kept: str) -> None:
    assert "added successfully" in messages(add(moderator, NETWORKS, network=given))
    assert BlockedNetwork.objects.get().network == kept


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("", "This field is required."),
        ("nonsense", "Give a network such as"),
        ("192.0.2.0/99", "Give a network such as"),
        ("0.0.0.0/0", "This is too wide"),
        ("10.0.0.0/8", "This is too wide"),
        ("2001::/16", "This is too wide"),
        ("::/0", "This is too wide"),
        ("192.0.2.0/24\0", "Null characters are not allowed."),
    ],
)
def test_what_is_no_network_or_too_wide_is_refused(moderator: User, given: str, told: str) -> None:
    assert told in messages(add(moderator, NETWORKS, network=given))
    assert not BlockedNetwork.objects.exists()


def test_lists_are_changed_and_emptied_by_moderators(moderator: User) -> None:
    word, client = BlockedWord.objects.create(word="some phrase"), signed_in(moderator)
    client.post(reverse(f"{WORDS}_change", args=[word.pk]), {"word": "other phrase"})
    assert BlockedWord.objects.filter(word="other phrase").exists()
    page = client.post(reverse(f"{WORDS}_delete", args=[word.pk]), {"post": "yes"}, follow=True)
    assert not BlockedWord.objects.filter(pk=word.pk).exists()
    assert "Screen again" in messages(page)


def test_changed_list_judges_no_old_reply(edition: Edition, moderator: User) -> None:
    comment = approved(CommentFactory(edition=edition, body="A phrase of ours."), moderator)
    add(moderator, WORDS, word="phrase of ours")
    comment.refresh_from_db()
    assert comment.status == "approved"


@pytest.mark.parametrize("name", [WORDS, NETWORKS])
def test_lists_are_for_moderators(editor: User, outsider: User, client: Client, name: str) -> None:
    for who in (editor, outsider):
        assert signed_in(who).get(reverse(f"{name}_changelist")).status_code == 403
        assert signed_in(who).get(reverse(f"{name}_add")).status_code == 403
    assert client.get(reverse(f"{name}_changelist")).status_code == 302


def test_first_words_are_brought_and_taken_away(db: None) -> None:
    migration = import_module("comments.migrations.0003_bring_blocked_words")
    assert set(BlockedWord.objects.values_list("word", flat=True)) == set(DEFAULT_BLOCKED_WORDS)
    migration.bring(apps, None)
    assert BlockedWord.objects.count() == len(DEFAULT_BLOCKED_WORDS)
    migration.take_away(apps, None)
    assert not BlockedWord.objects.exists()


def test_network_of_a_reply_is_blocked_after_it_was_said_whom_that_meets(
    edition: Edition, moderator: User
) -> None:
    spam = CommentFactory(edition=edition, network="192.0.2.0/24")
    approved(CommentFactory(edition=edition, network="192.0.2.0/24"), moderator)
    received(CommentFactory(edition=edition, network="192.0.2.0/24"), hours_ago=24 * 31)
    client = signed_in(moderator)
    page = client.get(verb_of(spam, "block"))
    assert "In the last 30 days 2 replies came from it; readers see 1 of them." in words(page)
    assert not BlockedNetwork.objects.exists()
    page = client.post(verb_of(spam, "block"), {"note": "Casino"}, follow=True)
    assert page.redirect_chain[-1][0] == page_of(spam)
    row = BlockedNetwork.objects.get()
    assert (row.network, row.note) == ("192.0.2.0/24", "Casino")
    assert Comment.objects.approved().count() == 1
    again = client.post(verb_of(spam, "block"))
    assert "blocked already" in messages(again)


def test_reply_without_network_cannot_have_it_blocked(edition: Edition, moderator: User) -> None:
    comment = CommentFactory(edition=edition)
    client = signed_in(moderator)
    assert client.get(verb_of(comment, "block")).status_code == 200
    assert "not known" in messages(client.post(verb_of(comment, "block")))
    assert not BlockedNetwork.objects.exists()


def test_lately_ends_at_thirty_days(edition: Edition) -> None:
    comment = CommentFactory(edition=edition, network="192.0.2.0/24")
    assert blocking.lately(comment).count() == 1
    later = timezone.now() + timedelta(days=30, seconds=1)
    assert blocking.lately(comment, later).count() == 0


def test_hostile_note_is_shown_as_words(moderator: User) -> None:
    BlockedNetwork.objects.create(network="192.0.2.0/24", note=HOSTILE)
    page = signed_in(moderator).get(reverse(f"{NETWORKS}_changelist"))
    assert HOSTILE not in page.text
    assert "&lt;script&gt;" in page.text
