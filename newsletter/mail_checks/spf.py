"""Which servers may send in our name: the SPF record (RFC 7208), as it is written."""

import re

from newsletter.mail_checks.lookup import Lookup
from newsletter.mail_checks.verdict import Verdict, ok, problem

TERM = re.compile(
    r"(?P<how>[-+~?]?)(?P<mechanism>all|include|a|mx|ptr|ip4|ip6|exists)(?P<of>[:/]\S*)?"
    r"|(?P<modifier>[a-z][a-z0-9_.-]*)=(?P<value>\S*)",
    re.IGNORECASE,
)
# RFC 7208, 4.6.4: these have others look something up, and at most ten times in all.
LOOK_UP = {"include", "a", "mx", "ptr", "exists"}
MOST_LOOKUPS = 10
NEED_VALUE = {"include", "exists", "ip4", "ip6"}


def check(domain: str, lookup: Lookup) -> Verdict:
    """Whether the domain has one record that can be read, does not ask for too much, and ends with
    a refusal of all others. Raises Unanswered."""
    found = _records(domain, lookup)
    if len(found) != 1:
        what = "no SPF record" if not found else f"{len(found)} SPF records, so none counts"
        advice = "Publish one TXT record that begins with “v=spf1” and names the mail server."
        return problem("SPF", f"{domain} has {what}. {advice}")
    terms = found[0].split()[1:]
    if wrong := [term for term in terms if not _is_term(term)]:
        return problem("SPF", f"The record of {domain} cannot be read at “{wrong[0]}”.")
    lookups = _lookups(terms, lookup, {domain})
    if lookups > MOST_LOOKUPS:
        limit = f"more than {MOST_LOOKUPS} look-ups, so it does not count"
        return problem("SPF", f"The record of {domain} needs {limit}. Name fewer others.")
    return _ending(domain, terms, lookups)


def _records(domain: str, lookup: Lookup) -> list[str]:
    return [text for text in lookup(domain, "TXT") if re.match(r"v=spf1( |$)", text, re.I)]


def _is_term(term: str) -> bool:
    found = TERM.fullmatch(term)
    if found is None:
        return False
    mechanism = (found["mechanism"] or "").lower()
    return bool(found["of"]) if mechanism in NEED_VALUE else True


def _lookups(terms: list[str], lookup: Lookup, seen: set[str]) -> int:
    """How many look-ups the record asks for, with those of the records that it includes; it stops
    counting beyond the limit. Raises Unanswered."""
    count = 0
    for found in filter(None, map(TERM.fullmatch, terms)):
        mechanism, modifier = (found["mechanism"] or "").lower(), (found["modifier"] or "").lower()
        if mechanism not in LOOK_UP and modifier != "redirect":
            continue
        count += 1
        other = (found["value"] or (found["of"] or "")[1:]).lower().rstrip(".")
        if (mechanism == "include" or modifier) and other not in seen and count <= MOST_LOOKUPS:
            seen.add(other)
            for record in _records(other, lookup):
                count += _lookups(record.split()[1:], lookup, seen)
    return count


def _ending(domain: str, terms: list[str], lookups: int) -> Verdict:
    lower = [term.lower() for term in terms]
    ends = [term for term in lower if term.lstrip("-+~?") == "all"]
    if not ends and any(term.startswith("redirect=") for term in lower):
        return ok("SPF", f"{domain} has one record, which leads to another.")
    if not ends or ends[0][0] not in "-~":
        advice = "End it with “-all” or “~all”"
        return problem("SPF", f"The record of {domain} lets anybody send in our name. {advice}.")
    return ok(
        "SPF",
        f"{domain} has one record, ends with “{ends[0]}” and needs {lookups} of {MOST_LOOKUPS}"
        " look-ups. That it names our mail server, only a message that --send-to sends can show.",
    )
