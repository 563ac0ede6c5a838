"""The page on which sources are brought in: read first, kept when ticked."""

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from articles.models import Source
from tests.articles.admin.browser import messages, signed_in
from tests.articles.admin.sources import BOOK, plug_in, unplug
from tests.factories import SourceFactory

BRING = "admin:articles_source_bring"
KEEP = "admin:articles_source_keep"
RIS = "TY  - BOOK\nTI  - {}\nPY  - 2017\nER  - \n"


@pytest.fixture(autouse=True)
def network(monkeypatch: pytest.MonkeyPatch) -> None:
    """The recorded answers."""
    plug_in(monkeypatch)


def read(client: Client, text: str = "", **more: Any) -> Any:
    return client.post(reverse(BRING), {"text": text, **more})


def rows(response: Any) -> list[str]:
    soup = BeautifulSoup(response.content, "html.parser")
    return [row.get_text(" ", strip=True) for row in soup.select("tbody tr")]


def ticked(response: Any) -> dict[str, Any]:
    """The form of the second step, as it would be sent."""
    soup = BeautifulSoup(response.content, "html.parser")
    works = soup.select_one("textarea[name=works]")
    assert works is not None
    return {
        "works": works.text,
        "take": [box["value"] for box in soup.select("input[name=take][checked]")],
    }


def keep(client: Client, response: Any, **changes: Any) -> Any:
    return client.post(reverse(KEEP), ticked(response) | changes, follow=True)


def test_page_is_linked_from_the_list(writer: User, reviewer: User) -> None:
    listed = reverse("admin:articles_source_changelist")
    assert reverse(BRING) in signed_in(writer).get(listed).content.decode()
    assert reverse(BRING) not in signed_in(reviewer).get(listed).content.decode()


def test_what_is_read_is_shown_first_and_stored_when_confirmed(writer: User) -> None:
    client = signed_in(writer)
    response = read(client, f"{BOOK}\n10.1000/example.7\n")
    assert [row.split()[-1] for row in rows(response)] == ["New", "New"]
    assert not Source.objects.exists()
    response = keep(client, response)
    assert "Added to the library: 2." in messages(response)
    assert {source.doi for source in Source.objects.all()} == {"", "10.1000/example.7"}
    assert Source.objects.get(doi="").isbn == "9780306406157"


def test_known_works_are_shown_and_not_offered(writer: User) -> None:
    SourceFactory(title="Known well", type="book", isbn="9780306406157")
    response = read(signed_in(writer), BOOK)
    assert "In the library already: Known well (2020)" in rows(response)[0]
    assert ticked(response)["take"] == []
    assert "All of it is in the library already." in response.content.decode()


def test_works_that_are_perhaps_known_are_left_to_the_editor(writer: User) -> None:
    known = SourceFactory(title="A book of tests", issued="2017", type="report", doi="")
    client = signed_in(writer)
    response = read(client, BOOK)
    assert "Perhaps the same as A book of tests (2017)" in rows(response)[0]
    assert ticked(response)["take"] == []
    keep(client, response, take=["0"])
    assert Source.objects.exclude(pk=known.pk).get().isbn == "9780306406157"


def test_only_what_is_ticked_is_kept(writer: User) -> None:
    client = signed_in(writer)
    response = read(client, RIS.format("One") + RIS.format("Two") + RIS.format("Three"))
    keep(client, response, take=["1"])
    assert [source.title for source in Source.objects.all()] == ["Two"]


def test_to_tick_nothing_is_told_and_loses_nothing(writer: User) -> None:
    client = signed_in(writer)
    response = keep(client, read(client, RIS.format("One")), take=[])
    assert "Tick at least one" in messages(response)
    assert len(rows(response)) == 1


def test_file_is_read_in_its_own_character_set(writer: User) -> None:
    file = SimpleUploadedFile("export.ris", RIS.format("Müsli").encode("cp1252"))
    assert "Müsli" in rows(read(signed_in(writer), file=file))[0]


def test_what_cannot_be_read_is_told_one_by_one_with_a_form_to_fill_in(
    writer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    unplug(monkeypatch)
    client = signed_in(writer)
    response = read(client, f"{BOOK}\nhello\n10.1000/example.7\n")
    assert len(rows(response)) == 1
    page = BeautifulSoup(response.content, "html.parser")
    told = [each.get_text(" ", strip=True) for each in page.select("li:has(b)")]
    assert "hello" in told[0]
    assert "could not be looked up (no answer)." in told[1]
    link = page.select("li:has(b) a")[1]["href"]
    form = BeautifulSoup(client.get(str(link)).content, "html.parser")
    assert form.select("#id_doi")[0]["value"] == "10.1000/example.7"


def test_work_with_an_unfit_field_comes_into_the_form(writer: User) -> None:
    client = signed_in(writer)
    text = f"TY  - BOOK\nTI  - A\nAU  - Alder, Bea\nVL  - {'x' * 50}\nER  - \n"
    page = BeautifulSoup(read(client, text).content, "html.parser")
    assert "Volume: Ensure this value has at most 40 characters" in page.select("li b")[0].text
    response = client.get(str(page.select("li:has(b) a")[0]["href"]))
    form = BeautifulSoup(response.content, "html.parser")
    assert form.select("#id_authors")[0].text.strip() == "Alder, Bea"


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({}, "Give either a text or a file."),
        ({"text": " \n "}, "Give either a text or a file."),
        ({"text": BOOK, "file": SimpleUploadedFile("a.ris", b"TY  - BOOK")}, "Give either a text"),
        ({"text": "\0"}, "Null characters are not allowed."),
        ({"file": SimpleUploadedFile("a.ris", b"")}, "Give either a text or a file."),
        ({"file": SimpleUploadedFile("a.ris", b"x" * 2_000_001)}, "More than 2 MB"),
    ],
)
def test_form_that_is_not_filled_in_is_told(writer: User, sent: Any, told: str) -> None:
    response = read(signed_in(writer), **sent)
    assert response.status_code == 200
    assert told in messages(response)


@pytest.mark.parametrize(
    "data", [b"\x00\x01", b"%PDF-1.7\x00", b"\xff\xfe", b"[" * 100_000, b"@a{" * 3000, b"[]"]
)
def test_odd_file_is_told_and_breaks_nothing(writer: User, data: bytes) -> None:
    response = read(signed_in(writer), file=SimpleUploadedFile("a.ris", data))
    assert response.status_code == 200
    assert rows(response) == []


@pytest.mark.parametrize(
    ("works", "take"),
    [
        ("", ["0"]),
        ("[", ["0"]),
        ("\0", ["0"]),
        ('[{"title": "A"}]', ["-1", "x", "9" * 30, "²", "\0", "1"]),
        ('[{"title": 3.5}]', ["0"]),
        (json.dumps([{"title": "x" * 600}]), ["0"]),
    ],
)
def test_forged_second_step_stores_nothing(writer: User, works: str, take: list[str]) -> None:
    response = signed_in(writer).post(reverse(KEEP), {"works": works, "take": take})
    assert response.status_code == 200
    assert not Source.objects.exists()


def test_html_in_a_work_is_shown_as_text(writer: User) -> None:
    client = signed_in(writer)
    text = json.dumps([{"title": "<script>alert(1)</script></textarea>", "type": "book"}])
    response = read(client, text)
    assert b"<script>alert" not in response.content
    assert "<script>alert(1)</script></textarea>" in rows(response)[0]


def test_confirming_twice_keeps_one(writer: User) -> None:
    client = signed_in(writer)
    response = read(client, BOOK)
    keep(client, response)
    assert "Added to the library: 0." in messages(keep(client, response))
    assert Source.objects.count() == 1


def test_ladder(writer: User, reviewer: User, outsider: User) -> None:
    assert signed_in(writer).get(reverse(BRING)).status_code == 200
    assert signed_in(writer).put(reverse(BRING)).status_code == 405
    assert signed_in(writer).get(reverse(KEEP)).status_code == 405
    for person in (reviewer, outsider):
        client = signed_in(person)
        assert client.get(reverse(BRING)).status_code == 403
        assert read(client, BOOK).status_code == 403
        assert client.post(reverse(KEEP), {"works": "[]"}).status_code == 403
    assert Client().get(reverse(BRING)).status_code == 302


def test_queries_do_not_grow_with_the_works(
    writer: User, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(writer)
    client.get(reverse(BRING))
    with django_assert_max_num_queries(12) as few:
        read(client, RIS.format("Only one"))
    text = "".join(RIS.format(f"Number {place}") for place in range(30))
    with django_assert_max_num_queries(len(few)):
        assert len(rows(read(client, text))) == 30
