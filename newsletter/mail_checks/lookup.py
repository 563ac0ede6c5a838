"""Asking the DNS, so that "there is no such record" and "nobody answered" are never mixed up."""

from collections.abc import Callable
from typing import Any

import dns.resolver
from dns.exception import DNSException

# A name and a type of record, such as TXT; all records of it, none if there are none.
Lookup = Callable[[str, str], list[str]]
SECONDS = 5


class Unanswered(Exception):
    """Nobody answered, or nobody who knows: nothing follows from it."""


def lookup(name: str, kind: str) -> list[str]:
    """The records of that name and kind; a TXT record's strings are put together (RFC 7208, 3.3).

    Raises Unanswered.
    """
    try:
        answer = dns.resolver.resolve(name, kind, lifetime=SECONDS)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return []
    except (DNSException, OSError) as error:
        raise Unanswered(str(error) or type(error).__name__) from error
    return [_text(record) for record in answer]


def _text(record: Any) -> str:
    if hasattr(record, "strings"):
        return b"".join(record.strings).decode(errors="replace")
    return str(record.to_text())
