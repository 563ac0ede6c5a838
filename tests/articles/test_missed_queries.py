"""Searches without an answer are counted: the words, how often, the last day; nobody."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError
from django.test import Client

from articles.models import Edition, MissedQuery
from articles.search import missed
from tests.articles.searched import shelve

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)


def counts() -> dict[str, int]:
    return dict(MissedQuery.objects.values_list("words", "count"))


def count(text: str, times: int = 1, network: str = "192.0.2.1") -> None:
    for _ in range(times):
        missed.count(text, network=network, now=NOW)


def test_search_in_vain_is_counted_and_one_that_finds_is_not(
    client: Client, edition: Edition
) -> None:
    client.get("/search/", {"q": "bagpipe lung"})
    client.get("/search/", {"q": "  Bagpipe   LUNG? "})
    client.get("/search/", {"q": "examples"})
    client.get("/search/", {"q": ""})
    assert counts() == {"bagpipe lung": 2}


def test_words_that_no_article_holds_together_count_too(client: Client, edition: Edition) -> None:
    assert "1 article" in client.get("/search/", {"q": "examples bagpipe"}).text
    assert counts() == {"examples bagpipe": 1}


def test_turning_the_pages_of_what_holds_some_of_the_words_counts_once(
    client: Client, edition: Edition
) -> None:
    shelve(edition, [f"Example number {number:02}" for number in range(14)])
    for page in (1, 2):
        soup = client.get("/search/", {"q": "example bagpipe", "page": page}).text
        assert "No article holds all of these words" in soup
    assert counts() == {"example bagpipe": 1}


def test_what_was_found_by_other_spelling_is_answered(client: Client, edition: Edition) -> None:
    assert "We found nothing for" in client.get("/search/", {"q": "exampels"}).text
    assert counts() == {}


def test_filter_head_or_suggestion_counts_nothing(client: Client, edition: Edition) -> None:
    topic = edition.article.topic
    assert topic is not None
    client.get("/search/", {"q": "bagpipe", "topic": topic.slug})
    client.head("/search/", {"q": "bagpipe"})
    client.get("/search/suggest/", {"q": "bagpipe"})
    assert counts() == {}


def test_no_more_is_kept_than_words_count_and_day() -> None:
    count("bagpipe lung")
    names = {field.name for field in MissedQuery._meta.fields} - {"id"}
    assert MissedQuery.objects.values(*names).get() == {
        "words": "bagpipe lung",
        "count": 1,
        "last_on": NOW.date(),
        "dismissed": False,
    }


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Bagpipe LUNG", "bagpipe lung"),
        ("  what’s\ta “bagpipe lung”?! ", "what’s a bagpipe lung"),
        ("ﬁbrillation", "fibrillation"),
        ("long-term use of B12", "long-term use of b12"),
        ("vitamin d 5000 iu", "vitamin d 5000 iu"),
        ("pain at night", "pain at night"),
        ("<b>bold</b>", "b bold b"),
        ("心臓", "心臓"),
    ],
)
def test_words_are_kept_in_one_form(typed: str, kept: str) -> None:
    assert missed.counted(typed) == kept


@pytest.mark.parametrize(
    "private",
    [
        "jo.bloggs@example.org",
        "jo bloggs @ gmail",
        "jo at example dot org",
        "https://example.org/me",
        "www.example.org",
        "example.co.uk",
        "020 7946 0123",
        "+44 (0)20-7946.0123",
        "nhs 999 000 0018",
        "born 01/02/1980",
        "７７００ ９００１２３",
        "LS99 9ZZ",
        "doctor near ls999zz",
        "12 Example Street",
        "12a, New Example Road",
        "word " * 30,
        "x" * 81,
        "",
        "?!",
        "\0",
    ],
)
def test_what_may_tell_of_a_person_or_is_no_question_is_not_kept(private: str) -> None:
    assert missed.counted(private) == ""
    count(private)
    assert counts() == {}


def test_one_network_can_have_only_so_many_counted() -> None:
    for number in range(40):
        count(f"bagpipe {number}")
    assert len(counts()) == 30
    count("bagpipe", network="192.0.2.2")
    assert len(counts()) == 31


def test_table_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(missed, "MOST_ROWS", 3)
    for word in ("one", "two", "three", "four", "one"):
        count(f"{word} bagpipe")
    assert counts() == {"one bagpipe": 2, "two bagpipe": 1, "three bagpipe": 1}


def test_page_comes_though_it_cannot_be_counted(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*args: object) -> None:
        raise DatabaseError("database is locked")

    monkeypatch.setattr(missed, "_count", fail)
    assert client.get("/search/", {"q": "bagpipe"}).status_code == 200
    assert "was not counted" in caplog.text
    assert "bagpipe" not in caplog.messages[0]


def test_at_night_the_rare_and_the_old_go() -> None:
    for words, times, days in (
        ("once, last week", 1, 7),
        ("once, long ago", 1, 40),
        ("often, long ago", 9, 40),
        ("often, years ago", 9, 400),
    ):
        day = NOW.date() - timedelta(days=days)
        MissedQuery.objects.create(words=words, count=times, last_on=day)
    missed.tidy(NOW)
    assert set(counts()) == {"once, last week", "often, long ago"}


def test_at_night_there_is_room_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(missed, "ROWS_AFTER_TIDYING", 2)
    for words, times, days in (("rare", 2, 0), ("old", 3, 9), ("new", 3, 1), ("common", 9, 20)):
        day = NOW.date() - timedelta(days=days)
        MissedQuery.objects.create(words=words, count=times, last_on=day)
    missed.tidy(NOW)
    assert set(counts()) == {"common", "new"}


def test_what_was_dealt_with_leaves_the_list() -> None:
    count("Bagpipe lung")
    count("something else")
    missed.settle(["bagpipe  LUNG", "hypersensitivity pneumonitis"])
    assert counts() == {"something else": 1}
