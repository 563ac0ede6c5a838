"""All checks together, on whatever text."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.checks.places import in_order, label
from articles.checks.registry import CHECKS
from articles.checks.rules import RULES
from articles.checks.run import SEVERITIES, findings
from articles.checks.text import Reference, Text
from articles.citations.item import Item
from tests.articles.checks.made import ARTICLE, PAGE, cite, codes, reference, text
from tests.articles.checks.test_blocks import HTML

FROM_ISSUE = {
    "error": (
        "citation-dangling reference-uncited duplicate-reference no-title no-topic no-author"
        " alt-missing"
    ),
    "warning": (
        "no-references no-headings heading-skipped citation-order section-uncited paragraph-uncited"
        " faq-uncited summary-uncited number-uncited absolute-claim bare-url url-text-fragment"
        " tracking-parameter cited-date-format access-date-missing date-missing author-incomplete"
        " database-as-publisher source-retracted source-unreachable source-age source-mix"
        " paragraph-broken full-stop-missing question-mark-missing no-urgent-signs no-summary"
        " reading-age spelling review-overdue"
    ),
    "info": "title-echoes-author long-sentence term-unexplained slug-changed",
}
FIELDS = st.dictionaries(
    st.sampled_from(["title", "URL", "DOI", "PMID", "ISBN", "publisher", "container-title"]),
    st.text(max_size=30),
)
NAMES = st.lists(st.fixed_dictionaries({}, optional={"family": st.text(), "given": st.text()}))


@st.composite
def texts(draw: st.DrawFn) -> Text:
    keys = draw(st.lists(st.sampled_from("abcd"), unique=True))
    return text(
        title=draw(st.text(max_size=50)),
        standfirst=draw(st.text(max_size=50)),
        body=draw(HTML),
        faqs=draw(st.lists(st.tuples(st.text(max_size=40), HTML), max_size=2)),
        summary=draw(HTML),
        references=[draw(references(key)) for key in keys],
    )


@st.composite
def references(draw: st.DrawFn, key: str) -> Reference:
    item: Item = draw(st.sampled_from([ARTICLE, PAGE]))
    fields = draw(FIELDS) | {"author": draw(NAMES)}
    number = draw(st.none() | st.integers(1, 9))
    return reference(
        key, item, fields=fields, number=number, link=draw(st.sampled_from(["dead", ""]))
    )


@given(texts())
@settings(max_examples=60, deadline=None)
def test_any_text_is_checked_and_every_finding_has_its_place(any_text: Text) -> None:
    for finding in findings(any_text):
        assert finding.where in in_order(any_text)
        assert label(finding.where)
        assert finding.message


@given(texts())
@settings(max_examples=20, deadline=None)
def test_findings_are_the_same_again(any_text: Text) -> None:
    assert findings(any_text) == findings(any_text)


@given(texts())
@settings(max_examples=20, deadline=None)
def test_errors_alone_are_those_of_all(any_text: Text) -> None:
    errors = [finding for finding in findings(any_text) if finding.severity == "error"]
    assert findings(any_text, {"error"}) == errors


def test_grave_findings_come_first() -> None:
    ranks = [SEVERITIES.index(each.severity) for each in findings(text(title="", body="<p>A</p>"))]
    assert ranks == sorted(ranks)
    assert set(ranks) > {0}


def test_checks_have_the_codes_and_severities_that_were_agreed() -> None:
    agreed = {code: severity for severity, listed in FROM_ISSUE.items() for code in listed.split()}
    assert set(RULES) == set(agreed)
    assert {code: check.severity for code, check in CHECKS.items()}.items() <= agreed.items()


def test_a_sound_text_has_no_fault_of_structure_or_references() -> None:
    body = "<h2>Causes</h2><p>Cramps may follow long exercise, above all in the heat.{}</p>"
    sound = text(
        standfirst="What an example is.",
        body=body.format(cite("a")),
        summary=f"<p>They pass.{cite('a')}</p>",
    )
    of_prose = {"no-urgent-signs", "source-mix", "reading-age"}
    assert codes(sound) - of_prose == set()


def test_places_in_words() -> None:
    assert [label(place) for place in ("title", "body:7", "faq-2", "faq-2:1", "faq-2:3")] == [
        "Title",
        "Body, paragraph 7",
        "FAQ 2, question",
        "FAQ 2, answer",
        "FAQ 2, answer, paragraph 3",
    ]
    assert label("reference:brukner2017") == "Reference brukner2017"
    assert label("standfirst:1") == "Standfirst"
    assert [label("line 39"), label("reference 6"), label("FAQ 1")] == [
        "Line 39",
        "Reference 6",
        "FAQ 1",
    ]


def test_an_article_without_anything_is_checked() -> None:
    nothing = replace(text(title=""), references=())
    assert codes(nothing) == {"no-title"}
