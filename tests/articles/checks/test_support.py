"""What says something has a mark."""

import pytest

from tests.articles.checks.made import cite, found, places, reference, text

CLAIM = "Muscles that are short of water may cramp, most often late at night in bed."
ADVICE = "Drink some water."


def in_section(html: str) -> list[str]:
    """Where `paragraph-uncited` is found in a section that has a mark elsewhere."""
    return places("paragraph-uncited", text(body=f"{html}<p>{CLAIM}{cite('a')}</p>"))


def test_text_without_references() -> None:
    bare = text(body=f"<h2>Causes</h2><p>{CLAIM}</p>", summary=f"<p>{CLAIM}</p>", references=[])
    assert places("no-references", bare) == ["references"]


@pytest.mark.parametrize(
    "code", ["section-uncited", "paragraph-uncited", "faq-uncited", "summary-uncited"]
)
def test_text_without_references_is_told_so_once(code: str) -> None:
    bare = text(
        body=f"<h2>Causes</h2><p>{CLAIM}</p>",
        faqs=[("Why?", f"<p>{CLAIM}</p>")],
        summary=f"<p>{CLAIM}</p>",
        references=[],
    )
    assert found(code, bare) == []


def test_an_empty_article_needs_no_references_yet() -> None:
    assert found("no-references", text()) == []


def test_sections_without_a_mark() -> None:
    body = (
        f"<p>{CLAIM}</p><h2>Causes</h2><p>A.{cite('a')}</p><h2>Signs</h2><h3>Early</h3>"
        f"<p>{CLAIM}</p><h2>Empty</h2>"
    )
    assert places("section-uncited", text(body=body)) == ["body:1", "body:4"]


def test_a_section_under_smaller_headings_has_its_marks() -> None:
    body = f"<h2>Causes</h2><p>{CLAIM}</p><h3>Salt</h3><p>A.{cite('a')}</p>"
    assert found("section-uncited", text(body=body)) == []


def test_a_mark_in_the_heading_counts() -> None:
    assert found("section-uncited", text(body=f"<h2>Causes{cite('a')}</h2><p>{CLAIM}</p>")) == []


def test_a_paragraph_that_claims_something_without_a_mark() -> None:
    assert in_section(f"<p>{CLAIM}</p>") == ["body:1"]


@pytest.mark.parametrize(
    "html",
    [
        f"<p>{ADVICE}</p>",
        f"<p>{CLAIM}{cite('a')}</p>",
        f"<p>These may help:{cite('a')}</p><ul><li>{CLAIM}</li><li>{CLAIM}</li></ul>",
        f"<p>{CLAIM}</p><ul><li>{ADVICE}{cite('a')}</li></ul>",
        f"<p>Five things matter:{cite('a')}</p><p>Nutrition: {CLAIM}</p><p>Nerves: {CLAIM}</p>",
        f"<p>For those who train every day and for all of the others as well,</p>"
        f"<p>cramps are common.{cite('a')}</p>",
        f"<table><tr><td>{CLAIM}</td></tr></table>",
        f"<h3>{CLAIM}</h3>",
    ],
    ids=["short", "marked", "list under a mark", "mark in the list", "labels after a colon",
         "broken sentence", "table", "heading"],
)  # fmt: skip
def test_what_needs_no_mark_or_leans_on_one(html: str) -> None:
    assert in_section(html) == []


def test_a_list_without_a_mark_is_told_once_with_what_announces_it() -> None:
    html = f"<p>These may help:</p><ul><li>{CLAIM}</li><li>{CLAIM}</li></ul>"
    assert in_section(html) == ["body:1"]


def test_paragraphs_of_a_section_without_any_mark_are_told_with_the_section() -> None:
    body = f"<h2>Causes</h2><p>{CLAIM}</p><h2>Signs</h2><p>A.{cite('a')}</p>"
    assert found("paragraph-uncited", text(body=body)) == []
    assert places("section-uncited", text(body=body)) == ["body:1"]


def test_answers_without_a_mark() -> None:
    answers = text(
        faqs=[
            ("Why?", f"<p>{CLAIM}</p>"),
            ("How?", f"<p>{ADVICE}</p><p>{CLAIM}{cite('a')}</p>"),
            ("When?", ""),
        ]
    )
    assert places("faq-uncited", answers) == ["faq-1"]
    assert "“Why?”" in found("faq-uncited", answers)[0].message


def test_summary_without_a_mark() -> None:
    references = [reference("a")]
    summary = text(summary=f"<p></p><p>{CLAIM}</p>", references=references)
    assert places("summary-uncited", summary) == ["summary:2"]
    marked = text(summary=f"<p>{CLAIM}</p><p>{ADVICE}{cite('a')}</p>", references=references)
    assert found("summary-uncited", marked) == []


def test_a_waiver_speaks_of_the_whole_passage() -> None:
    body = f"<p>These may help:</p><ul><li>{CLAIM}</li></ul><p>A.{cite('a')}</p>"
    (finding,) = found("paragraph-uncited", text(body=body))
    assert finding.text == f"These may help: {CLAIM}"
