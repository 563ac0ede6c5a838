"""Readers are told of a retracted source until an editor has answered for the article."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles import publishing, watching
from articles.models import Edition, Notice
from tests.factories import approved, published

pytestmark = pytest.mark.usefixtures("page_cache")


def retract(edition: Edition, key: str = "first2020", kind: str = "retraction") -> Notice:
    """A notice about what the edition cites under this key."""
    sources = {each.key: each.source for each in edition.revision.content.references}
    return Notice.objects.create(
        source_id=sources[key],
        kind=kind,
        identifier="10.1000/notice",
        url="https://doi.org/10.1000/notice",
        issued_on=date(2026, 3, 2),
        found_at=timezone.now(),
    )


def page(client: Client, edition: Edition, rest: str = "") -> BeautifulSoup:
    response = client.get(f"{edition.article.get_absolute_url()}{rest}")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def told(soup: BeautifulSoup) -> str:
    """What stands at the head of the page."""
    notes = soup.select("aside.banner")
    return " ".join(" ".join(note.get_text(" ").split()) for note in notes)


def test_retraction_is_told_at_the_head_and_at_the_reference(
    client: Client, edition: Edition
) -> None:
    assert told(page(client, edition)) == ""
    retract(edition)
    soup = page(client, edition)
    assert "reference 1 has been retracted ( 2 March 2026 )" in told(soup)
    assert soup.select_one('aside.banner a[href="#ref-1"]') is not None
    assert soup.select_one('aside.banner a[href="https://doi.org/10.1000/notice"]') is not None
    first, second = soup.select("li [data-ref]")
    assert first.get_text().startswith("Retracted (notice).")
    assert "Retracted" not in second.get_text()


def test_concern_is_told_as_one(client: Client, edition: Edition) -> None:
    retract(edition, "second2020", "expression-of-concern")
    soup = page(client, edition)
    assert "reference 2 has been given an expression of concern by its publisher" in told(soup)
    assert soup.select("li [data-ref]")[1].get_text().startswith("Expression of concern")


def test_correction_is_for_editors_alone(client: Client, edition: Edition) -> None:
    retract(edition, kind="correction")
    assert told(page(client, edition)) == ""


def test_answer_ends_the_notice_at_once(client: Client, edition: Edition, editor: User) -> None:
    notice = retract(edition)
    assert told(page(client, edition))
    watching.answer(notice, edition.article, reason="Cited as an example of one.", by=editor)
    soup = page(client, edition)
    assert told(soup) == ""
    assert "Retracted" not in soup.select("li [data-ref]")[0].get_text()


def test_answer_for_one_article_leaves_the_notice_on_another(
    client: Client, edition: Edition, writer: User, reviewer: User, editor: User
) -> None:
    second = published(writer, reviewer, editor, references=edition.revision.content.references)
    notice = retract(edition)
    watching.answer(notice, edition.article, reason="So.", by=editor)
    assert told(page(client, edition)) == ""
    assert "has been retracted" in told(page(client, second))


def test_older_edition_tells_of_its_own_sources(
    client: Client, edition: Edition, writer: User, reviewer: User, editor: User
) -> None:
    number = approved(edition.article, writer, reviewer)
    publishing.publish(edition.article, revision=number, by=editor)
    retract(edition)
    assert "retracted" not in told(page(client, edition))
    assert "reference 1 has been retracted" in told(page(client, edition, "editions/1/"))


def test_source_dropped_from_the_draft_is_told_of_while_the_live_page_cites_it(
    client: Client, edition: Edition
) -> None:
    edition.article.references.all().delete()
    retract(edition)
    assert "has been retracted" in told(page(client, edition))


def test_notice_cannot_bring_markup_into_the_page(client: Client, edition: Edition) -> None:
    notice = retract(edition)
    Notice.objects.filter(pk=notice.pk).update(url='https://e.org/"><script>alert(1)</script>')
    assert "<script>alert" not in str(page(client, edition))


def test_page_without_a_notice_asks_no_more_often_for_it(
    client: Client,
    edition: Edition,
    writer: User,
    reviewer: User,
    editor: User,
    settings: Any,
    django_assert_num_queries: Callable[..., Any],
) -> None:
    settings.PAGE_CACHE = False
    client.get(edition.article.get_absolute_url())
    with django_assert_num_queries(9):
        client.get(edition.article.get_absolute_url())
    retract(edition)
    retract(edition, "second2020")
    with django_assert_num_queries(10):
        client.get(edition.article.get_absolute_url())


def test_edition_keeps_which_sources_it_cites(edition: Edition) -> None:
    cited = {each.source for each in edition.revision.content.references}
    assert set(edition.sources.values_list("pk", flat=True)) == cited
