"""What tests send in, and what they hear of it."""

from typing import Any

import pytest

from articles.models import Edition
from comments import moderation, notices
from comments.models import Comment
from comments.words import screening
from comments.words.screening import Reason, Verdict

SAID: dict[str, Any] = {
    "name": "Ann Reader",
    "email": "ann@example.org",
    "body": "It helped me. Thank you.",
}


def submit(edition: Edition, **changes: Any) -> Comment:
    return moderation.submit(edition.article, **SAID | changes)


def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Which notices were asked for, of which reply."""
    asked: list[tuple[str, int]] = []
    for name in ("submitted", "approved"):
        monkeypatch.setattr(
            notices, name, lambda reply, name=name: asked.append((name, reply.number))
        )
    return asked


def judged(monkeypatch: pytest.MonkeyPatch, *reasons: Reason) -> None:
    """The rules say this of every reply."""
    spam = any(reason.is_spam for reason in reasons)
    verdict = Verdict("spam" if spam else "pending", reasons)
    monkeypatch.setattr(screening, "screen", lambda *given: verdict)
