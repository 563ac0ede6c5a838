"""The old site's page: everything in it is found, and every D row of its list of faults."""

import json
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest

from articles.checks.registry import CHECKS
from articles.citations import marks
from articles.manuscripts.manuscript import Manuscript
from articles.manuscripts.reading import read
from tests.articles.seed_faults import DETERMINISTIC, HEURISTIC

MISSED_AT_MOST = ALARMS_AT_MOST = 1
SEED = "seed/why-do-i-get-muscle-spasms.txt"


@pytest.fixture(scope="module")
def seed(shared_path: Callable[[str], Path]) -> Manuscript:
    path = shared_path(SEED)
    return read(path.read_bytes(), path.name)


def test_parts_of_the_page_are_told_apart(seed: Manuscript) -> None:
    assert seed.title == "Why Do I Get Muscle Spasms"
    assert seed.headings == [
        "What are muscle spasms",
        "Causes of muscle spasms",
        "Management and treatment for muscle spasms",
    ]
    assert [faq.urgent for faq in seed.faqs] == [False, False, False, True]
    assert seed.summary.count("<p>") == 1
    assert seed.author is not None
    assert seed.author.name.startswith("Alejandro")
    assert seed.author.credentials.startswith("Bachelors of Science")
    assert seed.author.bio.startswith("Hello, my name is")


def test_marks_are_read_in_order_and_numbered_anew(seed: Manuscript) -> None:
    assert seed.marks == [1, 8, 4, 2, 4, 5, 3, 3]
    assert seed.renumber == {1: 1, 8: 2, 4: 3, 2: 4, 5: 5, 3: 6}
    assert (seed.uncited, seed.dangling) == ([6, 7], [])


def test_the_count_that_may_be_a_mark_is_doubtful(seed: Manuscript) -> None:
    assert [(note.where, note.what.split()[0]) for note in seed.doubtful] == [("line 19", "5")]


def test_every_deterministic_fault_is_found_and_no_other(seed: Manuscript) -> None:
    for code in DETERMINISTIC.keys() & CHECKS.keys():
        found = [finding.where for finding in seed.findings if finding.code == code]
        assert sorted(found) == sorted(DETERMINISTIC[code]), code


def test_heuristic_faults_are_counted(seed: Manuscript) -> None:
    """What must be found, what was found, and what it was that should not have been."""
    print(f"\n{'code':<22}{'recall':>8}{'false alarms':>14}")
    for code, (surely, perhaps) in HEURISTIC.items():
        if code in CHECKS:
            found = {finding.where for finding in seed.findings if finding.code == code}
            alarms = found - surely - perhaps
            recall = f"{len(found & surely)}/{len(surely)}"
            print(f"{code:<22}{recall:>8}{len(alarms):>14}  {', '.join(sorted(alarms))}")
            assert len(surely - found) <= MISSED_AT_MOST, code
            assert len(alarms) <= ALARMS_AT_MOST, code


def test_bare_address_names_the_reference_that_it_is(seed: Manuscript) -> None:
    (message,) = [finding.message for finding in seed.findings if finding.code == "bare-url"]
    assert "cite reference 6" in message


def test_passages_are_kept_and_addresses_clean(seed: Manuscript) -> None:
    passages = {each.parsed.number for each in seed.references if each.parsed.passage}
    urls = [each.parsed.item.get("URL", "") for each in seed.references]
    assert passages == {2, 3, 7}
    assert not any(":~:" in url for url in urls)
    assert urls[4].endswith("#seeing-a-doctor")
    assert urls[5].endswith("#7.-Papaya")


def test_page_around_the_article_is_left_out_line_by_line(seed: Manuscript) -> None:
    where = {note.where: note.what for note in seed.left_out}
    assert where["line 73"] == "medical disclaimer"
    assert where["line 75"] == where["line 77"] == "newsletter invitation"
    assert where["line 78"] == "privacy note"
    assert where["line 86"] == where["line 88"] == "reply form"
    footer = [90, 91, 92, 93, 94, 95, 96, 97, 98, 100, 102]
    assert {f"line {line}" for line in [73, 75, 77, 78, 86, 88, *footer]} == set(where)


def test_no_word_of_the_article_is_lost_or_changed(
    seed: Manuscript, shared_path: Callable[[str], Path]
) -> None:
    lines = shared_path(SEED).read_text(encoding="utf-8").splitlines()
    answers = " ".join(f"{faq.question} {faq.answer}" for faq in seed.faqs)
    html = marks.strip(f"{seed.body} {answers} {seed.summary}")
    text = " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split()).replace(" :", ":")
    for line in lines[2:61]:
        for sentence in re.split(r"(?<=\.)\d?(?:\s+|$)|\s5:", line):
            if sentence not in ("FAQs", "Summary"):
                assert " ".join(sentence.split()) in text
    assert "<p>overtraining is a frequent cause" in seed.body
    assert "<strong>Nutrition:</strong> Muscle contraction" in seed.body


def test_report_is_json_with_the_promised_keys(seed: Manuscript) -> None:
    report = json.loads(json.dumps(seed.as_json("a-slug")))
    assert list(report) == [
        *("article", "title", "headings", "faqs", "marks", "renumber", "uncited", "dangling"),
        *("references", "author", "left_out", "doubtful", "findings"),
    ]
    assert list(report["references"][0]) == [
        *("number", "authors", "title", "year", "container", "publisher"),
        *("doi", "pmid", "url", "accessed", "passage"),
    ]
    assert list(report["findings"][0]) == ["code", "severity", "message", "where"]
    assert report["references"][3]["pmid"] == "3471061"
    assert report["references"][1]["accessed"] == "2023-02-25"
