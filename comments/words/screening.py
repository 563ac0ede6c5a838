"""The rules that a reply meets before a person reads it: which ones speak, and is it spam?

No rule publishes a reply and none throws it away. Spam is filed apart, where a moderator can still
find it, and a reply that may tell of danger is never filed there.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from ipaddress import IPv6Network, ip_network
from typing import Literal

from comments.words import emergencies, personal_details
from comments.words.comparing import bare_words, holds, normalised

__all__ = ["RULES", "Reason", "Reply", "Rules", "Verdict", "normalised", "screen"]

# A shorter text, such as "Thank you so much for this", two people may well write.
SHORTEST_COPY = 40
# In fewer letters, capitals are no shouting.
SHORTEST_SHOUT = 20

_LINK = re.compile(r"https?://(?:www\.)?|\bwww\.", re.IGNORECASE)
_MARKUP = re.compile(r"<a\s[^<>]{0,200}href|\[(?:url|link)\b", re.IGNORECASE)
_DOMAIN = re.compile(
    r"\b[\w-]+\.(?:com|net|org|info|biz|shop|top|xyz|online|site|co|uk|ru)\b", re.I
)
_CURE = re.compile(
    r"\b(?:cur(?:e|es|ed|ing)|heal(?:ed|ing)?|herb(?:s|al|alist)?|spells?|enlargement)\b", re.I
)
# "Contact him via", "write to dr_", "WhatsApp +234": nobody says so of a friend.
_TO_HIM = re.compile(
    r"\b(?:contact|reach|message|text|write|e-?mail|call|whats ?app)\W{1,3}"
    r"(?:\w{1,12}\W{1,3}){0,2}?(?:him\b|her\b|via\b|dr[ _.]|doctor\b|dr\w{1,20}@)"
    r"|\b(?:call|text|whats ?app) \+(?!44)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Reply:
    """A reply as it came in. `network` is that of the sender, or what else a request said of it;
    `honeypot` what stood in the field that people do not see; `same_text_before` how many earlier
    replies, anywhere, have the same `normalised` text."""

    name: str
    email: str
    body: str
    network: str = ""
    honeypot: str = ""
    same_text_before: int = 0


@dataclass(frozen=True)
class Rules:
    """What the moderators set: more links than `most_links` are spam; `longest` counts characters;
    `blocked_networks` are in CIDR notation."""

    most_links: int = 3
    longest: int = 5_000
    blocked_words: tuple[str, ...] = ()
    blocked_networks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reason:
    """What a rule says of a reply, for the moderator; `is_spam` if that alone makes it spam."""

    code: str
    message: str
    is_spam: bool = False


@dataclass(frozen=True)
class Verdict:
    """Where the reply goes, and every reason."""

    status: Literal["pending", "spam"]
    reasons: tuple[Reason, ...]

    @property
    def is_urgent(self) -> bool:
        """Whether it may tell of danger."""
        return any(reason.code == "urgent" for reason in self.reasons)


def screen(reply: Reply, rules: Rules, opinions: Iterable[Reason] = ()) -> Verdict:
    """What the rules make of a reply, and others in their `opinions`. Danger goes before spam."""
    reasons = (*(reason for rule in RULES for reason in rule(reply, rules)), *opinions)
    verdict = Verdict("pending", reasons)
    is_spam = any(reason.is_spam for reason in reasons) and not verdict.is_urgent
    return Verdict("spam", reasons) if is_spam else verdict


def urgent(reply: Reply, rules: Rules) -> Iterator[Reason]:
    """It may tell of an emergency or of self-harm."""
    if dangers := emergencies.find(reply.body):
        kinds = " and ".join(dict.fromkeys(danger.kind for danger in dangers))
        words = ", ".join(f"“{danger.words}”" for danger in dangers[:3])
        yield Reason("urgent", f"It may tell of {kinds}: {words}. Read it first.")


def personal(reply: Reply, rules: Rules) -> Iterator[Reason]:
    """It gives details by which a person can be found; they are hidden from readers."""
    kinds = dict.fromkeys(detail.kind for detail in personal_details.find(reply.body))
    if kinds:
        yield Reason("personal-details", f"It holds personal details: {', '.join(kinds)}.")


def trapped(reply: Reply, rules: Rules) -> Iterator[Reason]:
    """A program filled in a field that people do not see."""
    if reply.honeypot.strip():
        yield Reason("honeypot", "The field that people do not see was filled in.", is_spam=True)


def linked(reply: Reply, rules: Rules) -> Iterator[Reason]:
    """Links are looked at, many are spam; so are links in HTML, and one for a name."""
    count = len(_LINK.findall(reply.body))
    if _MARKUP.search(reply.body):
        yield Reason("links", "It holds links in HTML or BBCode, for search engines.", is_spam=True)
    elif _LINK.search(reply.name) or _DOMAIN.search(reply.name):
        yield Reason("links", "The name is the address of a website.", is_spam=True)
    elif count:
        of_them = "1 link" if count == 1 else f"{count} links"
        yield Reason("links", f"It holds {of_them}.", is_spam=count > rules.most_links)


def long(reply: Reply, rules: Rules) -> Iterator[Reason]:
    """It is longer than a reply should be."""
    if len(reply.body) > rules.longest:
        message = f"It has {len(reply.body):,} characters, more than {rules.longest:,}."
        yield Reason("length", message)


def repeated(reply: Reply, rules: Rules) -> Iterator[Reason]:
    """The same text came before."""
    if reply.same_text_before > 0 and len(normalised(reply.body)) >= SHORTEST_COPY:
        times = "once" if reply.same_text_before == 1 else f"{reply.same_text_before} times"
        yield Reason("repeated-text", f"The same text was sent {times} before.", is_spam=True)


def blocked_word(reply: Reply, rules: Rules) -> Iterator[Reason]:
    """A blocked word or phrase stands in the text, the name or the domain of the e-mail address."""
    domain = reply.email.rpartition("@")[2]
    places = [bare_words(place) for place in (reply.body, reply.name, domain)]
    found = [word for word in rules.blocked_words if any(holds(place, word) for place in places)]
    if found:
        words = ", ".join(f"“{word}”" for word in found)
        yield Reason("blocked-word", f"It holds what is blocked: {words}.", is_spam=True)


def blocked_network(reply: Reply, rules: Rules) -> Iterator[Reason]:
    """It comes from a blocked network, or from a part of one."""
    sender = _network(reply.network)
    blocked = [each for text in rules.blocked_networks if (each := _network(text))]
    if sender and any(sender.subnet_of(each) for each in blocked):
        message = f"It comes from {reply.network}, which is blocked."
        yield Reason("blocked-network", message, is_spam=True)


def testimonial(reply: Reply, rules: Rules) -> Iterator[Reason]:
    """It praises a healer and says how to reach him."""
    reachable = personal_details.find(reply.body) or holds(bare_words(reply.body), "whatsapp")
    if reachable and _CURE.search(reply.body) and _TO_HIM.search(reply.body):
        yield Reason("testimonial", "It praises a cure and says whom to contact.", is_spam=True)


def shouting(reply: Reply, rules: Rules) -> Iterator[Reason]:
    """Most of it is in capitals."""
    letters = [each for each in reply.body if each.isupper() or each.islower()]
    capitals = sum(each.isupper() for each in letters)
    if len(letters) >= SHORTEST_SHOUT and capitals > len(letters) / 2:
        yield Reason("shouting", "Most of it is in capitals.")


Rule = Callable[[Reply, Rules], Iterator[Reason]]
RULES: tuple[Rule, ...] = (
    *(urgent, personal, trapped, linked, long, repeated),
    *(blocked_word, blocked_network, testimonial, shouting),
)


def _network(text: str) -> IPv6Network | None:
    """The network of that text, an IPv4 one as it is mapped into IPv6; None if it is none."""
    try:
        network = ip_network(text.strip(), strict=False)
    except ValueError:
        return None
    if isinstance(network, IPv6Network):
        return network
    return IPv6Network(f"::ffff:{network.network_address}/{network.prefixlen + 96}")
