"""The editorial checks on an article: what is found in a text, and all of it in one report."""

from collections.abc import Callable, Sequence
from typing import Any

from articles import rendering
from articles.checked_text import text_of
from articles.checks import reading_age, run
from articles.checks.places import in_order, label
from articles.checks.registry import CHECKS
from articles.checks.rules import RULES
from articles.checks.text import Text
from articles.content import Content
from articles.findings import Finding
from articles.models import Article, Waiver
from articles.waiving import excerpt, frozen, in_force, name, text_hash, unwaive, waive

__all__ = ["check", "errors", "frozen", "in_force", "report", "text_of", "unwaive", "waive"]


def check(article: Article, content: Content) -> list[Finding]:
    """Everything that the checks find in a text of the article."""
    return run.findings(text_of(article, content))


def errors(article: Article, content: Content) -> list[Finding]:
    """What stands against publishing the text."""
    return run.findings(text_of(article, content), {"error"})


def report(article: Article, content: Content) -> dict[str, Any]:
    """All there is to say of a text, as JSON values: what was found, in the order of the form and
    the waived last, what was in order, and the figures."""
    text = text_of(article, content)
    findings = run.findings(text)
    waivers = {(waiver.code, waiver.text_hash): waiver for waiver in in_force(article, findings)}
    told = [_told(finding, waivers.get((finding.code, text_hash(finding)))) for finding in findings]
    found = {finding.code for finding in findings}
    blocks = list(text.blocks())
    words = sum(len(block.text.split()) for block in blocks)
    return {
        "findings": sorted(told, key=_order(text)),
        "counts": _counts(told),
        "passed": [{"code": code, "label": RULES[code]} for code in CHECKS if code not in found],
        "words": words,
        "minutes": rendering.minutes(words),
        "references": len(text.references),
        "marks": sum(len(block.marks) for block in blocks),
        "reading_age": _rounded(reading_age.age(blocks)),
    }


def _rounded(age: float | None) -> int | None:
    return None if age is None else round(age)


def _told(finding: Finding, waiver: Waiver | None) -> dict[str, Any]:
    return finding.as_json() | {
        "label": label(finding.where),
        "text_hash": text_hash(finding),
        "excerpt": excerpt(finding.text),
        "waiver": waiver
        and {"id": waiver.pk, "reason": waiver.reason, "by": name(waiver.waived_by)},
    }


def _order(text: Text) -> Callable[[dict[str, Any]], tuple[bool, int, int]]:
    """The key by which findings are told: the grave ones first, each kind down the page."""
    ranks = {place: rank for rank, place in reversed(list(enumerate(in_order(text))))}

    def key(told: dict[str, Any]) -> tuple[bool, int, int]:
        severity = run.SEVERITIES.index(told["severity"])
        return bool(told["waiver"]), severity, ranks.get(told["where"], len(ranks))

    return key


def _counts(told: Sequence[dict[str, Any]]) -> dict[str, int]:
    standing = [each["severity"] for each in told if not each["waiver"]]
    counts = {severity: standing.count(severity) for severity in run.SEVERITIES}
    return counts | {"waived": len(told) - len(standing)}
