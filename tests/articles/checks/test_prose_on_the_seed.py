"""The old site's page: how many of its faults of prose are found, and what else is."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from articles.checks.text import Setting
from articles.findings import Finding
from articles.manuscripts.reading import read
from tests.articles.migrated import commercial_hosts
from tests.articles.seed_faults import DETERMINISTIC, HEURISTIC

SEED = "seed/why-do-i-get-muscle-spasms.txt"
# The share of the places that must be found, and how many others may be. A sentence of exactly 25
# words (line 33) is not over 25.
FLOORS = {
    "title-echoes-author": (1.0, 0),
    "source-mix": (1.0, 0),
    "no-urgent-signs": (1.0, 0),
    "reading-age": (1.0, 0),
    "absolute-claim": (1.0, 0),
    "number-uncited": (1.0, 0),
    "spelling": (1.0, 0),
    "long-sentence": (0.85, 0),
    "term-unexplained": (1.0, 0),
}


@pytest.fixture(scope="module")
def findings(shared_path: Callable[[str], Path]) -> list[Finding]:
    path = shared_path(SEED)
    setting = Setting(today=date(2026, 6, 1), commercial_hosts=commercial_hosts())
    return read(path.read_bytes(), path.name, setting).findings


def where(findings: list[Finding], code: str) -> list[str]:
    return [finding.where for finding in findings if finding.code == code]


@pytest.mark.parametrize("code", ["paragraph-broken", "full-stop-missing", "question-mark-missing"])
def test_every_deterministic_fault_of_prose_and_no_other(
    findings: list[Finding], code: str
) -> None:
    assert sorted(where(findings, code)) == sorted(DETERMINISTIC[code])


@pytest.mark.parametrize("code", FLOORS)
def test_heuristic_faults_are_found_up_to_a_floor(findings: list[Finding], code: str) -> None:
    surely, perhaps = HEURISTIC[code]
    found = set(where(findings, code))
    alarms = found - surely - perhaps
    recall = len(found & surely) / len(surely)
    print(f"\n{code:<22} recall {recall:>4.0%} of {len(surely)}, false alarms {sorted(alarms)}")
    least, most = FLOORS[code]
    assert recall >= least
    assert len(alarms) <= most


def test_three_of_eight_sources_are_commercial(findings: list[Finding]) -> None:
    messages = [each.message for each in findings if each.code == "source-mix"]
    assert messages[0].startswith("2 of 8 sources are journal articles")
    assert messages[1].startswith("3 of 8 sources stand on commercial sites (medicalnewstoday.com,")
    assert "menopausenaturalsolutions.com" in messages[1]


def test_each_word_and_phrase_that_the_list_names_is_told(findings: list[Finding]) -> None:
    told = {(each.code, each.text.lower()) for each in findings}
    for term in ("neuro-synaptic", "gradient", "atherosclerosis", "neuropathy", "autonomically"):
        assert ("term-unexplained", term) in told
    assert ("term-unexplained", "creatinine") in told
    assert ("term-unexplained", "homeostasis") not in told
    for slip in ("degrative", "muscles spasms", "what do muscle spasms feels", "such parkinson's"):
        assert ("spelling", slip) in told
    assert ("spelling", "overtraining / over training") in told
    assert ("spelling", "self-care / self care") in told


def test_worst_part_is_the_summary(findings: list[Finding]) -> None:
    ages = {
        finding.where: int(finding.message.partition("reading age ")[2].partition(";")[0])
        for finding in findings
        if finding.code == "reading-age"
    }
    assert max(ages, key=lambda place: ages[place]) == "line 61"
