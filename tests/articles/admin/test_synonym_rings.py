"""Editors keep the rings of synonyms; what cannot be one is refused in words."""

from importlib import import_module
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from articles.admin.synonym_ring import SynonymRingForm
from articles.models import Edition, MissedQuery, SynonymRing
from tests.articles.admin.browser import messages, signed_in

RINGS = "admin:articles_synonymring"
ADD = "/admin/articles/synonymring/add/"


@pytest.fixture(autouse=True)
def _no_rings_yet(db: None) -> None:
    SynonymRing.objects.all().delete()


def add(who: User, terms: str) -> Any:
    return signed_in(who).post(ADD, {"terms": terms}, follow=True)


def test_ring_makes_readers_find_the_other_word(
    editor: User, edition: Edition, client: Client
) -> None:
    assert edition.title not in client.get("/search/", {"q": "specimens"}).text
    response = add(editor, "specimens\n\n examples  \n")
    assert "added successfully" in messages(response)
    assert SynonymRing.objects.get().terms == "specimens\nexamples"
    page = client.get("/search/", {"q": "specimens"}).text
    assert edition.article.get_absolute_url() in page
    assert "We searched for <b>examples</b> too" in page


def test_form_gives_an_example(editor: User) -> None:
    page = signed_in(editor).get(ADD).text
    assert "One term a line" in page
    assert "heart attack<br>myocardial infarction" in page


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("", "This field is required."),
        ("heart attack", "A ring needs two terms that differ"),
        ("heart attack\nHeart  attack\n", "A ring needs two terms that differ"),
        ("heart attack\n???", "has no letters or digits"),
        ("heart attack\n" + "long " * 30, "is too long"),
        ("\n".join(f"term {letter}" for letter in "abcdefghijklmnop"), "at most 12 terms"),
        ("a\0b\nc", "Null characters are not allowed."),
        ("x" * 100_000, "at most 2000 characters"),
    ],
)
def test_what_is_no_ring_is_refused_in_words(editor: User, given: str, told: str) -> None:
    response = add(editor, given)
    assert response.status_code == 200
    assert told in messages(response)
    assert not SynonymRing.objects.exists()


def test_term_of_another_ring_is_refused_and_that_one_named(editor: User) -> None:
    ring = SynonymRing.objects.create(terms="heart attack\nmyocardial infarction")
    response = add(editor, "MI\nHeart attacks")
    told = "“Heart attacks” stands in another ring: heart attack = myocardial infarction."
    assert told in messages(response)
    assert SynonymRing.objects.count() == 1
    change = reverse(f"{RINGS}_change", args=[ring.pk])
    sent = {"terms": "heart attack\nmyocardial infarction\nMI"}
    assert "changed successfully" in messages(signed_in(editor).post(change, sent, follow=True))
    assert SynonymRing.objects.get().terms.endswith("\nMI")


def test_each_term_leads_to_what_readers_find(editor: User) -> None:
    ring = SynonymRing.objects.create(terms="heart attack\nmyocardial infarction")
    client = signed_in(editor)
    for url in (reverse(f"{RINGS}_change", args=[ring.pk]), reverse(f"{RINGS}_changelist")):
        soup = BeautifulSoup(client.get(url).content, "html.parser")
        link = soup.select_one('a[href="/search/?q=heart+attack"]')
        assert link is not None, url
        assert link.get_text() == "heart attack"


def test_ring_settles_the_search_that_it_was_made_for(editor: User) -> None:
    for words in ("heart attack", "bagpipe"):
        MissedQuery.objects.create(words=words, last_on="2026-11-20")
    add(editor, "Heart attack\nmyocardial infarction")
    assert MissedQuery.objects.get().words == "bagpipe"


def test_rings_are_searched_changed_and_removed(editor: User) -> None:
    ring = SynonymRing.objects.create(terms="heart attack\nmyocardial infarction")
    SynonymRing.objects.create(terms="tummy\nabdomen")
    client = signed_in(editor)
    listed = client.get(reverse(f"{RINGS}_changelist"), {"q": "infarction"}).text
    assert "heart attack = myocardial infarction" in listed
    assert "tummy" not in listed
    delete = reverse(f"{RINGS}_delete", args=[ring.pk])
    assert client.get(delete).status_code == 200
    assert SynonymRing.objects.count() == 2
    client.post(delete, {"post": "yes"})
    assert SynonymRing.objects.get().terms == "tummy\nabdomen"


def test_rings_are_read_by_the_staff_and_written_by_editors(
    writer: User, reviewer: User, outsider: User, moderator: User
) -> None:
    ring = SynonymRing.objects.create(terms="heart attack\nmyocardial infarction")
    change, delete = (reverse(f"{RINGS}_{page}", args=[ring.pk]) for page in ("change", "delete"))
    for person in (writer, reviewer):
        client = signed_in(person)
        assert client.get(reverse(f"{RINGS}_changelist")).status_code == 200
        assert client.get(change).status_code == 200
        assert client.post(change, {"terms": "a cold\na cough"}).status_code == 403
        assert client.post(delete, {"post": "yes"}).status_code == 403
        assert client.get(ADD).status_code == 403
    for person in (outsider, moderator):
        for page in (reverse(f"{RINGS}_changelist"), change, delete, ADD):
            assert signed_in(person).get(page).status_code == 403
    assert SynonymRing.objects.get().terms == "heart attack\nmyocardial infarction"


def test_missing_ring_and_odd_questions_are_answered_kindly(editor: User) -> None:
    client = signed_in(editor)
    missing = client.get(reverse(f"{RINGS}_change", args=[987654321]), follow=True)
    assert "doesn’t exist" in messages(missing)
    for query in ({"q": "\0"}, {"q": "x" * 5000}, {"o": "99"}, {"terms": "\0"}):
        assert client.get(reverse(f"{RINGS}_changelist"), query, follow=True).status_code == 200
    assert client.get(ADD, {"terms": "<b>\0" * 900}).status_code == 200


def test_queries_of_the_list_do_not_grow(editor: User, django_assert_max_num_queries: Any) -> None:
    client = signed_in(editor)
    with django_assert_max_num_queries(9) as few:
        client.get(reverse(f"{RINGS}_changelist"))
    asked = len(few)
    SynonymRing.objects.bulk_create(
        SynonymRing(terms=f"one{number}\ntwo{number}") for number in range(40)
    )
    with django_assert_max_num_queries(asked):
        client.get(reverse(f"{RINGS}_changelist"))


def test_rings_of_a_new_library_are_such_as_the_form_takes(editor: User) -> None:
    migration = import_module("articles.migrations.0008_bring_first_synonyms")
    brought = migration.rings()
    assert brought
    SynonymRing.objects.bulk_create(SynonymRing(terms=terms) for terms in brought)
    for ring in SynonymRing.objects.all():
        form = SynonymRingForm({"terms": ring.terms}, instance=ring)
        assert form.is_valid(), form.errors
