"""The mails of a test: carried out, caught and read."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from django.conf import settings
from django.core.mail import EmailMessage

# Ours stand on lines of their own; what readers wrote does not count.
LINK = re.compile(r"^https?://\S+$", re.MULTILINE)
# Carries a verb out and returns the mails that went out once it was stored.
Sent = Callable[..., list[EmailMessage]]


def parts(message: EmailMessage) -> dict[str, str]:
    """The parts of a mail as they are sent, by their type."""
    walked: list[Any] = [part for part in message.message().walk() if not part.is_multipart()]
    return {part.get_content_type(): str(part.get_payload(decode=True), "utf-8") for part in walked}


def plain(message: EmailMessage) -> str:
    return parts(message)["text/plain"]


def page(message: EmailMessage) -> BeautifulSoup:
    return BeautifulSoup(parts(message)["text/html"], "html.parser")


def links(message: EmailMessage) -> set[str]:
    """The addresses on our site in any part or header, without the site."""
    found = set(LINK.findall(plain(message)))
    found |= {str(link["href"]) for link in page(message).select("a")}
    found |= {each.strip("<>") for each in [message.extra_headers.get("List-Unsubscribe")] if each}
    assert all(each.startswith(f"{settings.SITE_URL}/") for each in found)
    return {urlsplit(link).path for link in found}


def link(message: EmailMessage, part: str) -> str:
    """The one link that has `part` in it."""
    (found,) = (each for each in links(message) if part in each)
    return found


def to(messages: list[EmailMessage]) -> list[str]:
    """Who was sent these, each apart."""
    assert all(len(message.recipients()) == 1 for message in messages)
    return [message.to[0] for message in messages]
