"""Akismet is asked only where the owner wants it, and no reply is ever lost over it."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest
from django.contrib.auth.models import User
from django.db import connection

from articles.models import Edition
from comments import akismet, moderation
from comments.models import Comment
from klarity.safe_fetch import Unfetchable
from tests.factories import CommentFactory

Says = Callable[..., list[httpx.Request]]
BODY = "Buy “this” & that, 💥."


@pytest.fixture
def says(db: None, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Says:
    """`says("true")`: let Akismet answer so; the requests that it gets."""
    settings.AKISMET_KEY = "a-key"
    settings.SITE_URL = "https://library.example"
    of_the_test = len(connection.savepoint_ids)

    def answer(text: str = "", status: int = 200, error: Exception | None = None) -> Any:
        asked: list[httpx.Request] = []

        def handle(request: httpx.Request) -> httpx.Response:
            assert len(connection.savepoint_ids) == of_the_test, "A transaction is open meanwhile."
            asked.append(request)
            if error:
                raise error
            return httpx.Response(status, text=text)

        monkeypatch.setattr(akismet, "transport", lambda: httpx.MockTransport(handle))
        return asked

    return answer


def reply(edition: Edition, **values: Any) -> Comment:
    given = {"network": "192.0.2.7", "name": "Ann", "email": "ann@example.org", "body": BODY}
    comment: Comment = CommentFactory(edition=edition, **given | values)
    return comment


def test_nobody_is_asked_without_a_key(edition: Edition, says: Says, settings: Any) -> None:
    asked = says("true")
    settings.AKISMET_KEY = ""
    assert reply(edition).status == Comment.Status.PENDING
    assert asked == []


def test_advertising_is_filed_as_spam_with_the_reason(edition: Edition, says: Says) -> None:
    asked = says("true")
    comment = reply(edition)
    assert comment.status == Comment.Status.SPAM
    assert "akismet" in [reason["code"] for reason in comment.reasons]
    assert len(asked) == 1


def test_akismet_is_given_the_documented_fields(edition: Edition, says: Says) -> None:
    asked = says("false")
    reply(edition)
    (request,) = asked
    assert request.method == "POST"
    assert str(request.url) == "https://rest.akismet.com/1.1/comment-check"
    sent = {name: value for name, (value,) in parse_qs(request.content.decode()).items()}
    assert sent.pop("comment_date_gmt")
    assert sent == {
        "api_key": "a-key",
        "blog": "https://library.example/",
        "user_ip": "192.0.2.7",
        "permalink": f"https://library.example{edition.article.get_absolute_url()}",
        "comment_type": "comment",
        "comment_author": "Ann",
        "comment_author_email": "ann@example.org",
        "comment_content": BODY,
        "blog_lang": "en_gb",
        "blog_charset": "UTF-8",
    }
    assert request.extensions["timeout"]["read"] == akismet.SECONDS


def test_akismet_learns_no_more_of_a_network_than_we_keep(edition: Edition, says: Says) -> None:
    asked = says("false")
    reply(edition, network="2001:db8:1:2::/64")
    assert parse_qs(asked[0].content.decode())["user_ip"] == ["2001:db8:1:2::"]


@pytest.mark.parametrize("network", ["", "unknown"])
def test_reply_from_nowhere_is_not_asked_about(edition: Edition, says: Says, network: str) -> None:
    asked = says("true")
    assert reply(edition, network=network).status == Comment.Status.PENDING
    assert asked == []


@pytest.mark.parametrize(
    "failure",
    [
        {"text": "invalid"},
        {"text": "Missing required field: blog."},
        {"text": ""},
        {"text": "true", "status": 500},
        {"text": "true", "status": 429},
        {"text": "true", "status": 301},
        {"error": httpx.ReadTimeout("slow")},
        {"error": httpx.ConnectError("down")},
        {"error": Unfetchable("not a public address")},
        {"error": OSError("no")},
    ],
    ids=str,
)
def test_reply_is_taken_when_akismet_does_not_answer(
    edition: Edition, says: Says, caplog: pytest.LogCaptureFixture, failure: dict[str, Any]
) -> None:
    asked = says(**failure)
    assert reply(edition).status == Comment.Status.PENDING
    assert len(asked) == 1
    assert "Akismet" in caplog.text
    assert not any(secret in caplog.text for secret in ("a-key", "ann@example.org", "Buy"))


def test_akismet_is_asked_again_when_the_rules_judge_again(
    edition: Edition, moderator: User, says: Says
) -> None:
    says("true")
    comment = reply(edition)
    asked = says("false")
    assert moderation.screen(comment, by=moderator).status == Comment.Status.PENDING
    assert len(asked) == 1
