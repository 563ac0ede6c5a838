"""Editors answer a notice for each article that it concerns."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from articles.models import Edition, Notice, NoticeAnswer
from tests.articles.admin.browser import fields, messages, signed_in
from tests.factories import published


@pytest.fixture
def notice(edition: Edition) -> Notice:
    """A retraction of what the edition cites."""
    return Notice.objects.create(
        source=edition.sources.order_by("pk")[0],
        kind="retraction",
        identifier="10.1000/notice",
        url="https://doi.org/10.1000/notice",
        found_at=timezone.now(),
    )


def page(notice: Notice) -> str:
    return reverse("admin:articles_notice_change", args=[notice.pk])


def answering(notice: Notice, edition: Edition) -> str:
    return reverse("admin:articles_notice_answer", args=[notice.pk, edition.article.pk])


def test_notice_names_the_articles_that_it_concerns(
    notice: Notice, edition: Edition, editor: User
) -> None:
    shown = signed_in(editor).get(page(notice)).content.decode()
    assert str(edition.article) in shown
    assert "the live edition" in shown
    assert f'<a href="{answering(notice, edition)}">' in shown
    assert '<a href="https://doi.org/10.1000/notice" rel="external">' in shown


def test_editor_answers_with_a_reason(notice: Notice, edition: Edition, editor: User) -> None:
    client, address = signed_in(editor), answering(notice, edition)
    sent = fields(client.get(address)) | {"reason": "Cited as an example of one."}
    response = client.post(address, sent, follow=True)
    assert "Answered for" in messages(response)
    answer = NoticeAnswer.objects.get()
    assert (answer.answered_by, answer.reason) == (editor, "Cited as an example of one.")
    assert "Cited as an example of one." in response.content.decode()
    again = client.get(address).content.decode()
    assert "<textarea" not in again
    assert "Cited as an example of one." in again


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("", "This field is required"),
        (" \n ", "This field is required"),
        ("\0", "Null characters"),
        ("x" * 100_000, "at most 5000"),
    ],
)
def test_bad_reason_is_a_form_error(
    notice: Notice, edition: Edition, editor: User, reason: str, told: str
) -> None:
    response = signed_in(editor).post(answering(notice, edition), {"reason": reason})
    assert told in messages(response)
    assert not NoticeAnswer.objects.exists()


def test_two_answers_at_once_are_one(notice: Notice, edition: Edition, editor: User) -> None:
    client = signed_in(editor)
    client.post(answering(notice, edition), {"reason": "First."})
    response = client.post(answering(notice, edition), {"reason": "Second."}, follow=True)
    assert NoticeAnswer.objects.get().reason == "First."
    assert "First." in response.content.decode()


def test_answers_are_editors_alone(
    notice: Notice, edition: Edition, writer: User, reviewer: User, outsider: User
) -> None:
    for person in (writer, reviewer, outsider):
        for send in (signed_in(person).get, signed_in(person).post):
            assert send(answering(notice, edition)).status_code == 403
    assert "an editor gives it" in signed_in(writer).get(page(notice)).content.decode()


def test_answer_page_is_of_a_notice_and_an_article_that_it_concerns(
    notice: Notice, edition: Edition, writer: User, reviewer: User, editor: User
) -> None:
    other = published(writer, reviewer, editor)
    client = signed_in(editor)
    assert client.get(answering(notice, other)).status_code == 404
    assert client.get(reverse("admin:articles_notice_answer", args=[987, 1])).status_code == 404
    huge = reverse("admin:articles_notice_answer", args=[notice.pk, 10**30])
    assert client.get(huge).status_code == 404
    assert client.delete(answering(notice, edition)).status_code == 405


def test_list_shows_what_waits_for_an_answer(
    notice: Notice, edition: Edition, editor: User
) -> None:
    client, listed = signed_in(editor), reverse("admin:articles_notice_changelist")

    def waiting() -> bool:
        return str(notice.source) in client.get(listed, {"answer": "missing"}).content.decode()

    assert waiting()
    client.post(answering(notice, edition), {"reason": "So."})
    assert not waiting()
    assert str(notice.source) in client.get(listed).content.decode()


def test_notices_are_never_written_by_hand(notice: Notice, superuser: User) -> None:
    client = signed_in(superuser)
    assert client.get(reverse("admin:articles_notice_add")).status_code == 403
    assert client.post(page(notice), {"kind": "correction"}).status_code == 403


def test_queries_of_a_notice_do_not_grow(
    edition: Edition,
    notice: Notice,
    writer: User,
    reviewer: User,
    editor: User,
    django_assert_max_num_queries: Any,
) -> None:
    client = signed_in(editor)
    with django_assert_max_num_queries(12) as few:
        client.get(page(notice))
    for _ in range(3):
        published(writer, reviewer, editor, references=edition.revision.content.references)
    with django_assert_max_num_queries(len(few)):
        client.get(page(notice))
