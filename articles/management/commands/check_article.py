"""`check_article SLUG`: what the editorial checks find in an article's working copy."""

import json as json_format
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from articles import checking, drafting
from articles.management.rows import row
from articles.models import Article

WITH_ERRORS = 1


class Command(BaseCommand):
    help = "Says what the editorial checks find in an article; ends with 1 if there are errors."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("--json", action="store_true", help="print the report as JSON")

    def handle(self, *, slug: str, json: bool, **options: Any) -> None:
        article = row(Article, "slug", slug)
        report = {"article": slug} | checking.report(article, drafting.freeze(article))
        self.stdout.write(as_json(report) if json else "\n".join(as_text(report)))
        if report["counts"]["error"]:
            raise SystemExit(WITH_ERRORS)


def as_json(report: dict[str, Any]) -> str:
    """The report for programs."""
    return json_format.dumps(report, ensure_ascii=False, indent=2)


def as_text(report: dict[str, Any]) -> list[str]:
    """The report for people: the figures, then every finding with its place, the waived ones with
    their reasons."""
    return [
        f"{report['article']}: {report['words']} words, {report['minutes']} min,"
        f" {report['references']} references, {report['marks']} marks.",
        *(_finding(finding) for finding in report["findings"]),
        _counts(report["counts"]),
    ]


def _finding(finding: dict[str, Any]) -> str:
    line = f"  {finding['severity']} {finding['code']}, {finding['label']}: {finding['message']}"
    if waiver := finding["waiver"]:
        line += f" Waived by {waiver['by']}: {waiver['reason']}"
    return line


def _counts(counts: dict[str, int]) -> str:
    return (
        f"Errors: {counts['error']}. Warnings: {counts['warning']}."
        f" Worth knowing: {counts['info']}. Waived: {counts['waived']}."
    )
