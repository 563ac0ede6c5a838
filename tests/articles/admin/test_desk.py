"""The desk's front page: what waits for whom, whatever the number."""

from collections.abc import Callable
from typing import Any

from bs4 import BeautifulSoup, Tag
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.test import Client

from articles import piles
from articles.desk import SHOWN
from articles.models import Article, Edition, Enquiry, Review, Status, Submission
from tests.articles.admin.browser import signed_in
from tests.articles.admin.desk_load import increase, write_all, write_others
from tests.articles.admin.desk_page import FRONT, titled, trays
from tests.factories import ArticleFactory, write


def test_empty_desk_says_so_kindly(editor: User) -> None:
    page = signed_in(editor).get(FRONT)
    for tray in trays(editor).values():
        assert tray.empty in page.text


def tray_on(page: Any, title: str) -> Tag:
    soup = BeautifulSoup(page.content, "html.parser")
    heading = soup.find("h2", string=title)
    assert isinstance(heading, Tag)
    section = heading.find_parent("section")
    assert isinstance(section, Tag)
    return section


def test_tray_shows_the_first_ten_and_leads_to_all(writer: User) -> None:
    for _ in range(SHOWN + 2):
        write(ArticleFactory(created_by=writer), writer)
    client = signed_in(writer)
    section = tray_on(client.get(FRONT), "My drafts")
    assert len(section.select("li")) == SHOWN
    link = section.select_one("header a")
    assert link is not None
    assert link.get_text() == f"All {SHOWN + 2} of “My drafts”"
    listed = client.get(str(link["href"])).context["cl"]
    assert listed.result_count == SHOWN + 2


def test_every_tray_and_its_list_agree(
    draft: Article, edition: Edition, writer: User, reviewer: User, editor: User
) -> None:
    write_all(writer, reviewer, editor)
    client = signed_in(editor)
    for tray in trays(editor).values():
        if tray.url:
            assert client.get(tray.url).context["cl"].result_count == tray.count, tray.title


def test_desk_reads_whatever_lies_in_a_pile_and_nothing_else(
    draft: Article, edition: Edition, writer: User, reviewer: User, editor: User
) -> None:
    write_all(writer, reviewer, editor)
    write_others(writer, reviewer, editor)
    read, everything = piles.rows(), Article.objects.kept().with_status()
    for pile in piles.PILES:
        held = [row.pk for row in read if pile.holds(row)]
        assert held == [article.pk for article in everything if pile.holds(article)] != []
    assert all(any(pile.holds(row) for pile in piles.PILES) for row in read)
    assert {article.status for article in Article.objects.with_status()} == set(Status)


def test_desk_reads_its_articles_at_once(
    writer: User, reviewer: User, editor: User, django_assert_num_queries: Callable[..., Any]
) -> None:
    write_all(writer, reviewer, editor)
    with django_assert_num_queries(1):
        read = piles.rows()
        told = [pile.detail(row) for pile in piles.PILES for row in read if pile.holds(row)]
    assert len(told) >= len(read) > 5


def test_entries_lead_to_where_they_are_dealt_with(
    writer: User, reviewer: User, editor: User
) -> None:
    write_all(writer, reviewer, editor)
    client = signed_in(editor)
    urls = {entry.url for tray in trays(editor).values() for entry in tray.entries}
    assert len(urls) > 5
    for url in urls:
        assert client.get(url).status_code == 200


def test_hostile_title_and_report_are_text(article: Article, editor: User) -> None:
    titled(article, editor, "<script>alert(1)</script>")
    Enquiry.objects.create(article=article, body="<img src=x onerror=alert(1)>")
    section = tray_on(signed_in(editor).get(FRONT), "My drafts")
    assert not section.select("script")
    assert "<script>alert(1)</script>" in section.get_text()


def test_queries_are_as_many_for_a_hundred_as_for_ten(
    writer: User,
    reviewer: User,
    editor: User,
    edition: Edition,
    django_assert_num_queries: Callable[..., Any],
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    client = signed_in(editor)
    write_all(writer, reviewer, editor)
    increase(9)
    with django_assert_max_num_queries(18) as few:
        client.get(FRONT)
    increase(9)
    with django_assert_num_queries(len(few)):
        page = client.get(FRONT)
    for tray in trays(editor).values():
        assert tray.count >= 100, tray.title
        assert len(tray_on(page, tray.title).select("li")) == SHOWN


def test_front_page_is_for_the_staff(writer: User, client: Client) -> None:
    assert client.get(FRONT).status_code == 302
    assert signed_in(writer).get(FRONT).status_code == 200


def test_looking_changes_nothing(draft: Article, writer: User) -> None:
    before = [QuerySet(model=model).count() for model in (Submission, Review, Edition)]
    signed_in(writer).get(FRONT)
    assert before == [QuerySet(model=model).count() for model in (Submission, Review, Edition)]
