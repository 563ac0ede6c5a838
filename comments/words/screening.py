from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Reason:
    code: str
    message: str
    is_spam: bool = False


@dataclass(frozen=True)
class Reply:
    name: str
    email: str
    body: str
    network: str = ""
    honeypot: str = ""
    same_text_before: int = 0


@dataclass(frozen=True)
class Rules:
    most_links: int = 2
    blocked_words: tuple[str, ...] = ()
    blocked_networks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Verdict:
    status: Literal["pending", "spam"]
    reasons: tuple[Reason, ...] = ()
    is_urgent: bool = False


def screen(reply: Reply, rules: Rules, opinions: Iterable[Reason] = ()) -> Verdict:
    reasons = tuple(opinions)
    if reply.honeypot:
        reasons += (Reason("honeypot", "A field that people do not see was filled in.", True),)
    is_urgent = "end my life" in reply.body
    is_spam = any(reason.is_spam for reason in reasons) and not is_urgent
    return Verdict("spam" if is_spam else "pending", reasons, is_urgent)


def normalised(text: str) -> str:
    return " ".join(text.lower().split())
