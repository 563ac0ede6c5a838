"""A message of ours, as it goes over the wire: what the rules for mail to many ask of it."""

import re
from collections.abc import Iterable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_tz

from bs4 import BeautifulSoup

from newsletter.mail_checks.verdict import Verdict, ok, problem

LONGEST_LINE = 998  # RFC 5322, 2.1.1
REMOTE = re.compile(r"<(?:img|picture|video|audio|iframe|object|embed|link|script)\b|url\(", re.I)


def checks(data: bytes, *, sender: str, host: str, must_say: Iterable[str]) -> Iterator[Verdict]:
    """Check by check. `host`: the right half of our Message-IDs; `must_say`: the wordings of the
    disclaimer, which both parts carry."""
    message = message_from_bytes(data, policy=policy.default)
    yield from _addresses(message, sender)
    yield from _identity(message, host)
    yield from _leaving(message)
    yield from _parts(message, must_say)
    yield from _bytes(data)


def _judged(check: str, is_well: bool, well: str, ill: str) -> Verdict:
    return ok(check, well) if is_well else problem(check, ill)


def _addresses(message: EmailMessage, sender: str) -> Iterator[Verdict]:
    senders, people = _all(message, "From"), _all(message, "To", "Cc", "Bcc")
    yield _judged(
        "From header", senders == [sender], f"From {sender}.", f"From is {senders}, not {sender}."
    )
    yield _judged(
        "One recipient",
        len(people) == 1,
        "Each message is to one person.",
        f"{len(people)} people are named: they would see each other’s addresses.",
    )


def _all(message: EmailMessage, *names: str) -> list[str]:
    fields = [field for name in names for field in message.get_all(name, [])]
    return [address.addr_spec for field in fields for address in field.addresses]


def _identity(message: EmailMessage, host: str) -> Iterator[Verdict]:
    number = re.compile(rf"<[^<>@\s]+@{re.escape(host)}>")
    found = str(message["Message-ID"])
    is_ours = len(message.get_all("Message-ID", [])) == 1 and number.fullmatch(found) is not None
    yield _judged(
        "Message-ID", is_ours, f"{found} ends with our host.", f"{found} does not end with @{host}."
    )
    has_date = parsedate_tz(str(message["Date"])) is not None
    yield _judged("Date", has_date, "It has one.", "It has none that can be read.")


def _leaving(message: EmailMessage) -> Iterator[Verdict]:
    """RFC 2369, 3.2; RFC 2919; RFC 8058, 3.1."""
    leave = str(message["List-Unsubscribe"]).strip()
    yield _judged(
        "List-Unsubscribe",
        re.fullmatch(r"<https://[^<>\s]+>", leave) is not None,
        "An https address in angle brackets.",
        f"It is {leave}: one click works with an https address only. Set SITE_URL to https.",
    )
    post = str(message["List-Unsubscribe-Post"]).strip()
    yield _judged(
        "One click", post == "List-Unsubscribe=One-Click", "It is offered.", f"It says {post}."
    )
    name = str(message["List-Id"])
    yield _judged(
        "List-Id", re.search(r"<[^<>@\s]+>$", name) is not None, f"{name}.", f"It is {name}."
    )


def _parts(message: EmailMessage, must_say: Iterable[str]) -> Iterator[Verdict]:
    parts: list[EmailMessage] = list(message.iter_parts())  # type: ignore[arg-type]
    kinds = [part.get_content_type() for part in parts]
    is_both = message.get_content_type() == "multipart/alternative"
    yield _judged(
        "Text and HTML",
        is_both and kinds == ["text/plain", "text/html"],
        "Both, the text first.",
        f"{message.get_content_type()} of {', '.join(kinds) or 'nothing'}.",
    )
    yield _judged(
        "No tracking",
        not any(REMOTE.search(str(part.get_content())) for part in parts),
        "It fetches nothing when it is opened.",
        "It fetches something when it is opened, which tells who reads it.",
    )
    wordings = [" ".join(words.split()) for words in must_say]
    said = [all(words in _text(part) for words in wordings) for part in parts]
    yield _judged(
        "Disclaimer",
        bool(said) and all(said),
        "Both parts carry it.",
        "A part does not carry the medical disclaimer.",
    )


def _text(part: EmailMessage) -> str:
    """What a reader of the part reads, with single spaces."""
    content = str(part.get_content())
    is_html = part.get_content_type() == "text/html"
    return " ".join(
        (BeautifulSoup(content, "html.parser").get_text() if is_html else content).split()
    )


def _bytes(data: bytes) -> Iterator[Verdict]:
    longest = max(map(len, data.split(b"\r\n")))
    yield _judged(
        "Lines",
        longest <= LONGEST_LINE,
        f"The longest has {longest} characters of {LONGEST_LINE}.",
        f"The longest has {longest} characters: servers cut after {LONGEST_LINE}.",
    )
    yield _judged(
        "Seven bits", data.isascii(), "All is ASCII.", "Not all is ASCII: old servers spoil it."
    )
