"""Leaving a reply: stored once, never lost, and no answer tells more than it should."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles import publishing
from articles.models import Edition
from comments import discussions, moderation
from comments.models import Comment, Discussion
from comments.words import personal_details
from tests.comments.posting import REPLY, errors, parsed, typed
from tests.factories import CommentFactory

pytestmark = pytest.mark.django_db
PHONE = "07700 900123"
WITH_PHONE = REPLY | {"body": f"Please call me on {PHONE} about this."}
IN_DANGER = REPLY | {"body": "I want to end my life."}


def approved(edition: Edition, moderator: User, **values: Any) -> Comment:
    return moderation.approve(CommentFactory(edition=edition, **values), by=moderator)


def test_reply_is_stored_and_thanked_for(client: Client, edition: Edition, url: str) -> None:
    response = client.post(url, REPLY | {"email": "Kim@Example.org", "notify": "on"})
    assert (response.status_code, response.headers["Location"]) == (302, f"{url}sent/")
    assert "Thank you for your reply" in client.get(f"{url}sent/").text
    comment = Comment.objects.get()
    assert (comment.article, comment.edition) == (edition.article, edition)
    assert (comment.body, comment.name) == (REPLY["body"], "Kim")
    assert (comment.email, comment.notify, comment.parent) == ("kim@example.org", True, None)
    assert (comment.status, comment.network) == (Comment.Status.PENDING, "127.0.0.1")


def test_answer_is_kept_with_the_reply_that_it_answers(
    client: Client, edition: Edition, url: str, moderator: User
) -> None:
    parent = approved(edition, moderator)
    assert client.post(url, REPLY | {"parent": str(parent.number)}).status_code == 302
    assert Comment.objects.latest("pk").parent == parent


@pytest.mark.parametrize("method", ["get", "head", "put", "patch", "delete"])
def test_address_of_the_form_takes_post_alone(client: Client, url: str, method: str) -> None:
    assert getattr(client, method)(url).status_code == 405


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_thanks_are_only_read(client: Client, url: str, method: str) -> None:
    assert getattr(client, method)(f"{url}sent/").status_code == 405


def test_form_of_another_site_is_refused(url: str) -> None:
    foreign = Client(headers={"Sec-Fetch-Site": "cross-site"}, enforce_csrf_checks=True)
    for stranger in (foreign, Client(enforce_csrf_checks=True)):
        assert stranger.post(url, REPLY).status_code == 403
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://testserver"}]
)
def test_our_own_form_needs_no_cookie_and_sets_none(url: str, headers: dict[str, str]) -> None:
    reader = Client(headers=headers, enforce_csrf_checks=True)
    for values in (REPLY, {}, IN_DANGER):
        response = reader.post(url, values)
        assert response.status_code in {302, 422, 200}
        assert not response.cookies
    assert not reader.get(f"{url}sent/").cookies
    assert Comment.objects.count() == 2


@pytest.mark.parametrize("rest", ["", "sent/"])
def test_article_that_was_never_published_takes_no_reply(client: Client, rest: str) -> None:
    ask = client.get if rest else client.post
    assert ask(f"/articles/no-such-article/comments/{rest}").status_code == 404


def test_draft_takes_no_reply(client: Client, article: Any) -> None:
    response = client.post(f"/articles/{article.slug}/comments/", REPLY)
    assert response.status_code == 404
    assert not Comment.objects.exists()


def test_withdrawn_article_takes_no_reply(
    client: Client, edition: Edition, url: str, editor: User
) -> None:
    publishing.withdraw(edition.article, reason="A recall.", by=editor)
    response = client.post(url, REPLY)
    assert response.status_code == 410
    assert "A recall." in response.text
    assert client.get(f"{url}sent/").status_code == 410
    assert not Comment.objects.exists()


def test_reply_to_a_former_address_is_sent_on_as_it_is(
    client: Client, edition: Edition, url: str
) -> None:
    edition.article.slug = "moved"
    edition.article.save()
    response = client.post(url, REPLY)
    assert response.status_code == 308
    assert response.headers["Location"] == "/articles/moved/comments/"
    assert client.post(url, REPLY, follow=True).status_code == 200
    assert Comment.objects.count() == 1


def test_form_that_comes_back_has_all_that_was_typed(
    client: Client, edition: Edition, url: str, moderator: User
) -> None:
    parent = approved(edition, moderator, name="Priya", body=f"{'long ' * 80}end")
    sent = REPLY | {"parent": str(parent.number), "notify": "on", "name": ""}
    response = client.post(url, sent)
    assert response.status_code == 422
    assert errors(response) == ["Give the name that will stand above your reply."]
    assert typed(response) == sent | {"website": ""}
    soup = parsed(response)
    (link,) = soup.select("[role=alert] a")
    field = soup.select_one(str(link["href"]))
    assert field is not None
    assert (field["name"], field["aria-invalid"]) == ("name", "true")
    told = soup.select_one(f"#{field['aria-describedby']}")
    assert told is not None
    assert told.get_text() == "Error: Give the name that will stand above your reply."
    quoted = soup.blockquote
    assert quoted is not None
    assert len(quoted.get_text(strip=True)) <= 300
    assert "Priya wrote" in soup.get_text()


def test_quoted_reply_hides_its_personal_details(
    client: Client, edition: Edition, url: str, moderator: User
) -> None:
    parent = approved(edition, moderator, body=f"Call me on {PHONE}.")
    response = client.post(url, {"parent": str(parent.number)})
    assert "Call me on" in response.text
    assert PHONE not in response.text


def test_answer_to_a_reply_that_is_gone_comes_back_for_the_article(
    client: Client, edition: Edition, url: str
) -> None:
    waiting = CommentFactory(edition=edition, body="Nobody may read this.")
    response = client.post(url, REPLY | {"parent": str(waiting.number)})
    assert response.status_code == 422
    assert errors(response) == [
        "The reply that you answer is no longer there. You can send yours to the article."
    ]
    assert "Nobody may read this." not in response.text
    assert client.post(url, typed(response)).status_code == 302
    assert Comment.objects.latest("pk").parent is None


def test_parent_that_is_gone_and_a_missing_name_are_told_at_once(client: Client, url: str) -> None:
    response = client.post(url, REPLY | {"parent": "7", "name": ""})
    assert len(errors(response)) == 2
    assert typed(response)["parent"] == ""


@pytest.mark.parametrize("parent", ["x", "-1", "0", "1.5", "9" * 30, "9" * 5000, "1\x00", "'--"])
def test_parent_that_is_no_number_is_an_error_of_the_form(
    client: Client, url: str, parent: str
) -> None:
    response = client.post(url, REPLY | {"parent": parent})
    assert response.status_code == 422
    assert errors(response) == [
        "We could not tell which reply you answer. You can send yours to the article."
    ]
    assert client.post(url, typed(response)).status_code == 302


def test_closed_discussion_gives_the_text_back(
    client: Client, edition: Edition, url: str, moderator: User
) -> None:
    discussions.set_rule(edition.article, Discussion.Rule.CLOSED, by=moderator)
    response = client.post(url, REPLY)
    assert response.status_code == 422
    assert errors(response) == ["Replies to this article are closed."]
    assert typed(response)["body"] == REPLY["body"]
    assert not Comment.objects.exists()


def test_program_that_fills_the_hidden_field_is_answered_like_anybody(
    client: Client, url: str
) -> None:
    response = client.post(url, REPLY | {"website": "https://spam.example"})
    assert (response.status_code, response.headers["Location"]) == (302, f"{url}sent/")
    assert Comment.objects.get().status == Comment.Status.SPAM


def test_reply_sent_twice_is_one_reply_with_one_answer(client: Client, url: str) -> None:
    answers = [client.post(url, REPLY) for _ in range(2)]
    assert {(each.status_code, each.headers["Location"]) for each in answers} == {
        (302, f"{url}sent/")
    }
    assert Comment.objects.count() == 1


def test_reply_sent_again_after_the_discussion_closed_was_taken_before(
    client: Client, edition: Edition, url: str, moderator: User
) -> None:
    client.post(url, REPLY)
    discussions.set_rule(edition.article, Discussion.Rule.CLOSED, by=moderator)
    assert client.post(url, REPLY).status_code == 302
    assert Comment.objects.count() == 1


def test_one_reply_too_many_from_a_network_stays_on_the_page(
    client: Client, url: str, settings: Any
) -> None:
    settings.COMMENTS_PER_NETWORK = "2 per hour"
    for number in range(2):
        client.post(url, REPLY | {"body": f"Reply {number}", "email": f"{number}@example.org"})
    response = client.post(url, REPLY)
    assert response.status_code == 429
    assert "again in 1 hour" in errors(response)[0]
    assert typed(response)["body"] == REPLY["body"]
    assert Comment.objects.count() == 2
    assert client.post(url, REPLY, REMOTE_ADDR="203.0.113.7").status_code == 302


def test_one_reply_too_many_under_an_address_is_refused_from_any_network(
    client: Client, url: str, settings: Any
) -> None:
    settings.COMMENTS_PER_ADDRESS = "1 per 30 minute"
    client.post(url, REPLY)
    again = REPLY | {"body": "Another.", "email": "KIM@example.org"}
    response = client.post(url, again, REMOTE_ADDR="203.0.113.7")
    assert response.status_code == 429
    assert "again in 30 minutes" in errors(response)[0]


def test_same_form_sent_again_counts_once_and_is_never_one_too_many(
    client: Client, url: str, settings: Any
) -> None:
    settings.COMMENTS_PER_NETWORK = "2 per hour"
    for _ in range(5):
        assert client.post(url, REPLY).status_code == 302
    assert client.post(url, REPLY | {"body": "Another."}).status_code == 302
    assert client.post(url, REPLY | {"body": "A third."}).status_code == 429
    assert client.post(url, REPLY).status_code == 302


def test_forms_that_are_refused_do_not_count(
    client: Client, edition: Edition, url: str, settings: Any
) -> None:
    settings.COMMENTS_PER_NETWORK = "1 per hour"
    for values in ({}, REPLY | {"parent": "7"}, WITH_PHONE):
        assert client.post(url, values).status_code == 422
    assert client.post(url, REPLY).status_code == 302


def test_after_the_time_that_was_named_a_reply_is_taken(
    client: Client, url: str, settings: Any
) -> None:
    settings.COMMENTS_PER_NETWORK = "1 per hour"
    with time_machine.travel(timezone.now()) as clock:
        client.post(url, REPLY)
        assert client.post(url, REPLY | {"body": "Another."}).status_code == 429
        clock.shift(timedelta(hours=1, seconds=1))
        assert client.post(url, REPLY | {"body": "Another."}).status_code == 302


def test_personal_details_are_pointed_out_once_then_stored_and_masked(
    client: Client, url: str
) -> None:
    response = client.post(url, WITH_PHONE)
    assert response.status_code == 422
    soup = parsed(response)
    notice = soup.select_one("section[aria-labelledby=found]")
    assert notice is not None
    assert PHONE in notice.get_text()
    assert soup.title is not None
    assert not soup.title.get_text().startswith("Error")
    assert not Comment.objects.exists()
    again = typed(response)
    assert again["body"] == WITH_PHONE["body"]
    assert client.post(url, again).status_code == 302
    comment = Comment.objects.get()
    assert PHONE in comment.body
    assert PHONE not in comment.text


def test_other_details_than_those_pointed_out_are_pointed_out_in_turn(
    client: Client, url: str
) -> None:
    again = typed(client.post(url, WITH_PHONE))
    response = client.post(url, again | {"body": "Or write to kim@example.org, please."})
    assert response.status_code == 422
    assert "“kim@example.org”" in response.text


def test_details_that_were_taken_out_are_asked_of_no_more(client: Client, url: str) -> None:
    again = typed(client.post(url, WITH_PHONE)) | {"body": "Please write back."}
    assert client.post(url, again).status_code == 302


def test_details_are_pointed_out_along_with_other_errors(client: Client, url: str) -> None:
    response = client.post(url, WITH_PHONE | {"name": ""})
    assert len(errors(response)) == 1
    assert "Your reply has private details in it" in response.text
    assert client.post(url, typed(response) | {"name": "Kim"}).status_code == 302


@pytest.mark.parametrize("seen", ["x", "\x00", "<b>", "9" * 100_000])
def test_invented_digest_hides_no_notice(client: Client, url: str, seen: str) -> None:
    assert client.post(url, WITH_PHONE | {"seen": seen}).status_code == 422
    assert not Comment.objects.exists()


def test_reply_without_details_may_carry_any_digest(client: Client, url: str) -> None:
    seen = personal_details.digest(WITH_PHONE["body"])
    assert client.post(url, REPLY | {"seen": seen}).status_code == 302


def test_danger_is_answered_with_help_and_nothing_in_address_or_history(
    client: Client, url: str
) -> None:
    response = client.post(url, IN_DANGER)
    assert response.status_code == 200
    assert "Location" not in response.headers
    assert response.headers["Cache-Control"] == "no-store"
    soup = parsed(response)
    assert soup.main is not None
    assert soup.title is not None
    first = soup.main.find(["h1", "h2"])
    assert first is not None
    assert first.get_text(strip=True) == "If somebody is in danger, get help now"
    assert "116 123" in soup.main.get_text()
    assert "Thank you for your reply" in soup.main.get_text()
    ordinary = parsed(client.get(f"{url}sent/")).title
    assert ordinary is not None
    assert soup.title.get_text() == ordinary.get_text()
    assert Comment.objects.count() == 1


def test_help_is_shown_again_when_the_page_is_reloaded(client: Client, url: str) -> None:
    first, second = (client.post(url, IN_DANGER) for _ in range(2))
    assert first.content == second.content
    assert Comment.objects.count() == 1


def test_reply_that_is_urgent_for_another_reason_is_answered_with_help(
    client: Client, url: str
) -> None:
    client.post(url, REPLY)
    Comment.objects.update(is_urgent=True)
    response = client.post(url, REPLY)
    assert response.status_code == 200
    assert "999" in response.text


@pytest.mark.parametrize(
    "change",
    [{"name": ""}, {"body": f"{IN_DANGER['body']} {'x' * 6000}"}, {"parent": "7"}],
    ids=["no name", "too long", "parent gone"],
)
def test_help_stands_on_top_of_a_form_that_comes_back(
    client: Client, url: str, change: dict[str, str]
) -> None:
    response = client.post(url, IN_DANGER | change)
    assert response.status_code == 422
    main = parsed(response).main
    assert main is not None
    first = main.select_one("[aria-labelledby], h1")
    assert first is not None
    assert first["aria-labelledby"] == "help"
    assert not Comment.objects.exists()


def test_ordinary_reply_shows_no_help(client: Client, url: str) -> None:
    for response in (client.post(url, {}), client.get(f"{url}sent/")):
        assert "116 123" not in response.text


def test_thanks_are_the_same_to_all_and_may_be_kept(
    client: Client, url: str, settings: Any
) -> None:
    settings.PAGE_CACHE = True
    client.post(url, REPLY)
    first = client.get(f"{url}sent/")
    assert first.headers["ETag"]
    assert client.get(f"{url}sent/").content == first.content
    assert "Kim" not in first.text
    assert "noindex" in first.text
