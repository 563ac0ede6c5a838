"""The queue: what waits, what may be urgent first, and nothing that is not one's business."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import LazySettings
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Edition
from comments import discussions, moderation
from comments.models import Comment
from tests.articles.admin.browser import signed_in
from tests.comments.admin.desk import LIST, approved, listed, received, reported, words
from tests.factories import CommentFactory, published

HOSTILE = "<script>alert(1)</script>"


def urgent(comment: Comment) -> Comment:
    Comment.objects.filter(pk=comment.pk).update(is_urgent=True)
    comment.refresh_from_db()
    return comment


def found(comment: Comment, code: str, message: str) -> Comment:
    comment.reasons = [{"code": code, "message": message}]
    comment.save(update_fields=["reasons"])
    return comment


def name(comment: Comment) -> str:
    return str(comment)


def test_what_waits_is_shown_urgent_first_then_the_oldest(
    edition: Edition, moderator: User
) -> None:
    new, old, dangerous = (CommentFactory(edition=edition) for _ in range(3))
    approved(CommentFactory(edition=edition), moderator)
    received(old, hours_ago=9)
    urgent(dangerous)
    assert listed(moderator) == [name(dangerous), name(old), name(new)]


def test_row_says_what_a_decision_rests_on(edition: Edition, moderator: User) -> None:
    comment = CommentFactory(edition=edition, name="Ann", email="ann@example.org", body="Hello.")
    urgent(found(comment, "links", "It has many links."))
    row = words(signed_in(moderator).get(LIST))
    for said in (
        "May be an emergency",
        "Reply 1 of Ann",
        "ann@example.org",
        edition.title,
        "Hello.",
        "It has many links.",
    ):
        assert said in row


def test_unseen_reports_are_counted(edition: Edition, moderator: User) -> None:
    comment = approved(CommentFactory(edition=edition), moderator)
    reported(comment)
    reported(comment, network="b")
    assert "2 unseen reports" in words(signed_in(moderator).get(f"{LIST}?status=reported"))


def test_status_is_chosen(edition: Edition, moderator: User) -> None:
    waiting, shown, seen, spam, removed = (CommentFactory(edition=edition) for _ in range(5))
    approved(shown, moderator)
    reported(approved(seen, moderator))
    moderation.mark_spam(spam, by=moderator)
    moderation.reject(removed, by=moderator)
    client = signed_in(moderator)
    assert listed(client) == [name(waiting)]
    assert listed(client, "?status=approved") == [name(seen), name(shown)]
    assert listed(client, "?status=reported") == [name(seen)]
    assert listed(client, "?status=spam") == [name(spam)]
    assert listed(client, "?status=removed") == [name(removed)]
    assert len(listed(client, "?status=all")) == 5
    assert listed(client, "?status=nonsense") == [name(waiting)]


def test_default_is_marked_as_chosen(edition: Edition, moderator: User) -> None:
    soup = BeautifulSoup(signed_in(moderator).get(LIST).content, "html.parser")
    chosen = soup.select("#changelist-filter details:first-of-type li.selected")
    assert [choice.get_text(strip=True) for choice in chosen] == ["Waiting"]


def test_list_is_narrowed_down(edition: Edition, moderator: User) -> None:
    plain, private, dangerous = (CommentFactory(edition=edition) for _ in range(3))
    found(private, "personal-details", "It holds a phone number.")
    urgent(dangerous)
    client = signed_in(moderator)
    assert listed(client, "?details=yes") == [name(private)]
    assert set(listed(client, "?details=no")) == {name(plain), name(dangerous)}
    assert listed(client, "?urgent=yes") == [name(dangerous)]
    assert len(listed(client, "?urgent=no")) == 2
    assert listed(client, "?reported=yes") == []
    assert len(listed(client, "?reported=no")) == 3
    assert len(listed(client, "?received_at__gte=2020-01-01T00:00Z")) == 3
    assert len(listed(client, "?received_at__lt=2020-01-01T00:00Z")) == 0


def test_replies_are_found_by_whether_their_article_takes_more(
    edition: Edition,
    writer: User,
    reviewer: User,
    editor: User,
    moderator: User,
    settings: LazySettings,
) -> None:
    other = published(writer, reviewer, editor)
    here, there = CommentFactory(edition=edition), CommentFactory(edition=other)
    discussions.set_rule(other.article, "closed", by=moderator)
    client = signed_in(moderator)
    assert listed(client, "?open=yes") == [name(here)]
    assert listed(client, "?open=no") == [name(there)]


@pytest.mark.parametrize(
    "query", ["Ann", "ann@example.org", "muscles hurt", "examples happen", "mus\0cles", "x" * 9000]
)
def test_search_looks_everywhere_and_stands_anything(
    edition: Edition, moderator: User, query: str
) -> None:
    comment = CommentFactory(
        edition=edition, name="Ann", email="ann@example.org", body="My muscles hurt."
    )
    other = signed_in(moderator).get(LIST, {"q": query})
    assert other.status_code == 200
    assert (name(comment) in other.text) == (len(query) < 100)


def test_article_is_found_by_its_slug(edition: Edition, moderator: User) -> None:
    comment = CommentFactory(edition=edition)
    assert listed(moderator, f"?q={edition.article.slug}") == [name(comment)]


def test_address_and_network_are_for_moderators(
    edition: Edition, moderator: User, editor: User
) -> None:
    CommentFactory(edition=edition, email="ann@example.org", network="192.0.2.0/24")
    for who, sees in ((moderator, True), (editor, False)):
        client = signed_in(who)
        assert ("ann@example.org" in client.get(LIST).text) == sees
        assert ("ann@example.org" in client.get(f"{LIST}export/").getvalue().decode()) == sees
        assert bool(listed(client, "?q=ann@example.org")) == sees


@pytest.mark.parametrize("lookup", ["email", "email__startswith", "network", "body__contains"])
def test_what_is_hidden_is_not_guessed_through_the_address(
    edition: Edition, editor: User, moderator: User, lookup: str
) -> None:
    CommentFactory(edition=edition, email="ann@example.org")
    for who in (editor, moderator):
        assert signed_in(who).get(LIST, {lookup: "a"}).status_code == 400


def test_replies_from_one_address_or_network_are_listed_by_number(
    edition: Edition, moderator: User, editor: User
) -> None:
    first = CommentFactory(edition=edition, email="ann@example.org", network="192.0.2.0/24")
    second = CommentFactory(edition=edition, email="Ann@Example.org")
    third = CommentFactory(edition=edition, network="192.0.2.0/24")
    CommentFactory(edition=edition)
    client = signed_in(moderator)
    assert set(listed(client, f"?address_of={first.pk}")) == {name(first), name(second)}
    assert set(listed(client, f"?network_of={first.pk}")) == {name(first), name(third)}
    asked = signed_in(editor).get(f"{LIST}?address_of={first.pk}", follow=True)
    assert name(third) in asked.text, "Who may not moderate learns nothing by it."


@pytest.mark.parametrize("value", ["", "x", "-1", "0", "9" * 30, "١", "\0"])
def test_odd_number_of_a_reply_breaks_nothing(
    edition: Edition, moderator: User, value: str
) -> None:
    CommentFactory(edition=edition)
    response = signed_in(moderator).get(LIST, {"address_of": value}, follow=True)
    assert response.status_code == 200


def test_hostile_words_are_shown_as_words(edition: Edition, moderator: User) -> None:
    comment = CommentFactory(edition=edition, name=HOSTILE, body=HOSTILE)
    found(comment, HOSTILE, HOSTILE)
    page = signed_in(moderator).get(LIST).text
    assert HOSTILE not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 3


def test_list_is_taken_away_as_a_harmless_file(edition: Edition, moderator: User) -> None:
    CommentFactory(edition=edition, name="=1+1", body="@SUM(A1)", email="ann@example.org")
    text = signed_in(moderator).get(f"{LIST}export/").getvalue().decode("utf-8-sig")
    header, row = csv.reader(io.StringIO(text))
    values = dict(zip(header, row, strict=True))
    assert values["Name"] == "'=1+1"
    assert values["Text"] == "'@SUM(A1)"
    assert values["Email"] == "ann@example.org"
    assert values["Status"] == "Waiting"


def test_number_of_queries_does_not_grow(
    edition: Edition,
    moderator: User,
    django_assert_max_num_queries: Callable[..., Any],
    django_assert_num_queries: Callable[..., Any],
) -> None:
    def fill(count: int) -> None:
        for _ in range(count):
            reply = CommentFactory(edition=edition)
            moderation.restore(moderation.reject(reply, by=moderator), by=moderator)

    client = signed_in(moderator)
    fill(3)
    with django_assert_max_num_queries(12) as few:
        client.get(LIST)
    fill(9)
    with django_assert_num_queries(len(few)):
        assert len(listed(client)) == 12


def test_list_is_not_for_others(edition: Edition, outsider: User, client: Client) -> None:
    assert signed_in(outsider).get(LIST).status_code == 403
    assert client.get(LIST).status_code == 302


def test_looking_changes_nothing(edition: Edition, moderator: User) -> None:
    CommentFactory(edition=edition)
    before = list(Comment.objects.values())
    signed_in(moderator).get(LIST)
    assert list(Comment.objects.values()) == before
