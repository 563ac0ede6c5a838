"""What tests about replies share."""

from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage

from tests.comments.mails import Sent


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
