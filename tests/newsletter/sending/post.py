"""An issue's post: sending it, who got it, and how its copies stand."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail

from newsletter import sending
from newsletter.carrier import Carrier, Letter, Outcome
from newsletter.models import Issue


def send(issue: Issue, **values: Any) -> bool:
    return sending.work(issue.pk, until=time.monotonic() + 60, **values)


def sent() -> list[str]:
    return sorted(message.to[0] for message in mail.outbox)


def states(issue: Issue) -> list[str]:
    return list(issue.deliveries.order_by("pk").values_list("state", flat=True))


def answering(monkeypatch: pytest.MonkeyPatch, answer: Callable[[Letter], Outcome]) -> None:
    """A mail server that answers so to each letter."""
    monkeypatch.setattr(Carrier, "hand_over", lambda carrier, letter, after: answer(letter))
