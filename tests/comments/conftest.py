"""What tests about replies share."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.mail import EmailMessage

from articles.models import Edition
from comments import moderation
from comments.models import Comment
from tests.comments.mails import Sent
from tests.factories import CommentFactory


@pytest.fixture
def url(edition: Edition) -> str:
    """Where replies to the live article are posted."""
    return f"{edition.article.get_absolute_url()}comments/"


@pytest.fixture
def sent(django_capture_on_commit_callbacks: Any) -> Sent:
    """`sent(verb, …)`: the mails that the verb sends once it is stored."""

    def carry_out(verb: Any, *args: Any, **values: Any) -> list[EmailMessage]:
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            verb(*args, **values)
            assert not mail.outbox, "A mail went out before anything was stored."
        return list(mail.outbox)

    return carry_out


@pytest.fixture
def known(edition: Edition, moderator: User) -> Comment:
    """An approved reply whose writer wants to hear of answers."""
    comment = CommentFactory(edition=edition, email="ann@example.org", notify=True)
    return moderation.approve(comment, by=moderator)


@pytest.fixture
def answer(edition: Edition, known: Comment) -> Comment:
    """A reader's answer to it, which waits."""
    return CommentFactory(edition=edition, parent=known, email="bo@example.org")
