from datetime import date
from typing import Any

import httpx
import pytest
from django.contrib.auth.models import User

from articles import sourcing
from articles.findings import Refused
from articles.models import Source
from articles.sources.entries import Unread
from articles.sourcing import Brought
from tests.articles.sources import recorded
from tests.factories import SourceFactory

TODAY = date(2026, 11, 24)
BOOK = "Alder B. A book of tests. 4th ed. Leeds: Oak Press; 2017. ISBN 978-0-306-40615-7."
RIS = """TY  - JOUR
TI  - Do examples help?
AU  - Alder, Bea
PY  - 2020
DO  - 10.1000/example.7
ER  -

TY  - JOUR
PY  - 2020
ER  -
"""


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The recorded answers; the addresses that are asked for."""
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return recorded.answer(request)

    monkeypatch.setattr(sourcing, "transport", lambda: httpx.MockTransport(answer))
    return asked


@pytest.fixture
def unplugged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """No network; the addresses that are asked for all the same."""
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return recorded.unplugged(request)

    monkeypatch.setattr(sourcing, "transport", lambda: httpx.MockTransport(answer))
    return asked


def brought(entry: Brought | Unread) -> Brought:
    assert isinstance(entry, Brought), entry.reason
    return entry


def reason(entry: Any) -> str:
    assert isinstance(entry, Unread)
    return entry.reason


def test_work_is_looked_up_and_stored(writer: User, network: list[str]) -> None:
    [entry] = sourcing.fetch("https://doi.org/10.1000/EXAMPLE.7", by=writer)
    source = Source.objects.get()
    assert brought(entry).source == source
    assert (source.doi, source.title) == (
        "10.1000/example.7",
        "Do examples help? A made-up trial",
    )
    assert not brought(entry).known


def test_work_that_the_library_has_is_found_and_not_changed(
    writer: User, network: list[str]
) -> None:
    known = SourceFactory(doi="10.1000/example.7", title="Our own title")
    [entry] = sourcing.fetch("10.1000/example.7", by=writer)
    assert (brought(entry).source, brought(entry).known) == (known, True)
    assert Source.objects.get().title == "Our own title"


def test_page_is_looked_up_with_the_day_and_the_passage(writer: User, network: list[str]) -> None:
    address = "https://example.org/cramps?fbclid=x#:~:text=a%20passage"
    [entry] = sourcing.fetch(address, by=writer, today=TODAY)
    assert (brought(entry).read.accessed, brought(entry).read.passage) == (TODAY, "a passage")
    assert brought(entry).source.url == "https://example.org/cramps"


def test_server_is_told_who_asks(
    writer: User, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.LOOKUP_USER_AGENT = "The library (mailto:us@example.org)"
    told: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        told.append(request.headers["user-agent"])
        return recorded.answer(request)

    monkeypatch.setattr(sourcing, "transport", lambda: httpx.MockTransport(answer))
    sourcing.read("10.1000/example.7", by=writer)
    assert set(told) == {"The library (mailto:us@example.org)"}


def test_file_is_read_entry_by_entry(writer: User, network: list[str]) -> None:
    first, second = sourcing.fetch(RIS, by=writer)
    assert brought(first).source.title == "Do examples help?"
    assert reason(second) == "It has no title."
    assert network == []


def test_identifiers_and_references_may_stand_together(writer: User, network: list[str]) -> None:
    page, book, unknown = sourcing.fetch(
        f"https://example.org/cramps\n{BOOK}\nPMID 99\n", by=writer
    )
    assert brought(page).source.type == Source.Type.WEB_PAGE
    assert brought(book).source.type == Source.Type.BOOK
    assert reason(unknown) == "PMID 99 could not be looked up: PubMed does not know it."


def test_reading_stores_nothing(writer: User, network: list[str]) -> None:
    assert len(sourcing.read(f"{BOOK}\n10.1000/example.7", by=writer)) == 2
    assert not Source.objects.exists()


def test_without_network_that_is_said_and_soon_nobody_is_asked_any_more(
    writer: User, unplugged: list[str]
) -> None:
    entries = sourcing.read("10.1000/a\nPMID 1\nhttps://example.org/", by=writer)
    assert [reason(entry) for entry in entries] == [
        "DOI 10.1000/a could not be looked up (no answer).",
        "PMID 1 could not be looked up (no answer).",
        "https://example.org/ could not be looked up (no answer).",
    ]
    assert len(unplugged) == 2


def test_private_address_is_not_visited(writer: User) -> None:
    """With the real transport."""
    [entry] = sourcing.read("http://127.0.0.1:8000/admin/", by=writer)
    assert reason(entry).endswith("could not be looked up: 127.0.0.1 is not a public address.")


def test_ten_identifiers_are_looked_up_at_once(writer: User, network: list[str]) -> None:
    entries = sourcing.read("PMID 1234567\n" * 11, by=writer)
    assert [isinstance(entry, Unread) for entry in entries] == [False] * 10 + [True]
    assert len(network) == 10


def test_field_that_is_too_long_is_said_so(writer: User) -> None:
    [entry] = sourcing.read(f"TY  - BOOK\nTI  - {'x' * 501}\nER  - \n", by=writer)
    assert reason(entry).startswith("Title: Ensure this value has at most 500 characters")


@pytest.mark.parametrize("text", ["", "hello", "\0", "x" * 100_000, "²" * 50, "PMID 0", "10.1/\0"])
def test_odd_text_brings_nothing_in(writer: User, network: list[str], text: str) -> None:
    assert all(isinstance(entry, Unread) for entry in sourcing.fetch(text, by=writer))
    assert not Source.objects.exists()


def test_reviewers_and_outsiders_bring_nothing_in(reviewer: User, outsider: User) -> None:
    for person in (reviewer, outsider):
        with pytest.raises(Refused) as refused:
            sourcing.fetch(BOOK, by=person)
        assert refused.value.codes == ["not-allowed"]
    assert not Source.objects.exists()


def test_queries_do_not_grow_with_the_entries(writer: User, django_assert_num_queries: Any) -> None:
    text = "\n".join(f"Alder B. Book {place}. Leeds: Oak; 2017." for place in range(40))
    sourcing.fetch(text, by=writer)
    writer = User.objects.get(pk=writer.pk)
    with django_assert_num_queries(7):
        assert all(brought(entry).known for entry in sourcing.fetch(text, by=writer))
