"""One mail, and what it reports: a failure, as a multipart/report (RFC 6522) with a delivery status
(RFC 3464), or a complaint, with a feedback report (RFC 5965).

Whoever can write to us can write a report: nothing here says that it is true.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from newsletter.reports import mime, statuses

Kind = Literal["bounced", "returned", "complained"]

# A report may stand within a list's or a gateway's multipart/mixed.
DEEPEST = 3
MOST_PARTS = 20
MOST_RECIPIENTS = 20
STATUS_PARTS = {"message/delivery-status", "message/global-delivery-status"}
RETURNED_PARTS = {"message/rfc822", "message/global"}
RETURNED_HEADERS = {"text/rfc822-headers", "message/global-headers"}
# RFC 5965, 7.3. "not-spam" (RFC 6430) takes a complaint back, "auth-failure" (RFC 6591) is about
# our signature, and a virus is found by a machine.
COMPLAINTS = {"abuse", "fraud", "opt-out", "opt-out-list"}
MESSAGE_ID = re.compile(r"<?([^\s<>]+@[^\s<>]+)>?")
ADDRESSES = re.compile(r"[^\s<>,;:\"]+@[^\s<>,;:\"]+")
LINKS = re.compile(r"<(https?://[^\s<>]+)>")


@dataclass(frozen=True)
class Report:
    """What a mail reports of another that was ours, or so it says.

    `kind`: "bounced", for good and for the address's sake; "returned" for any other; "complained".
    `message_id` (without brackets) and `links` (of List-Unsubscribe) are those of the returned
    mail; `addresses` all that it is said to have been for; `words` what the server said.
    """

    kind: Kind
    message_id: str = ""
    links: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    words: str = ""


def read(data: bytes) -> Report | None:
    """The report that a mail is; None for every other mail, also for one that tells of a delay, of
    a success, or of nothing that can be read."""
    found = next(_reports(mime.part(data), DEEPEST), None)
    if found is None:
        return None
    returned = _returned(found)
    for part in found:
        if part.kind in STATUS_PARTS:
            return _failure(part, returned)
        if part.kind == "message/feedback-report":
            return _complaint(part, returned)
    return None


def _reports(part: mime.Part, depth: int) -> Iterator[list[mime.Part]]:
    """The parts of each report in it."""
    if part.kind == "multipart/report":
        yield list(islice(part.parts(), MOST_PARTS))
    elif depth:
        for inner in islice(part.parts(), MOST_PARTS):
            yield from _reports(inner, depth - 1)


def _returned(parts: list[mime.Part]) -> mime.Fields:
    """The fields of the mail that came back."""
    for part in parts:
        if part.kind in RETURNED_PARTS:
            return mime.part(part.decoded()).fields
        if part.kind in RETURNED_HEADERS:
            return mime.fields(part.decoded())
    return {}


def _failure(part: mime.Part, returned: mime.Fields) -> Report | None:
    """Of a mail to several, as an alias makes it of ours, all must have failed."""
    blocks = (each for each in mime.blocks(part.decoded()) if "action" in each)
    recipients = list(islice(blocks, MOST_RECIPIENTS))
    actions = {each.get("action", "").lower() for each in recipients}
    if actions != {"failed"}:
        return None
    words = [_said(each) for each in recipients]
    hard = [
        statuses.is_hard(each.get("status", ""), said)
        for each, said in zip(recipients, words, strict=True)
    ]
    addresses = [
        address
        for each in recipients
        for name in ("original-recipient", "final-recipient")
        for address in _addresses(each.get(name, ""))
    ]
    return _report("bounced" if all(hard) else "returned", returned, addresses, words[0])


def _said(recipient: mime.Fields) -> str:
    """RFC 3464, 2.3.6: the type of the words stands before a semicolon."""
    kind, semicolon, words = recipient.get("diagnostic-code", "").partition(";")
    said = words if semicolon else kind
    return said.strip() or recipient.get("status", "")


def _complaint(part: mime.Part, returned: mime.Fields) -> Report | None:
    told = next(mime.blocks(part.decoded()), {})
    kind = told.get("feedback-type", "").lower()
    if kind not in COMPLAINTS:
        return None
    addresses = _addresses(told.get("original-rcpt-to", "")) or _addresses(returned.get("to", ""))
    return _report("complained", returned, addresses, kind)


def _report(kind: Kind, returned: mime.Fields, addresses: list[str], words: str) -> Report:
    named = MESSAGE_ID.fullmatch(returned.get("message-id", ""))
    links = LINKS.findall(returned.get("list-unsubscribe", ""))
    unique = tuple(dict.fromkeys(addresses))
    said = statuses.without_address(words, *unique)
    return Report(kind, named[1] if named else "", tuple(links), unique, said)


def _addresses(value: str) -> list[str]:
    """Those in a field; before them may stand their type (RFC 3464, 2.3.1): "rfc822; a@b"."""
    return ADDRESSES.findall(value)
