"""All checks on one text."""

from articles.checks.registry import CHECKS
from articles.checks.text import Text
from articles.findings import Finding


def findings(text: Text) -> list[Finding]:
    """What the checks find, the errors first, then warnings, then what is only worth knowing."""
    found = [
        Finding(check.code, each.message, each.where, check.severity, each.text)
        for check in CHECKS.values()
        for each in check.function(text)
    ]
    ranks = {"error": 0, "warning": 1, "info": 2}
    return sorted(found, key=lambda finding: ranks[finding.severity])
