"""The list of an article's Revisions, and any two of them compared."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles import drafting, publishing
from articles.models import Article, Revision
from tests.articles.admin.browser import signed_in, verb_page
from tests.factories import clinician, write


@pytest.fixture
def article(article: Article, writer: User, reviewer: User, editor: User) -> Article:
    """An article with four texts, to which everything has happened."""
    write(article, writer)
    publishing.submit(article, revision=1, by=writer)
    publishing.take(article, revision=1, by=reviewer)
    publishing.send_back(article, revision=1, by=reviewer, notes="More.")
    write(article, writer, title="The second title")
    publishing.approve(article, revision=2, by=reviewer)
    publishing.publish(article, revision=2, by=editor)
    write(article, editor, title="The third title")
    publishing.approve(article, revision=3, by=reviewer)
    publishing.publish(article, revision=3, by=editor, at=timezone.now() + timedelta(days=1))
    publishing.cancel_schedule(article, by=editor)
    write(article, writer, title="<b>The fourth</b> title")
    return article


def shown(client: Client, article: Article, name: str, **query: Any) -> BeautifulSoup:
    response = client.get(verb_page(article, name), query)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def words(soup: Any) -> str:
    return " ".join(soup.get_text(" ").split())


def test_list_says_who_saved_and_what_happened(article: Article, writer: User) -> None:
    rows = shown(signed_in(writer), article, "revisions").select("tbody tr")
    fourth, third, second, first = (words(row) for row in rows)
    assert "Revision 4" in fourth
    assert writer.get_full_name() in fourth
    order = ["Submitted by", "Taken for review by", "Sent back by Dr Ada Example"]
    assert [first.index(event) for event in order] == sorted(first.index(e) for e in order)
    assert "Approved by Dr Ada Example" in second
    assert "Published as edition 1" in second
    assert "Edition 2 scheduled for" in third
    assert "and cancelled" in third


def test_two_newest_are_chosen_to_be_compared(article: Article, writer: User) -> None:
    soup = shown(signed_in(writer), article, "revisions")
    chosen = {str(radio["name"]): radio["value"] for radio in soup.select("input[checked]")}
    assert chosen == {"from": "3", "to": "4"}
    form = soup.select_one("#content-main form")
    assert form is not None
    assert form["action"] == verb_page(article, "compare")


@pytest.mark.parametrize("query", [{"from": 1, "to": 2}, {"from": 2, "to": 1}])
def test_any_two_are_compared_the_older_first(
    article: Article, writer: User, query: dict[str, int]
) -> None:
    soup = shown(signed_in(writer), article, "compare", **query)
    change = soup.select_one("#change-title + .changed")
    assert change is not None
    assert change.ins is not None
    assert "second title" in change.ins.get_text()


def test_titles_stay_text(article: Article, writer: User) -> None:
    soup = shown(signed_in(writer), article, "compare", **{"from": 3, "to": 4})
    assert not soup.select("#change-title + .changed b")


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"from": 1},
        {"from": 1, "to": 1},
        {"from": 1, "to": 99},
        {"from": "\0", "to": "x" * 900},
        {"from": "-1", "to": "9" * 30},
        {"from": "１", "to": "0"},
    ],
)
def test_odd_choice_is_told_in_words(article: Article, writer: User, query: dict[str, Any]) -> None:
    soup = shown(signed_in(writer), article, "compare", **query)
    assert "Choose two different revisions" in words(soup)


def test_older_text_is_restored_from_the_list(article: Article, writer: User) -> None:
    client = signed_in(writer)
    links = shown(client, article, "revisions").select('a[href*="restore"]')
    assert len(links) == 3
    client.post(verb_page(article, "restore"), {"revision": 1, "base": 4})
    newest = drafting.newest(article)
    assert newest is not None
    assert newest.content.title == "Why do examples happen?"
    shown(client, article, "restore", revision=1)  # asks first


def test_who_may_not_write_restores_nothing(article: Article, reviewer: User) -> None:
    assert not shown(signed_in(reviewer), article, "revisions").select('a[href*="restore"]')


def test_article_without_a_text_has_no_revisions(superuser: User, writer: User) -> None:
    empty = Article.objects.create(slug="empty", created_by=writer)
    assert "No text has been saved yet." in words(shown(signed_in(superuser), empty, "revisions"))


@pytest.mark.parametrize("name", ["revisions", "compare"])
def test_ladder(article: Article, superuser: User, outsider: User, name: str) -> None:
    client, address = signed_in(superuser), verb_page(article, name)
    for method in (client.post, client.put, client.delete):
        assert method(address).status_code == 405
    assert client.get(address.replace(str(article.pk), "987654321")).status_code == 404
    assert signed_in(outsider).get(address).status_code == 403
    assert Client().get(address).status_code == 302


def test_three_hundred_revisions_are_paged_in_as_many_queries(
    article: Article, writer: User, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(writer)
    with django_assert_max_num_queries(20) as few:
        shown(client, article, "revisions")
    frozen = Revision.objects.get(article=article, number=4)
    for number in range(5, 301):
        Revision(
            article=article,
            number=number,
            frozen_content=frozen.frozen_content,
            saved_by=writer,
            saved_at=timezone.now(),
        ).append()
    publishing.submit(article, revision=300, by=writer)
    for name in ("First", "Second"):
        publishing.take(article, revision=300, by=clinician(f"Dr {name} Example"))
    with django_assert_max_num_queries(len(few)):
        soup = shown(client, article, "revisions")
    assert len(soup.select("tbody tr")) == 50
    assert "Page 1 of 6" in words(soup)
    last = shown(client, article, "revisions", page="6")
    assert "Revision 1 " in words(last)
    for odd in ("0", "-1", "x", "99", "\0"):
        shown(client, article, "revisions", page=odd)
