"""What a check says."""

from dataclasses import dataclass
from typing import Literal

State = Literal["ok", "problem", "unknown"]


@dataclass(frozen=True)
class Verdict:
    """What was looked at, how it is, and in a sentence what was found or is to be done."""

    check: str
    state: State
    words: str


def ok(check: str, words: str) -> Verdict:
    return Verdict(check, "ok", words)


def problem(check: str, words: str) -> Verdict:
    return Verdict(check, "problem", words)


def unknown(check: str, words: str) -> Verdict:
    """What could not be looked at: it may be well or not."""
    return Verdict(check, "unknown", words)
