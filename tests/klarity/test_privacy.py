"""Who holds data on a person: handed out and erased on request, by command or at the desk."""

import json
from io import StringIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from articles import enquiries
from articles.models import Edition, Enquiry
from comments import moderation
from comments.models import Comment
from comments.words import personal_details
from klarity import privacy
from tests.articles.admin.browser import signed_in
from tests.factories import CommentFactory, UserFactory
from tests.newsletter.reader import subscribed

ADDRESS = "ann@example.org"
HOSTILE = '"><script>alert(1)</script>'
NAMES = ["admin_person", "admin_person_download", "admin_person_erase"]


@pytest.fixture
def ann(edition: Edition, moderator: User) -> Comment:
    """A reader who wrote a reply and a message, gets the newsletter, and works here too; and
    another reader."""
    words = {"edition": edition, "name": f"Ann {HOSTILE}", "body": f"It helped. {HOSTILE}"}
    comment = CommentFactory(**words, email=ADDRESS, network="192.0.2.7")
    enquiries.receive(body="The dose is wrong.", name="Ann", email="Ann@Example.org")
    UserFactory(username="ann", email=ADDRESS, groups=["Writer"])
    CommentFactory(edition=edition, email="bo@example.org", name="Bo")
    enquiries.receive(body="Thanks.", name="Bo", email="bo@example.org")
    for reader in (ADDRESS, "bo@example.org"):
        subscribed(reader)
    enquiries.receive(body="No address.")
    return moderation.approve(comment, by=moderator)


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("person_data", *arguments, stdout=out)
    return out.getvalue()


def send(user: User, name: str, **values: str) -> Any:
    return signed_in(user).post(reverse(name), values)


def main(response: Any) -> BeautifulSoup:
    soup = BeautifulSoup(response.content, "html.parser").select_one("#content-main")
    assert soup is not None
    return soup  # type: ignore[return-value]


# The register


def test_all_that_is_held_is_handed_out(ann: Comment) -> None:
    held = privacy.export(f" {ADDRESS.upper()} ")
    assert {name: len(things) for name, things in held.items()} == {
        "enquiries": 1,
        "newsletter": 1,
        "replies": 1,
        "staff accounts": 1,
    }
    assert held["replies"][0]["text"] == ann.body
    assert held["replies"][0]["network"] == "192.0.2.7"
    assert held["enquiries"][0]["message"] == "The dose is wrong."
    assert held["staff accounts"][0]["groups"] == ["Writer"]
    assert json.loads(json.dumps(held)) == held


def test_person_is_erased_everywhere_and_the_threads_stay(ann: Comment) -> None:
    assert privacy.erase(ADDRESS) == {"enquiries": 1, "newsletter": 1, "replies": 1}
    fresh = Comment.objects.get(pk=ann.pk)
    assert (fresh.name, fresh.email, fresh.network) == ("", "", "")
    assert fresh.body == ann.body
    assert fresh.status == Comment.Status.APPROVED
    message = Enquiry.objects.get(body="The dose is wrong.")
    assert (message.name, message.email) == ("", "")
    held = privacy.export(ADDRESS)
    assert (held["enquiries"], held["replies"]) == ([], [])
    assert privacy.left_by_hand(held) == ["staff accounts"]
    assert User.objects.filter(email=ADDRESS).exists()


def test_personal_details_go_for_good_and_so_do_the_traces_of_the_text(
    ann: Comment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(personal_details, "mask", lambda text: text.replace("helped", "[…]"))
    Comment.objects.filter(pk=ann.pk).update(reasons=[{"code": "x", "message": "helped"}])
    privacy.erase(ADDRESS)
    fresh = Comment.objects.get(pk=ann.pk)
    assert fresh.body.startswith("It […].")
    assert fresh.reasons == []
    assert fresh.text_key != ann.text_key
    assert fresh.fingerprint != ann.fingerprint


def test_nobody_else_is_erased(ann: Comment) -> None:
    privacy.erase(ADDRESS)
    assert privacy.erase("bo@example.org") == {"enquiries": 1, "newsletter": 1, "replies": 1}


@pytest.mark.parametrize("address", ["", " ", "nobody@example.org", "%@example.org", "ann"])
def test_address_of_nobody_is_nobody(ann: Comment, address: str) -> None:
    assert not any(privacy.export(address).values())
    assert not any(privacy.erase(address).values())


def test_erasure_happens_everywhere_or_nowhere(
    ann: Comment, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(email: str) -> int:
        raise RuntimeError

    monkeypatch.setattr(privacy, "_holders", dict(privacy._holders))
    privacy.register("zealous", export=lambda email: [], erase=fail)
    with pytest.raises(RuntimeError):
        privacy.erase(ADDRESS)
    assert Comment.objects.get(pk=ann.pk).email == ADDRESS
    assert Enquiry.objects.filter(email__iexact=ADDRESS).exists()


# The command


def test_command_prints_what_is_held(ann: Comment) -> None:
    assert json.loads(run(ADDRESS)) == privacy.export(ADDRESS)


def test_command_erases_and_says_what_is_left(ann: Comment) -> None:
    assert run(ADDRESS, "--erase", "--yes").splitlines() == [
        "enquiries: 1 forgotten",
        "newsletter: 1 forgotten",
        "replies: 1 forgotten",
        "staff accounts: left to a superuser",
    ]
    assert not Comment.objects.from_address(ADDRESS).exists()


@pytest.mark.parametrize(("said", "erased"), [("yes", True), ("no", False), ("", False)])
def test_command_asks_first(
    ann: Comment, monkeypatch: pytest.MonkeyPatch, said: str, erased: bool
) -> None:
    monkeypatch.setattr("builtins.input", lambda question: said)
    if erased:
        run(ADDRESS, "--erase")
    else:
        with pytest.raises(CommandError, match="Nothing was erased"):
            run(ADDRESS, "--erase")
    assert Comment.objects.from_address(ADDRESS).exists() is not erased


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["ann", "", "ann@example.org\nx"])
def test_command_wants_an_address(address: str) -> None:
    with pytest.raises(CommandError, match="Give an e-mail address"):
        run(address)


# The page


def test_superuser_sees_what_is_held(ann: Comment, superuser: User) -> None:
    assert main(signed_in(superuser).get(reverse("admin_person"))).select("input[type=email]")
    response = send(superuser, "admin_person", email=ADDRESS)
    text = main(response).get_text()
    assert response.status_code == 200
    assert "Replies: 1" in text
    assert "The dose is wrong." in text
    assert "Staff accounts: left to a superuser" in text
    assert "bo@example.org" not in text
    assert not main(response).select("script")
    assert "no-store" in response["Cache-Control"]


def test_superuser_takes_it_away_as_a_file(ann: Comment, superuser: User) -> None:
    response = send(superuser, "admin_person_download", email=ADDRESS)
    assert response["Content-Type"] == "application/json"
    assert response["Content-Disposition"] == 'attachment; filename="person.json"'
    assert response.json() == privacy.export(ADDRESS)


def test_erasure_wants_the_tick(ann: Comment, superuser: User) -> None:
    response = send(superuser, "admin_person_erase", email=ADDRESS)
    assert "Tick the box if you are sure." in main(response).get_text()
    assert Comment.objects.from_address(ADDRESS).exists()
    response = send(superuser, "admin_person_erase", email=ADDRESS, sure="on")
    assert response["Location"] == reverse("admin_person")
    assert not Comment.objects.from_address(ADDRESS).exists()


@pytest.mark.parametrize("email", ["", "ann", "a\0@example.org", f"{'k' * 300}@example.org"])
@pytest.mark.parametrize("name", NAMES)
def test_what_is_no_address_comes_back_with_an_error(
    superuser: User, name: str, email: str
) -> None:
    response = send(superuser, name, email=email, sure="on")
    assert response.status_code == 200
    assert main(response).select(".errorlist li")


@pytest.mark.parametrize("name", NAMES)
def test_page_is_for_superusers(
    ann: Comment, editor: User, moderator: User, outsider: User, name: str
) -> None:
    for user in (editor, moderator, outsider):
        assert send(user, name, email=ADDRESS, sure="on").status_code == 403
        assert signed_in(user).get(reverse(name)).status_code == 403
    assert Client().post(reverse(name), {"email": ADDRESS, "sure": "on"}).status_code == 302
    assert Comment.objects.from_address(ADDRESS).exists()


def test_another_site_cannot_send_the_form(ann: Comment, superuser: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(superuser)
    for name in NAMES:
        sent = {"email": ADDRESS, "sure": "on"}
        assert browser.post(reverse(name), sent).status_code == 403


@pytest.mark.parametrize("name", NAMES[1:])
def test_verbs_are_posted(superuser: User, name: str) -> None:
    assert signed_in(superuser).get(reverse(name)).status_code == 405


def test_desk_leads_superusers_to_the_page(superuser: User, editor: User) -> None:
    link = f'href="{reverse("admin_person")}"'
    assert link in signed_in(superuser).get(reverse("admin:index")).text
    assert link not in signed_in(editor).get(reverse("admin:index")).text
