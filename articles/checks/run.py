"""All checks on one text."""

from collections.abc import Collection

# Importing a module registers its checks.
from articles.checks import (  # noqa: F401
    claims,
    duplicates,
    headings,
    links,
    marks,
    numbers,
    questions,
    reading_age,
    references,
    required,
    sentence_ends,
    sentence_length,
    source_age,
    source_mix,
    source_title,
    spelling,
    support,
    terms,
    upkeep,
    urgency,
)
from articles.checks.registry import CHECKS
from articles.checks.text import Text
from articles.findings import Finding, Severity

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


def findings(text: Text, severities: Collection[Severity] = SEVERITIES) -> list[Finding]:
    """What the checks of these severities find, the errors first, then warnings, then what is only
    worth knowing."""
    found = [
        Finding(check.code, each.message, each.where, check.severity, each.text)
        for check in CHECKS.values()
        if check.severity in severities
        for each in check.function(text)
    ]
    return sorted(found, key=lambda finding: SEVERITIES.index(finding.severity))
