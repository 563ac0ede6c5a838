"""Editors teach the checks commercial sites and words; what cannot be one is refused in words."""

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.urls import reverse

from articles.models import CommercialHost, KnownWord, Topic
from tests.articles.admin.browser import messages, signed_in
from tests.articles.migrated import commercial_hosts
from tests.factories import TopicFactory

HOSTS = "admin:articles_commercialhost"
WORDS = "admin:articles_knownword"


@pytest.mark.parametrize(
    "given",
    [
        "advert.example",
        "  Advert.Example ",
        "www.advert.example",
        "https://www.advert.example/health/cramp?utm_source=x#top",
        "http://advert.example:8080",
        "advert.example/health",
        "//advert.example.",
        "https://advert.example/" + "a" * 1000,
    ],
)
def test_host_is_taken_from_whatever_address_it_is_given_in(editor: User, given: str) -> None:
    response = signed_in(editor).post(reverse(f"{HOSTS}_add"), {"host": given}, follow=True)
    assert "added successfully" in messages(response)
    assert CommercialHost.objects.filter(host="advert.example").count() == 1


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("", "This field is required."),
        ("nonsense", "Give the name of a website"),
        ("two words.example", "Give the name of a website"),
        ("https://[::1", "Give the name of a website"),
        ("192.168.0.1", "Give the name of a website"),
        ("-a.example", "Give the name of a website"),
        ("co.uk", "All sorts of websites end in co.uk"),
        ("https://www.nhs.uk/conditions/", "All sorts of websites end in nhs.uk"),
        ("a\0.example", "Null characters are not allowed."),
        ("x" * 100_000, "at most 2000 characters"),
        ("healthline.com", "already exists"),
    ],
)
def test_what_is_no_new_site_is_refused_in_words(editor: User, given: str, told: str) -> None:
    before = CommercialHost.objects.count()
    response = signed_in(editor).post(reverse(f"{HOSTS}_add"), {"host": given})
    assert response.status_code == 200
    assert told in messages(response)
    assert CommercialHost.objects.count() == before


@pytest.mark.parametrize(
    ("given", "kept"),
    [("Dantrolene", "dantrolene"), ("  Raynaud’s ", "raynaud"), ("Ménière", "ménière")],
)
def test_word_is_kept_as_it_is_looked_up(editor: User, given: str, kept: str) -> None:
    signed_in(editor).post(reverse(f"{WORDS}_add"), {"word": given})
    assert KnownWord.objects.get().word == kept


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("", "This field is required."),
        ("two words", "Give one word"),
        ("self-care", "Give one word"),
        ("b12", "Give one word"),
        ("’s", "Give one word"),
        ("a\0b", "Null characters are not allowed."),
        ("x" * 100_000, "at most 60 characters"),
    ],
)
def test_what_is_no_word_is_refused_in_words(editor: User, given: str, told: str) -> None:
    response = signed_in(editor).post(reverse(f"{WORDS}_add"), {"word": given})
    assert response.status_code == 200
    assert told in messages(response)
    assert not KnownWord.objects.exists()


def test_word_is_taught_once(editor: User) -> None:
    KnownWord.objects.create(word="dantrolene")
    response = signed_in(editor).post(reverse(f"{WORDS}_add"), {"word": "DANTROLENE"})
    assert "already exists" in messages(response)


def test_editor_changes_and_removes_what_is_listed(editor: User) -> None:
    client, word = signed_in(editor), KnownWord.objects.create(word="dantrolen")
    client.post(reverse(f"{WORDS}_change", args=[word.pk]), {"word": "dantrolene"})
    assert KnownWord.objects.get().word == "dantrolene"
    assert client.get(reverse(f"{WORDS}_delete", args=[word.pk])).status_code == 200
    assert KnownWord.objects.exists()
    client.post(reverse(f"{WORDS}_delete", args=[word.pk]), {"post": "yes"})
    assert not KnownWord.objects.exists()


def test_lists_are_read_by_the_staff_and_written_by_editors(
    writer: User, reviewer: User, outsider: User
) -> None:
    host = CommercialHost.objects.create(host="advert.example")
    change, delete = (reverse(f"{HOSTS}_{page}", args=[host.pk]) for page in ("change", "delete"))
    for person in (writer, reviewer):
        client = signed_in(person)
        assert client.get(reverse(f"{HOSTS}_changelist")).status_code == 200
        assert client.get(change).status_code == 200
        assert client.post(change, {"host": "other.example"}).status_code == 403
        assert client.post(delete, {"post": "yes"}).status_code == 403
        assert client.get(reverse(f"{HOSTS}_add")).status_code == 403
    for page in (reverse(f"{HOSTS}_changelist"), change, delete):
        assert signed_in(outsider).get(page).status_code == 403
        assert signed_in(outsider).post(page).status_code == 403
    assert CommercialHost.objects.filter(host="advert.example").exists()


def test_missing_row_and_odd_questions_are_answered_kindly(editor: User) -> None:
    client = signed_in(editor)
    missing = client.get(reverse(f"{HOSTS}_change", args=[987654321]), follow=True)
    assert "doesn’t exist" in messages(missing)
    for query in ({"q": "\0"}, {"q": "x" * 5000}, {"o": "99"}, {"p": "-1"}):
        listed = client.get(reverse(f"{HOSTS}_changelist"), query, follow=True)
        assert listed.status_code == 200


def test_queries_of_the_list_do_not_grow(editor: User, django_assert_max_num_queries: Any) -> None:
    client = signed_in(editor)
    with django_assert_max_num_queries(9) as few:
        client.get(reverse(f"{WORDS}_changelist"))
    KnownWord.objects.bulk_create(KnownWord(word=f"word{'a' * length}") for length in range(40))
    with django_assert_max_num_queries(len(few)):
        client.get(reverse(f"{WORDS}_changelist"))


def test_new_library_knows_some_commercial_hosts(db: None) -> None:
    assert set(CommercialHost.objects.values_list("host", flat=True)) == commercial_hosts()
    assert {"healthline.com", "menopausenaturalsolutions.com"} < commercial_hosts()
    assert len(commercial_hosts()) >= 40


def test_their_migration_goes_back_and_forth_and_leaves_others_alone(db: None) -> None:
    CommercialHost.objects.create(host="advert.example")
    migration = import_module("articles.migrations.0005_bring_commercial_hosts")
    migration.remove(apps, None)
    assert CommercialHost.objects.get().host == "advert.example"
    for _ in range(2):
        migration.bring(apps, None)
        assert CommercialHost.objects.count() == len(commercial_hosts()) + 1


def ages(youngest: str, oldest: str) -> dict[str, str]:
    return {
        "name": "Sleep",
        "slug": "sleep",
        "position": "0",
        "review_interval_months": "24",
        "reading_age_from": youngest,
        "reading_age_to": oldest,
    }


def test_topics_ages_are_a_range(editor: User) -> None:
    client = signed_in(editor)
    page = reverse("admin:articles_topic_add")
    response = client.post(page, ages("12", "9"))
    assert "Readers from 12 on cannot be 9 at most: swap the ages." in messages(response)
    assert not Topic.objects.filter(name="Sleep").exists()
    client.post(page, ages("9", "9"))
    assert Topic.objects.filter(name="Sleep", reading_age_to=9).exists()


@pytest.mark.parametrize("bad", ["", "-1", "x", "9" * 400, "1.5"])
def test_age_that_is_none_is_a_form_error(editor: User, bad: str) -> None:
    topic = TopicFactory()
    response = signed_in(editor).post(
        reverse("admin:articles_topic_change", args=[topic.pk]), ages("9", bad)
    )
    assert response.status_code == 200
    topic.refresh_from_db()
    assert topic.reading_age_to == 11
