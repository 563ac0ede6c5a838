"""What the form of a reply takes, what it says of the rest, and how it stands in a page."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Edition
from comments import moderation
from comments.forms import CommentForm
from comments.models import Comment
from tests.comments.posting import REPLY, errors, typed
from tests.factories import CommentFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"body": ""}, "Write your reply."),
        ({"body": " \n\t "}, "Write your reply."),
        ({"body": "\x00\x00"}, "Write your reply."),
        ({"body": "x" * 5001}, "Your reply is 1 character too long. Shorten it to 5,000 or fewer."),
        ({"body": "x" * 100_000}, "Your reply is 95,000 characters too long."),
        ({"name": ""}, "Give the name that will stand above your reply."),
        ({"name": "x" * 81}, "at most 80 characters"),
        ({"name": "\x00"}, "Give the name that will stand above your reply."),
        ({"name": "kim@example.org"}, "Give only a name here"),
        ({"name": "Kim https://spam.example"}, "Give only a name here"),
        ({"name": "www.spam.example"}, "Give only a name here"),
        ({"name": "cheap-pills.com"}, "Give only a name here"),
        ({"name": "Kim 07700 900123"}, "Give only a name here"),
        ({"email": ""}, "Give your email address. It will not be published."),
        ({"email": "kim"}, "Give an email address such as name@example.org."),
        ({"email": "kim@example.org\nBcc: all@example.org"}, "Give an email address such as"),
        ({"email": f"{'k' * 300}@example.org"}, "at most 254 characters"),
    ],
)
def test_form_says_what_to_do_and_keeps_what_was_typed(
    client: Client, url: str, wrong: dict[str, str], words: str
) -> None:
    response = client.post(url, REPLY | wrong)
    assert response.status_code == 422
    (error,) = errors(response)
    assert words in error
    (name, value), *_ = wrong.items()
    # Of what nobody sees nothing comes back.
    assert typed(response)[name] == " ".join(value.replace("\0", "").split())
    assert not Comment.objects.exists()


def test_empty_form_names_every_field(client: Client, url: str) -> None:
    assert errors(client.post(url, {})) == [
        "Write your reply.",
        "Give the name that will stand above your reply.",
        "Give your email address. It will not be published.",
    ]


@pytest.mark.parametrize("name", ["J. R. R. Tolkien", "St.John O'Neil", "Dr. Ng", "علي", "李", "X"])
def test_name_of_a_person_is_taken(client: Client, url: str, name: str) -> None:
    assert client.post(url, REPLY | {"name": name}).status_code == 302
    assert Comment.objects.get().name == name


@pytest.mark.parametrize(
    ("body", "stored"),
    [
        ("💥" * 5000, "💥" * 5000),
        ("one\r\n\r\ntwo", "one\n\ntwo"),
        ("<script>alert(1)</script> & {{ x }}", "<script>alert(1)</script> & {{ x }}"),
        ("a\x00b", "ab"),
    ],
)
def test_unusual_text_is_taken_as_it_is(client: Client, url: str, body: str, stored: str) -> None:
    assert client.post(url, REPLY | {"body": body}).status_code == 302
    assert Comment.objects.get().body == stored


@pytest.mark.parametrize("field", ["body", "name", "email", "parent", "notify", "website", "seen"])
def test_nul_in_any_field_crashes_nothing(client: Client, url: str, field: str) -> None:
    response = client.post(url, REPLY | {field: "a\x00b"})
    assert response.status_code in {302, 422}
    assert "\x00" not in response.text
    assert all("\x00" not in f"{each.body}{each.name}" for each in Comment.objects.all())


def test_what_was_typed_comes_back_as_text(client: Client, url: str) -> None:
    hostile = '"><script>alert(1)</script></textarea>'
    fields = ["body", "name", "email", "parent", "notify", "seen", "website"]
    response = client.post(url, dict.fromkeys(fields, hostile))
    assert response.status_code == 422
    scripts = BeautifulSoup(response.content, "html.parser").find_all("script")
    assert [script.get_text() for script in scripts if not script.get("src")] == []
    back = typed(response)
    assert (back["body"], back["name"], back["email"]) == (hostile, hostile, hostile)
    assert back["website"] == ""


def test_one_line_of_a_name_stays_one_line(client: Client, url: str) -> None:
    client.post(url, REPLY | {"name": "Kim\r\nBcc: all"})
    assert Comment.objects.get().name == "Kim Bcc: all"


def form(edition: Edition, parent: Comment | None = None, **context: Any) -> BeautifulSoup:
    values = {"article": edition.article, "parent": parent} | context
    return BeautifulSoup(render_to_string("comments/_form.html", values), "html.parser")


def test_fresh_form_is_empty_and_says_what_is_required(edition: Edition) -> None:
    soup = form(edition)
    assert soup.form is not None
    assert soup.form["id"] == "comment-form"
    assert soup.form["action"] == f"{edition.article.get_absolute_url()}comments/"
    assert [field["name"] for field in soup.select("textarea, input")] == [
        *("body", "name", "email", "notify", "website", "parent")
    ]
    assert {str(field.get("value", "")) for field in soup.select("input")} == {""}
    assert soup.select_one("textarea") is not None
    assert soup.textarea is not None
    assert soup.textarea.get_text().strip() == ""
    note = "Your email address will not be published. Required fields are marked *"
    assert note in soup.get_text()
    assert "None" not in str(soup)


def test_every_id_is_the_forms_own_and_every_label_has_its_field(
    edition: Edition, moderator: User
) -> None:
    made = [CommentFactory(edition=edition) for _ in range(3)]
    parents = [moderation.approve(comment, by=moderator) for comment in made]
    page = "".join(str(form(edition, parent)) for parent in [None, *parents])
    soup = BeautifulSoup(page, "html.parser")
    ids = [str(element["id"]) for element in soup.select("[id]")]
    assert len(ids) == len(set(ids))
    for label in soup.select("label"):
        assert soup.find(id=str(label["for"])) is not None
    for described in soup.select("[aria-describedby]"):
        for told in str(described["aria-describedby"]).split():
            assert told in ids
    for parent in parents:
        own = soup.select_one(f"#comment-form-{parent.number}")
        assert own is not None
        assert own["aria-label"] == f"Reply to comment {parent.number} by {parent.name}"
        hidden = own.select_one("[name=parent]")
        assert hidden is not None
        assert hidden["value"] == str(parent.number)


def test_fresh_form_asks_the_database_nothing(edition: Edition) -> None:
    with CaptureQueriesContext(connection) as asked:
        form(edition)
    assert len(asked) == 0


def test_asterisk_and_honeypot_are_kept_from_screen_readers(edition: Edition) -> None:
    soup = form(edition)
    for star in soup.select("label .req"):
        assert star["aria-hidden"] == "true"
    trap = soup.select_one("[name=website]")
    assert trap is not None
    assert trap["tabindex"] == "-1"
    assert trap.find_parent(attrs={"aria-hidden": "true"}) is not None


def test_text_far_too_long_is_read_to_a_limit() -> None:
    assert len(CommentForm({"body": "x" * 200_000}).text) == 50_000
