"""What the editor's plugin asks."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Notice, Source
from tests.articles.admin.browser import signed_in
from tests.articles.admin.sources import BOOK, plug_in, unplug
from tests.factories import SourceFactory

PICK = "admin:articles_source_pick"
FETCH = "admin:articles_source_fetch"


@pytest.fixture(autouse=True)
def network(monkeypatch: pytest.MonkeyPatch) -> None:
    """The recorded answers."""
    plug_in(monkeypatch)


def picked(user: User, text: str) -> list[str]:
    response = signed_in(user).get(reverse(PICK), {"q": text})
    assert response.status_code == 200
    return [source["text"] for source in response.json()["sources"]]


def fetch(user: User, text: str) -> Any:
    return signed_in(user).post(reverse(FETCH), {"text": text})


def test_source_is_offered_as_it_is_printed_with_a_key(writer: User) -> None:
    source = SourceFactory(title="Do examples help?", doi="10.1000/abc")
    response = signed_in(writer).get(reverse(PICK), {"q": "examples"})
    assert response.json() == {
        "sources": [
            {
                "id": source.pk,
                "key": "example2020",
                "text": "Example A. Do examples help? J Examples. 2020 May. doi: 10.1000/abc.",
                "warning": "",
            }
        ]
    }
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    "text",
    [
        "help",
        "HELP examples",
        "examples 10.1000/ABC",
        "https://doi.org/10.1000/abc",
        "PMID: 123",
        "PMC 456",
        "978-0-306-40615-7",
        "Müller",
        "j examples",
        "example.org/work",
        "https://example.org/work#:~:text=words",
    ],
)
def test_source_is_found_by_its_words_and_identifiers(writer: User, text: str) -> None:
    SourceFactory(
        title="Do examples help?",
        authors=[{"family": "Müller", "given": "Ann"}],
        doi="10.1000/abc",
        pmid="123",
        pmcid="PMC456",
        isbn="9780306406157",
        url="https://example.org/work",
    )
    SourceFactory(title="Something else", container_title="BMJ")
    [found] = picked(writer, text)
    assert "Do examples help?" in found


def test_retracted_source_is_offered_with_a_warning(writer: User) -> None:
    source = SourceFactory()
    for kind in (Notice.Kind.CORRECTION, Notice.Kind.CONCERN, Notice.Kind.RETRACTION):
        Notice.objects.create(source=source, kind=kind, found_at=timezone.now())
    response = signed_in(writer).get(reverse(PICK))
    assert response.json()["sources"][0]["warning"] == "Retracted"


def test_at_most_20_are_offered_in_three_queries(
    writer: User, django_assert_max_num_queries: Any
) -> None:
    SourceFactory.create_batch(5)
    client = signed_in(writer)
    with django_assert_max_num_queries(10) as few:
        client.get(reverse(PICK), {"q": "study"})
    SourceFactory.create_batch(25)
    with django_assert_max_num_queries(len(few)):
        response = client.get(reverse(PICK), {"q": "study"})
    assert len(response.json()["sources"]) == 20


@pytest.mark.parametrize("text", ["\0", "x" * 100_000, "a " * 50_000, "%_\\'\"", "²", "10.1/\0"])
def test_odd_words_find_nothing_or_all(writer: User, text: str) -> None:
    SourceFactory()
    assert len(picked(writer, text)) <= 1


def test_pick_ladder(writer: User, reviewer: User, outsider: User) -> None:
    assert signed_in(reviewer).get(reverse(PICK)).json() == {"sources": []}
    assert signed_in(writer).post(reverse(PICK)).status_code == 405
    assert signed_in(outsider).get(reverse(PICK)).status_code == 403
    assert Client().get(reverse(PICK)).status_code == 302


def test_doi_is_fetched_and_stored(writer: User) -> None:
    response = fetch(writer, "10.1000/example.7")
    source = Source.objects.get()
    assert response.status_code == 200
    assert response.json() == {
        "sources": [
            {
                "id": source.pk,
                "key": "alder2020",
                "text": "Alder B; Example Study Group. Do examples help? A made-up trial. Journal"
                " of Examples. 2020 Mar 5;12(3):100-10. doi: 10.1000/example.7.",
                "warning": "",
                "known": False,
                "accessed": "",
                "passage": "",
            }
        ],
        "unread": [],
    }
    assert fetch(writer, "doi:10.1000/EXAMPLE.7").json()["sources"][0]["known"] is True
    assert Source.objects.count() == 1


def test_page_is_fetched_with_the_day_and_the_passage(writer: User) -> None:
    [source] = fetch(writer, "https://example.org/cramps#:~:text=a%20passage").json()["sources"]
    assert source["accessed"] == timezone.localdate().isoformat() >= date(2026, 1, 1).isoformat()
    assert source["passage"] == "a passage"


def test_file_of_references_is_fetched_as_far_as_it_can_be_read(writer: User) -> None:
    answer = fetch(writer, "TY  - BOOK\nTI  - A\nER  -\nTY  - BOOK\nER  -\n").json()
    assert [source["text"] for source in answer["sources"]] == ["A."]
    assert answer["unread"] == ["It has no title."]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (
            "PMID 99",
            "PMID 99 could not be looked up: PubMed does not know it. Fill in the form by hand.",
        ),
        (
            "",
            "Give a DOI, PMID, ISBN or address, a reference, or the text of a file of references.",
        ),
        ("hello", "It is no reference: it has neither a date nor an address nor an identifier."),
        ("\0", "This is no text: it holds control characters."),
        ("x" * 100_000, "It is too long for a reference."),
        ("https://user:secret@example.org/", "the address holds a user name"),
    ],
)
def test_what_is_nothing_is_refused_in_words(writer: User, text: str, error: str) -> None:
    response = fetch(writer, text)
    assert response.status_code == 422
    assert error in response.json()["error"]
    assert not Source.objects.exists()


def test_without_network_the_form_is_left(writer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    unplug(monkeypatch)
    response = fetch(writer, "10.1000/example.7")
    assert response.status_code == 422
    assert response.json() == {
        "error": "DOI 10.1000/example.7 could not be looked up (no answer)."
        " Fill in the form by hand."
    }


def test_fetch_ladder(writer: User, reviewer: User, outsider: User) -> None:
    assert signed_in(writer).get(reverse(FETCH)).status_code == 405
    for person in (reviewer, outsider):
        assert fetch(person, BOOK).status_code == 403
    assert Client().post(reverse(FETCH), {"text": BOOK}).status_code == 302
    forged = Client(enforce_csrf_checks=True)
    forged.force_login(writer)
    assert forged.post(reverse(FETCH), {"text": BOOK}).status_code == 403
    assert not Source.objects.exists()
