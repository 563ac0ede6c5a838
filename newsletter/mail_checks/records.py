"""The records by which other servers tell our mail from forged mail: SPF, DKIM and DMARC; and
where bounces go."""

import binascii
import re
from base64 import b64decode
from collections.abc import Callable, Iterator

from newsletter.mail_checks import spf
from newsletter.mail_checks.lookup import Lookup, Unanswered
from newsletter.mail_checks.verdict import Verdict, ok, problem, unknown

# Of a key in its DER form (RFC 6376, 3.6.1), which is some 30 bytes longer than the key: one of
# fewer than 1,024 bits is not taken (RFC 8301, 3.2).
SHORTEST_RSA_KEY = 1024 // 8 + 20
POLICIES = {
    "none": "which asks for nothing yet: raise it to quarantine once the reports show no mail of"
    " ours that fails",
    "quarantine": "what fails goes to the spam folder",
    "reject": "what fails is refused",
}


def checks(domain: str, selector: str, lookup: Lookup) -> Iterator[Verdict]:
    """All of them. `selector`: under which our DKIM key stands; empty if we were not told."""
    yield from _asked("SPF", lambda: spf.check(domain, lookup))
    yield from _asked("DKIM", lambda: dkim(domain, selector, lookup))
    yield from _asked("DMARC", lambda: dmarc(domain, lookup))
    yield from _asked("MX", lambda: mx(domain, lookup))


def _asked(check: str, ask: Callable[[], Verdict]) -> Iterator[Verdict]:
    try:
        yield ask()
    except Unanswered as error:
        yield unknown(check, f"The DNS did not answer, so nobody knows. Try again later. ({error})")


def dkim(domain: str, selector: str, lookup: Lookup) -> Verdict:
    """The public key with which others check our signature (RFC 6376, 3.6.1). Raises Unanswered."""
    if not selector:
        return unknown(
            "DKIM",
            "Say under which selector the mail server signs: --dkim-selector, or DKIM_SELECTOR.",
        )
    name = f"{selector}._domainkey.{domain}"
    found = lookup(name, "TXT")
    if len(found) != 1:
        return problem("DKIM", f"{name} has {len(found)} TXT records, and must have one: the key.")
    fault = _fault_of_key(tags(found[0]))
    if fault:
        return problem("DKIM", f"{name}: {fault}")
    return ok(
        "DKIM",
        f"{name} has a key. Whether our mail is signed with it is the mail server’s doing: look"
        " for “dkim=pass” in a message that --send-to sends.",
    )


def _fault_of_key(found: dict[str, str]) -> str:
    if found.get("v", "DKIM1") != "DKIM1":
        return "the record is not of DKIM version 1."
    if "p" not in found:
        return "the record has no key (p=)."
    try:
        key = b64decode("".join(found["p"].split()), validate=True)
    except (binascii.Error, ValueError):
        return "the key (p=) is not in base64: copy it again, whole."
    if not key:
        return "the key is empty, which says that it was revoked. Publish the one in use."
    if found.get("k", "rsa") == "rsa" and len(key) < SHORTEST_RSA_KEY:
        return "the key is too short, or cut off: use one of 2,048 bits."
    return ""


def dmarc(domain: str, lookup: Lookup) -> Verdict:
    """What is to be done with mail that fails (RFC 7489, 6.3): of the domain, else of one above it.
    Raises Unanswered."""
    for at in _upwards(domain):
        found = [text for text in lookup(f"_dmarc.{at}", "TXT") if _is_dmarc(text)]
        if len(found) > 1:
            return problem("DMARC", f"_dmarc.{at} has {len(found)} records, so none counts.")
        if found:
            return _dmarc(at, tags(found[0]), is_own=at == domain)
    return problem(
        "DMARC",
        f"_dmarc.{domain} has no record. Begin with “v=DMARC1; p=none; rua=mailto:…”: large"
        " mailbox providers refuse bulk mail without one.",
    )


def _dmarc(at: str, found: dict[str, str], *, is_own: bool) -> Verdict:
    policy = (found.get("p", "") if is_own else found.get("sp", found.get("p", ""))).lower()
    if policy not in POLICIES:
        return problem("DMARC", f"_dmarc.{at}: p= must be none, quarantine or reject.")
    reports = "" if "rua" in found else " Nobody is sent reports: add rua=mailto:…"
    return ok("DMARC", f"_dmarc.{at} says p={policy}: {POLICIES[policy]}.{reports}")


def mx(domain: str, lookup: Lookup) -> Verdict:
    """Where bounces and answers go (RFC 5321, 5.1; RFC 7505). Raises Unanswered."""
    found = lookup(domain, "MX")
    if any(record.rpartition(" ")[2] == "." for record in found):
        return problem("MX", f"{domain} says that it takes no mail, so bounces are lost.")
    if found:
        servers = ", ".join(sorted(record.rpartition(" ")[2].rstrip(".") for record in found))
        return ok("MX", f"Bounces go to {servers}.")
    if lookup(domain, "A") or lookup(domain, "AAAA"):
        return ok("MX", f"{domain} has no MX record: bounces go to the host of that name itself.")
    return problem("MX", f"{domain} has no mail server, so bounces are lost. Add an MX record.")


def tags(record: str) -> dict[str, str]:
    """The tags of a record (RFC 6376, 3.2), their names in small letters."""
    pairs = (part.partition("=") for part in record.split(";") if "=" in part)
    return {name.strip().lower(): value.strip() for name, _, value in pairs}


def _is_dmarc(text: str) -> bool:
    return re.match(r"v\s*=\s*DMARC1\s*(;|$)", text) is not None


def _upwards(domain: str) -> Iterator[str]:
    """The domain and those above it, but for the last label."""
    labels = domain.split(".")
    for start in range(max(len(labels) - 1, 1)):
        yield ".".join(labels[start:])
