"""What goes over the wire."""

import re
from email import message_from_bytes, policy
from typing import Any

import pytest
from django.conf import LazySettings
from django.core import mail

from newsletter import letters, rendering, sending, tokens
from newsletter.models import Delivery, Issue
from tests.newsletter import rows
from tests.newsletter.sending.post import send


def text_of(message: Any, kind: str) -> str:
    """The part of a mail of that kind."""
    return str(message.get_body((kind,)).get_content())


class TestLetter:
    """What goes over the wire."""

    @pytest.fixture
    def parsed(self, issue: Issue, settings: LazySettings) -> Any:
        settings.SITE_URL = "https://a-library-with-quite-a-long-name.example"
        settings.DEFAULT_FROM_EMAIL = "Klärity <library@example.org>"
        copy = rendering.copy(issue, rendering.shown(issue))
        row = Delivery(pk=7, issue=issue)
        self.letter = letters.Form(copy).fill_in(row, "reader@bücher.example", "t" * 43)
        return message_from_bytes(self.letter.data, policy=policy.default)

    def test_is_to_one_person(self, parsed: Any) -> None:
        assert (self.letter.sender, self.letter.to) == (
            "library@example.org",
            "reader@xn--bcher-kva.example",
        )
        assert parsed.get_all("To") == ["reader@xn--bcher-kva.example"]
        assert (parsed["Cc"], parsed["Bcc"]) == (None, None)

    def test_has_the_headers_of_a_list(self, parsed: Any, issue: Issue) -> None:
        host = "a-library-with-quite-a-long-name.example"
        page = f"https://{host}/newsletter/unsubscribe/{'t' * 43}/"
        assert f"List-Unsubscribe: <{page}>\r\n".encode() in self.letter.data
        assert parsed["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert re.fullmatch(rf"<{issue.pk}\.7\.[0-9a-f]{{12}}@{host}>", parsed["Message-ID"])
        assert parsed["List-Id"] == f"<newsletter.{host}>"
        assert parsed["Auto-Submitted"] == "auto-generated"
        assert parsed["From"] == "Klärity <library@example.org>"

    def test_says_in_both_parts_where_to_leave(self, parsed: Any) -> None:
        page = f"unsubscribe/{'t' * 43}/"
        for kind in ("plain", "html"):
            assert page in text_of(parsed, kind)
        assert rendering.LEAVE not in self.letter.data.decode()

    def test_is_what_other_backends_are_given(self, parsed: Any) -> None:
        given = self.letter.message().message().as_bytes()
        other = message_from_bytes(given, policy=policy.default)
        for kind in ("plain", "html"):
            lines = [text_of(mail, kind).splitlines() for mail in (other, parsed)]
            assert lines[0] == lines[1]
        assert set(other.keys()) == set(parsed.keys())

    def test_is_in_seven_bits_and_short_lines(self, parsed: Any) -> None:
        assert self.letter.data.isascii()
        body = self.letter.data.partition(b"\r\n\r\n")[2]
        assert max(map(len, body.split(b"\r\n"))) <= 76
        assert b"\n" not in self.letter.data.replace(b"\r\n", b"")


def test_each_letter_carries_a_token_of_its_own(issue: Issue) -> None:
    people = rows.subscribers(2)
    sending.freeze(issue)
    send(issue)
    found = [message.extra_headers["List-Unsubscribe"] for message in mail.outbox]
    keys = [header.rpartition("unsubscribe/")[2].rstrip("/>") for header in found]
    assert [tokens.leaving(key) for key in keys] == people
