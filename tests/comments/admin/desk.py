"""What a moderator does at the desk: looks at the list and at a reply, presses buttons."""

from datetime import timedelta
from typing import Any

from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comments import moderation, reporting
from comments.models import Comment, Report
from tests.articles.admin.browser import signed_in

LIST = "/admin/comments/comment/"


def page_of(comment: Comment) -> str:
    """Address of a reply's page."""
    return reverse("admin:comments_comment_change", args=[comment.pk])


def verb_of(comment: Comment, verb: str) -> str:
    """Address of a verb on it."""
    return reverse(f"admin:comments_comment_{verb}", args=[comment.pk])


def words(response: Any) -> str:
    """What the page says, below the messages."""
    main = BeautifulSoup(response.content, "html.parser").select_one("#content-main")
    assert main is not None
    return " ".join(main.get_text(" ").split())


def listed(who: User | Client, query: str = "") -> list[str]:
    """The replies in the list, by their names, in order."""
    client = who if isinstance(who, Client) else signed_in(who)
    response = client.get(f"{LIST}{query}")
    assert response.status_code == 200
    soup = BeautifulSoup(response.content, "html.parser")
    return [link.text for link in soup.select("[data-row] [data-key=o]")]


def press(client: Client, comment: Comment, verb: str, **typed: Any) -> Any:
    """Open the reply's page and press the button of the verb; the page that comes of it."""
    soup = BeautifulSoup(client.get(page_of(comment)).content, "html.parser")
    address = verb_of(comment, verb)
    button = soup.select_one(f'[formaction="{address}"], form[action="{address}"] button')
    assert button is not None, f"There is no button for {verb}."
    form = button.find_parent("form")
    assert form is not None
    sent = {str(field["name"]): field.get("value", "") for field in form.select("input[name]")}
    return client.post(address, sent | typed, follow=True)


def approved(comment: Comment, by: User) -> Comment:
    """The reply, approved."""
    return moderation.approve(comment, by=by)


def reported(comment: Comment, reason: str = Report.Reason.WRONG, network: str = "a") -> None:
    """A reader reports it."""
    reporting.report(comment, reason=reason, network=network)


def received(comment: Comment, *, hours_ago: int) -> Comment:
    """The reply, as if it had come so long ago."""
    comment.received_at = timezone.now() - timedelta(hours=hours_ago)
    comment.save(update_fields=["received_at"])
    return comment
