"""An issue is sent: each person once."""

import time

import pytest
from django.contrib.auth.models import User
from django.core import mail

from articles.models import Edition
from newsletter import sending
from newsletter.models import Issue
from tests.newsletter import rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue(edition: Edition, editor: User) -> Issue:
    """An approved issue whose time has come."""
    return rows.issue(edition, by=editor)


def send(issue: Issue) -> bool:
    return sending.work(issue.pk, until=time.monotonic() + 60)


def test_each_is_sent_one(issue: Issue) -> None:
    people = rows.subscribers(45)
    assert sending.freeze(issue)
    assert not send(issue)
    assert sorted(m.to[0] for m in mail.outbox) == sorted(p.email for p in people)
    issue.refresh_from_db()
    assert issue.finished_at
    print(mail.outbox[0].message().as_string())
