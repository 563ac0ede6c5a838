"""The pages of an issue, as its editors use them."""

from typing import Any

from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from newsletter.models import Delivery, Issue
from tests.articles.admin.browser import fields
from tests.newsletter.issuing import (
    subscriber,
)

LIST = "/admin/newsletter/issue/"


def page(issue: Issue) -> str:
    return reverse("admin:newsletter_issue_change", args=[issue.pk])


def verb(issue: Issue, name: str) -> str:
    return reverse(f"admin:newsletter_issue_{name}", args=[issue.pk])


def save(client: Client, issue: Issue, **changes: Any) -> Any:
    """Open the issue, type the changes, save."""
    sent = fields(client.get(page(issue)), page(issue)) | changes
    return client.post(page(issue), sent, follow=True)


def press(client: Client, issue: Issue, name: str, **answers: Any) -> Any:
    """Open the page of a verb, fill it in, press its button."""
    address = verb(issue, name)
    return client.post(address, fields(client.get(address), address) | answers, follow=True)


def states(client: Client) -> list[str]:
    soup = BeautifulSoup(client.get(LIST).content, "html.parser")
    return [cell.get_text() for cell in soup.select("td.field-state")]


def reasons(client: Client, issue: Issue) -> dict[str, str]:
    """The buttons that cannot be pressed, each with what its page says of it."""
    soup = BeautifulSoup(client.get(page(issue)).content, "html.parser")
    told = {}
    for button in soup.select("button[disabled]"):
        reason = soup.find(id=str(button["aria-describedby"]))
        assert reason is not None
        told[button.get_text()] = reason.get_text()
    return told


def ledger(issue: Issue, **counts: int) -> None:
    """So many copies in each state."""
    now, numbers = timezone.now(), iter(range(1000))
    for state, count in counts.items():
        for _ in range(count):
            person = subscriber(next(numbers))
            Delivery.objects.create(
                issue=issue, subscriber=person, state=state, due_at=now, handed_at=now
            )
