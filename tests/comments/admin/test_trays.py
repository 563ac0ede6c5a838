"""What waits of readers' replies lies on the moderators' desk."""

from collections.abc import Callable
from typing import Any

from bs4 import BeautifulSoup
from django.contrib.auth.models import User

from articles import desk
from articles.desk import SHOWN, Tray
from articles.models import Edition
from comments.models import Comment
from tests.articles.admin.browser import signed_in
from tests.comments.admin.desk import approved, page_of, received, reported
from tests.factories import CommentFactory

TITLES = ["Replies that may be urgent", "Replies that wait", "Reported replies"]
HOSTILE = "<script>alert(1)</script>"


def trays(who: User) -> dict[str, Tray]:
    laid = desk.trays(User.objects.get(pk=who.pk))
    return {tray.title: tray for tray in laid if "eplies" in tray.title}


def test_three_trays_lie_on_the_desk_of_whoever_may_decide(
    edition: Edition, moderator: User, superuser: User, editor: User, writer: User
) -> None:
    assert list(trays(moderator)) == list(trays(superuser)) == TITLES
    assert trays(editor) == trays(writer) == {}


def test_each_reply_lies_where_it_belongs(edition: Edition, moderator: User) -> None:
    new, old, dangerous, quiet = (CommentFactory(edition=edition) for _ in range(4))
    received(old, hours_ago=5)
    Comment.objects.filter(pk=dangerous.pk).update(is_urgent=True)
    reported(approved(quiet, moderator))
    names = {
        title: [entry.url for entry in tray.entries] for title, tray in trays(moderator).items()
    }
    assert names == {
        "Replies that may be urgent": [page_of(dangerous)],
        "Replies that wait": [page_of(dangerous), page_of(old), page_of(new)],
        "Reported replies": [page_of(quiet)],
    }


def test_empty_trays_say_so(edition: Edition, moderator: User) -> None:
    assert [tray.count for tray in trays(moderator).values()] == [0, 0, 0]
    assert "No reply waits." in signed_in(moderator).get("/admin/").text


def test_tray_leads_to_the_same_replies_in_the_list(edition: Edition, moderator: User) -> None:
    first, second = (CommentFactory(edition=edition) for _ in range(2))
    Comment.objects.filter(pk=first.pk).update(is_urgent=True)
    reported(approved(second, moderator))
    CommentFactory(edition=edition)
    client = signed_in(moderator)
    for tray in trays(moderator).values():
        soup = BeautifulSoup(client.get(tray.url).content, "html.parser")
        assert len(soup.select("[data-row]")) == tray.count


def test_words_of_readers_stay_words(edition: Edition, moderator: User) -> None:
    CommentFactory(edition=edition, name=HOSTILE, body=HOSTILE)
    page = signed_in(moderator).get("/admin/").text
    assert HOSTILE not in page
    assert "&lt;script&gt;" in page


def test_queries_are_as_many_for_thirty_as_for_three(
    edition: Edition,
    moderator: User,
    django_assert_num_queries: Callable[..., Any],
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    def fill(count: int) -> None:
        for _ in range(count):
            CommentFactory(edition=edition)
            reported(approved(CommentFactory(edition=edition), moderator))
        Comment.objects.pending().update(is_urgent=True)

    client = signed_in(moderator)
    fill(1)
    with django_assert_max_num_queries(14) as few:
        client.get("/admin/")
    fill(SHOWN)
    with django_assert_num_queries(len(few)):
        client.get("/admin/")
    assert [tray.count for tray in trays(moderator).values()] == [SHOWN + 1] * 3
    assert {len(tray.entries) for tray in trays(moderator).values()} == {SHOWN}
