"""What readers searched for in vain, at the desk: seen, answered by a synonym, or dismissed."""

from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.urls import reverse

from articles import desk
from articles.desk import Tray
from articles.models import Edition, MissedQuery
from tests.articles.admin.browser import fields, messages, signed_in

MISSED = "admin:articles_missedquery"
TITLE = "Searches without an answer"


@pytest.fixture
def query(db: None) -> MissedQuery:
    return MissedQuery.objects.create(words="bagpipe lung", count=7, last_on=date(2026, 11, 20))


def page(query: MissedQuery, name: str = "change") -> str:
    return reverse(f"{MISSED}_{name}", args=[query.pk])


def tray(who: User) -> Tray | None:
    trays = desk.trays(User.objects.get(pk=who.pk))
    return next((each for each in trays if each.title == TITLE), None)


def test_it_lies_on_the_desk_of_editors_the_most_asked_for_first(
    query: MissedQuery, editor: User, writer: User
) -> None:
    MissedQuery.objects.create(words="once", last_on=date(2026, 11, 23))
    MissedQuery.objects.create(words="gone", count=9, last_on=date(2026, 11, 23), dismissed=True)
    laid = tray(editor)
    assert laid is not None
    assert [entry.name for entry in laid.entries] == ["bagpipe lung", "once"]
    assert [entry.detail for entry in laid.entries] == [
        "7 times, last on 20 November 2026",
        "once, last on 23 November 2026",
    ]
    assert laid.count == 2
    front = signed_in(editor).get("/admin/").text
    assert laid.entries[0].url in front
    assert tray(writer) is None


def test_tray_that_is_empty_says_so(editor: User) -> None:
    laid = tray(editor)
    assert laid is not None
    assert (laid.count, laid.entries) == (0, [])
    assert "Readers have found something" in signed_in(editor).get("/admin/").text


def test_list_shows_words_count_and_last_day(query: MissedQuery, editor: User) -> None:
    response = signed_in(editor).get(reverse(f"{MISSED}_changelist"))
    row = BeautifulSoup(response.content, "html.parser").select_one("#result_list tbody tr")
    assert row is not None
    text = row.get_text(" ", strip=True)
    for part in ("bagpipe lung", "7", "20 Nov 2026", "Make a ring with"):
        assert part in text


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("bagpipe lung", "Nothing. Search for it"),
        ("bagpipe example", "No article with all of the words, 1 article with some. Search for it"),
        ("exampels", "Nothing, but 1 article for “examples”. Search for it"),
        ("why examples happen", "1 article. Search for it"),
    ],
)
def test_page_says_what_readers_find_now(
    edition: Edition, editor: User, words: str, told: str
) -> None:
    query = MissedQuery.objects.create(words=words, last_on=date(2026, 11, 20))
    soup = BeautifulSoup(signed_in(editor).get(page(query)).content, "html.parser")
    found = soup.select_one(".field-found .readonly")
    assert found is not None
    assert found.get_text(strip=False) == told
    link = found.select_one("a")
    assert link is not None
    assert "/search/?q=" in str(link["href"])


def test_one_press_begins_a_ring_with_it(query: MissedQuery, editor: User) -> None:
    client = signed_in(editor)
    for url in (page(query), reverse(f"{MISSED}_changelist")):
        soup = BeautifulSoup(client.get(url).content, "html.parser")
        link = soup.select_one('#content-main a[href*="synonymring/add"]')
        assert link is not None, url
        address = str(link["href"])
        assert fields(client.get(address))["terms"] == "bagpipe lung\n"
    terms = {"terms": "bagpipe lung\nhypersensitivity pneumonitis"}
    response = client.post(address, terms, follow=True)
    assert "added successfully" in messages(response)
    assert not MissedQuery.objects.exists()


def test_one_press_dismisses_it_and_another_brings_it_back(
    query: MissedQuery, editor: User
) -> None:
    client = signed_in(editor)
    for name, dismissed in (("dismiss", True), ("bring-back", False)):
        soup = BeautifulSoup(client.get(page(query)).content, "html.parser")
        assert soup.select_one(f'#content-main [formaction="{page(query, name)}"]'), name
        response = client.post(page(query, name), follow=True)
        assert "“bagpipe lung”" in messages(response)
        query.refresh_from_db()
        assert query.dismissed is dismissed


def test_many_are_dismissed_at_once(query: MissedQuery, editor: User) -> None:
    other = MissedQuery.objects.create(words="other", last_on=date(2026, 11, 20))
    sent = {"action": "dismiss", "_selected_action": [query.pk, other.pk]}
    response = signed_in(editor).post(reverse(f"{MISSED}_changelist"), sent, follow=True)
    assert "2 dismissed." in messages(response)
    assert not MissedQuery.objects.waiting().exists()
    response = signed_in(editor).post(
        reverse(f"{MISSED}_changelist"), sent | {"action": "bring_back"}, follow=True
    )
    assert "2 brought back." in messages(response)


def test_a_look_changes_nothing(query: MissedQuery, editor: User) -> None:
    client = signed_in(editor)
    for name in ("dismiss", "bring-back"):
        assert client.get(page(query, name)).status_code == 405
    query.refresh_from_db()
    assert query.dismissed is False


def test_only_editors_keep_the_list(
    query: MissedQuery, writer: User, reviewer: User, moderator: User, outsider: User
) -> None:
    for person in (writer, reviewer):
        client = signed_in(person)
        listed = client.get(reverse(f"{MISSED}_changelist"))
        assert listed.status_code == 200
        seen = listed.text + client.get(page(query)).text
        assert "formaction" not in seen
        assert "synonymring/add" not in seen
        assert client.post(page(query, "dismiss")).status_code == 403
    for person in (moderator, outsider):
        for name in ("change", "dismiss"):
            assert signed_in(person).post(page(query, name)).status_code == 403
        assert signed_in(person).get(reverse(f"{MISSED}_changelist")).status_code == 403
    query.refresh_from_db()
    assert query.dismissed is False


def test_rows_are_neither_made_nor_edited_by_hand(query: MissedQuery, editor: User) -> None:
    client = signed_in(editor)
    assert client.get("/admin/articles/missedquery/add/").status_code == 403
    assert client.post(page(query), {"words": "other"}).status_code == 403
    assert client.post(page(query, "delete"), {"post": "yes"}).status_code == 403
    assert MissedQuery.objects.get().words == "bagpipe lung"


def test_missing_entry_is_answered_kindly(query: MissedQuery, editor: User) -> None:
    client, gone = signed_in(editor), MissedQuery(pk=987654321)
    assert client.post(page(gone, "dismiss")).status_code == 404
    assert "doesn’t exist" in messages(client.get(page(gone), follow=True))
    for odd in ({"q": "\0"}, {"dismissed__exact": "x"}, {"o": "99"}):
        assert client.get(reverse(f"{MISSED}_changelist"), odd, follow=True).status_code == 200


def test_words_that_look_like_html_are_words(editor: User) -> None:
    query = MissedQuery.objects.create(words="<script>alert(1)</script>", last_on="2026-11-20")
    client = signed_in(editor)
    for url in ("/admin/", reverse(f"{MISSED}_changelist"), page(query)):
        assert "<script>alert(1)" not in client.get(url).text


def test_queries_of_the_list_do_not_grow(
    query: MissedQuery, editor: User, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(editor)
    with django_assert_max_num_queries(9) as few:
        client.get(reverse(f"{MISSED}_changelist"))
    asked = len(few)
    MissedQuery.objects.bulk_create(
        MissedQuery(words=f"word {number}", last_on="2026-11-20") for number in range(40)
    )
    with django_assert_max_num_queries(asked):
        client.get(reverse(f"{MISSED}_changelist"))
