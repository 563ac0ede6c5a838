"""The editorial checks by their codes: each a small function that reads a Text and says what it
found. A module of checks is imported by `articles.checks.run`, and so registered."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from articles.checks.text import Text
from articles.findings import Severity


class Found(NamedTuple):
    """What a check found: a sentence that names the rule and says what to do, the place, and the
    text that it speaks of (for which a waiver holds)."""

    message: str
    where: str
    text: str = ""


Function = Callable[[Text], Iterator[Found]]


@dataclass(frozen=True)
class Check:
    """A check: its stable code, how grave it is, and the function."""

    code: str
    severity: Severity
    function: Function


CHECKS: dict[str, Check] = {}


def check(code: str, severity: Severity) -> Callable[[Function], Function]:
    """Register a function as the check of that code. Raises ValueError if the code is taken."""

    def register(function: Function) -> Function:
        if code in CHECKS:
            raise ValueError(f"There are two checks of the code {code}.")
        CHECKS[code] = Check(code, severity, function)
        return function

    return register
