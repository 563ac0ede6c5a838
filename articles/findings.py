"""What the checks say, and the refusal that carries it to whoever asked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True)
class Finding:
    """One fault: a stable code, what is wrong in a sentence, and where.

    `text` is the text that it speaks of; a waiver holds for as long as that stays.
    """

    code: str
    message: str
    where: str = ""
    severity: Severity = "error"
    text: str = ""

    def as_json(self) -> dict[str, str]:
        """For reports that programs read."""
        return {name: getattr(self, name) for name in ("code", "severity", "message", "where")}


class Refused(Exception):
    """A verb that was not carried out, with the findings that say why. Nothing was changed."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = list(findings)
        super().__init__(" ".join(finding.message for finding in findings))

    @property
    def codes(self) -> list[str]:
        """The codes of the findings, in order."""
        return [finding.code for finding in self.findings]


def refuse_if(findings: Iterable[Finding]) -> None:
    """Raise Refused if there are any."""
    if found := list(findings):
        raise Refused(found)
