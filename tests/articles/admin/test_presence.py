"""Two people on one form see each other's names."""

from datetime import timedelta

from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Presence
from tests.articles.admin.browser import page, signed_in
from tests.factories import UserFactory


def address(article: Article) -> str:
    return reverse("admin:articles_article_presence", args=[article.pk])


def others(user: User, article: Article) -> str:
    """Who else is there, as this person's form is told."""
    told: str = signed_in(user).post(address(article)).json()["others"]
    return told


def test_each_is_told_of_the_other(written: Article, writer: User, editor: User) -> None:
    assert others(writer, written) == ""
    assert others(editor, written) == f"{writer.get_full_name()} has this article open too."
    assert others(writer, written) == f"{editor.get_full_name()} has this article open too."


def test_three_people_are_named_in_one_sentence(
    written: Article, writer: User, editor: User
) -> None:
    third = UserFactory(first_name="Zoe", last_name="", groups=["Writer"])
    names = [others(user, written) for user in (writer, third, editor)]
    assert names[-1] == f"{writer.get_full_name()} and Zoe have this article open too."


def test_page_says_it_without_script_and_makes_no_row(
    written: Article, writer: User, editor: User
) -> None:
    others(writer, written)
    shown = signed_in(editor).get(page(written)).content.decode()
    assert f"{writer.get_full_name()} has this article open too." in shown
    assert not Presence.objects.filter(user=editor).exists()


def test_whoever_leaves_is_forgotten_at_once(written: Article, writer: User, editor: User) -> None:
    others(writer, written)
    signed_in(writer).post(address(written), {"left": "1"})
    assert others(editor, written) == ""
    assert not Presence.objects.filter(user=writer).exists()


def test_whoever_is_not_heard_of_counts_as_gone(
    written: Article, writer: User, editor: User
) -> None:
    others(writer, written)
    Presence.objects.update(seen_at=timezone.now() - timedelta(seconds=46))
    assert others(editor, written) == ""


def test_one_person_in_two_windows_is_one_row(written: Article, writer: User) -> None:
    assert others(writer, written) == others(writer, written) == ""
    assert Presence.objects.count() == 1


def test_ladder(written: Article, editor: User, reviewer: User) -> None:
    assert signed_in(editor).get(address(written)).status_code == 405
    missing = reverse("admin:articles_article_presence", args=[987_654])
    assert signed_in(editor).post(missing).status_code == 404
    assert signed_in(reviewer).post(address(written)).status_code == 403
    assert Client().post(address(written)).status_code == 302
    assert not Presence.objects.exists()
