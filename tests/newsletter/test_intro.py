"""The introduction of an issue is shown clean, whatever wrote it."""

import pytest
from django.test import Client
from django.urls import reverse

from newsletter import rendering
from newsletter.models import Issue
from tests.articles.admin.browser import signed_in
from tests.newsletter.issuing import colleague, started

pytestmark = pytest.mark.django_db
HOSTILE = "<p>Hello.</p><script>alert(1)</script><p onclick='alert(2)'>Bye.</p>"


@pytest.fixture
def hostile(issue: Issue) -> Issue:
    """An issue that was sent, with an introduction written round the verb."""
    started(issue)
    Issue.objects.update(intro=HOSTILE)
    return Issue.objects.get()


def assert_clean(text: str) -> None:
    assert "Hello." in text
    assert "alert(" not in text


@pytest.mark.parametrize("name", ["newsletter_issue", "newsletter_feed"])
def test_readers_are_shown_it_clean(client: Client, hostile: Issue, name: str) -> None:
    where = [hostile.frequency, hostile.number] if name == "newsletter_issue" else []
    assert_clean(client.get(reverse(name, args=where)).text)


def test_mail_carries_it_clean(hostile: Issue) -> None:
    assert_clean(rendering.copy(hostile, rendering.shown(hostile)).html)


def test_desk_shows_it_clean(hostile: Issue) -> None:
    page = reverse("admin:newsletter_issue_change", args=[hostile.pk])
    assert_clean(signed_in(colleague()).get(page).text)
