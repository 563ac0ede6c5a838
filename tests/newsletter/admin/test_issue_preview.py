"""An issue looked at before it is sent: the preview, and a test to oneself."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.utils import timezone

from articles.models import Disclaimer
from newsletter.models import Issue
from tests.articles.admin.browser import messages, signed_in
from tests.newsletter.admin.issue_desk import press, verb
from tests.newsletter.issuing import (
    subscriber,
)


def test_preview_shows_the_mail_and_may_do_nothing(one: User, issue: Issue) -> None:
    response = signed_in(one).get(verb(issue, "preview"))
    assert "A test, sent to you alone." in response.text
    assert "leave.invalid" not in response.text
    policy = {part.strip() for part in response["Content-Security-Policy"].split(";")}
    assert policy == {
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "sandbox allow-popups",
    }
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in response["Cache-Control"]
    text = signed_in(one).get(verb(issue, "preview-text"))
    assert text["Content-Type"] == "text/plain; charset=utf-8"
    assert "MEDICAL DISCLAIMER" in text.text


def test_test_goes_to_whoever_asks_and_to_nobody_else(one: User, issue: Issue) -> None:
    subscriber()
    assert "on its way" in messages(press(signed_in(one), issue, "test"))
    (sent,) = mail.outbox
    assert (sent.to, sent.cc, sent.bcc) == (["ann@example.org"], [], [])
    assert sent.subject == f"[Test] {issue.subject}"
    html, kind = sent.alternatives[0]  # type: ignore[attr-defined]
    assert kind == "text/html"
    for part in (sent.body, html):
        assert "A test, sent to you alone." in " ".join(part.split())
        assert "leave.invalid" not in part


def test_test_that_cannot_be_sent_says_why(
    one: User, issue: Issue, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in(one)
    User.objects.update(email="")
    assert "no email address" in messages(press(client, issue, "test"))
    User.objects.update(email="ann@example.org")

    def down(*args: Any, **kwargs: Any) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", down)
    assert "did not take it" in messages(press(client, issue, "test"))
    Disclaimer.objects.overwrite(in_force_from=timezone.now() + timedelta(days=1))
    assert "does not carry the medical disclaimer" in messages(press(client, issue, "test"))
    for name in ("preview", "preview-text"):
        assert client.get(verb(issue, name)).status_code == 409
    assert mail.outbox == []
