"""The sample library is written with care, so whatever the checks say of it must be true."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import articles
from articles.checks.text import Setting
from articles.findings import Finding
from articles.manuscripts.reading import read
from tests.articles.migrated import commercial_hosts

SAMPLES = sorted((Path(articles.__file__).parent / "samples").glob("*-*.md"))
SETTING = Setting(today=date(2026, 6, 1), commercial_hosts=commercial_hosts())


def findings(code: str) -> Iterator[tuple[str, Finding]]:
    for path in SAMPLES:
        for finding in read(path.read_bytes(), path.name, SETTING).findings:
            if finding.code == code:
                yield path.stem, finding


def test_there_are_twelve() -> None:
    assert len(SAMPLES) == 12


@pytest.mark.parametrize(
    "code",
    [
        *("spelling", "absolute-claim", "number-uncited", "no-urgent-signs", "term-unexplained"),
        *("paragraph-broken", "full-stop-missing", "question-mark-missing"),
    ],
)
def test_there_is_nothing_to_say(code: str) -> None:
    assert [(name, finding.where, finding.message) for name, finding in findings(code)] == []


@pytest.mark.parametrize(
    ("code", "where"),
    [
        ("long-sentence", ["what-do-my-blood-pressure-numbers-mean"]),
        ("reading-age", ["do-i-need-a-vitamin-d-supplement", "what-does-a-panic-attack-feel-like"]),
        ("title-echoes-author", ["why-do-muscles-go-into-spasm"]),
        (
            "source-mix",
            [
                "can-low-iron-make-me-tired",
                "is-my-snoring-sleep-apnoea",
                "why-do-muscles-go-into-spasm",
            ],
        ),
    ],
)
def test_what_is_said_was_looked_at_and_is_true(code: str, where: list[str]) -> None:
    assert [name for name, _ in findings(code)] == where


def test_every_source_that_is_told_old_is_old() -> None:
    told = [finding.text.split() for _, finding in findings("source-age")]
    assert len(told) == 18
    assert all(int(year) < 2021 for _, year in told)
