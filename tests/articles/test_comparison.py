"""What an editor is told of the difference between two texts, part by part."""

from dataclasses import replace
from typing import Any

import pytest
from bs4 import BeautifulSoup

from articles.comparison import ORDER, compare
from articles.content import Answer, Citation, Content, Picture, Signature

BOOK = Citation("book2020", 1, {"type": "book", "title": "On rest", "publisher": "Example Press"})
STUDY = Citation(
    "study2021",
    2,
    {"type": "article-journal", "title": "A trial", "author": [{"family": "Ann", "given": "A"}]},
)
BED = Picture("images/a.webp", 10, 10, alt="A bed")
TEXT = Content(
    title="Why rest?",
    standfirst="What rest does.",
    key_points="<ul><li>Rest.</li></ul>",
    body="<p>Rest well.</p>",
    faqs=[
        Answer("How long?", "<p>A week of rest at home.</p>"),
        Answer("What if it hurts?", "<p>Call a doctor.</p>", urgent=True),
        Answer("And food?", "<p>Eat what you like.</p>"),
    ],
    summary="<p>Rest.</p>",
    references=[BOOK, STUDY],
    byline=[Signature(1, "Ann Author", "BSc")],
    image=BED,
)


def told(**changes: Any) -> dict[str, str]:
    """What is said of each part, by its label; removed words in [-…-], added ones in {+…+}."""
    return {change.label: plain(change.html) for change in compare(TEXT, replace(TEXT, **changes))}


def plain(html: str) -> str:
    soup = BeautifulSoup(html, "html.parser")
    for hidden in soup.select(".visually-hidden"):
        hidden.decompose()
    for mark, (opening, closing) in {"del": ("[-", "-]"), "ins": ("{+", "+}")}.items():
        for changed in soup.select(mark):
            changed.replace_with(f"{opening}{changed.get_text()}{closing}")
    for block in soup.find_all(["p", "li", "dt", "dd", "b"]):
        block.insert_before(" ")
        block.insert_after(" ")
    return " ".join(soup.get_text().split())


def test_same_text_differs_in_nothing() -> None:
    assert compare(TEXT, TEXT) == []
    assert compare(Content(), Content()) == []


@pytest.mark.parametrize(
    ("changes", "label", "words"),
    [
        ({"title": "Why sleep?"}, "Title", "Why[- rest-]{+ sleep+}?"),
        ({"standfirst": "What rest now does."}, "Standfirst", "What rest{+ now+} does."),
        ({"key_points": ""}, "Key points", "[-Rest.-]"),
        ({"body": "<p>Rest very well.</p>"}, "Body", "Rest{+ very+} well."),
        ({"summary": "<p>Rest!</p>"}, "Summary", "Rest[-.-]{+!+}"),
        ({"byline": [Signature(1, "Ann Author", "MSc")]}, "Authors",
         "Ann Author (changed) Credentials [-BSc-]{+MSc+}"),
        ({"byline": [Signature(2, "Bo Other")]}, "Authors",
         "Bo Other (added) Name {+Bo Other+}"
         " Ann Author (removed) Name [-Ann Author-] Credentials [-BSc-]"),
        ({"image": replace(BED, alt="A soft bed")}, "Picture",
         "Text alternative: A{+ soft+} bed"),
        ({"image": None}, "Picture", "[--] Text alternative: [-A bed-]"),
        ({"image": replace(BED, decorative=True)}, "Settings",
         "The picture is mere decoration: [-no-]{+yes+}"),
    ],
)  # fmt: skip
def test_change_of_one_part_is_told_under_its_name(
    changes: dict[str, Any], label: str, words: str
) -> None:
    assert told(**changes) == {label: words}


def faqs(*faqs: Answer) -> str:
    found = told(faqs=list(faqs))
    assert list(found) == ["FAQs"]
    return found["FAQs"]


LONG, HURTS, FOOD = TEXT.faqs


def test_changed_answer_is_found_by_its_question() -> None:
    answer = "<p>Two weeks of rest at home.</p>"
    assert faqs(replace(LONG, answer=answer), HURTS, FOOD) == (
        "How long? (changed) Answer [-A week-]{+Two weeks+} of rest at home."
    )


def test_changed_question_is_found_by_its_answer() -> None:
    assert faqs(replace(LONG, question="How many days?"), HURTS, FOOD) == (
        "How many days? (changed) Question How[- long-]{+ many days+}?"
    )


def test_question_is_added_and_removed() -> None:
    assert faqs(LONG, HURTS, Answer("Sport?", "<p>No running yet.</p>")) == (
        "Sport? (added) Question {+Sport?+} Answer {+No running yet.+}"
        " And food? (removed) Question [-And food?-] Answer [-Eat what you like.-]"
    )


def test_question_is_moved() -> None:
    assert faqs(FOOD, LONG, HURTS) == "And food? (moved)"


def test_question_asked_twice_is_no_confusion() -> None:
    assert compare(replace(TEXT, faqs=[LONG, LONG]), replace(TEXT, faqs=[LONG, LONG])) == []
    words = faqs(LONG, LONG, HURTS, FOOD)
    assert words.startswith("How long? (added)")


def references(*references: Citation) -> str:
    found = told(references=list(references))
    assert list(found) == ["References"]
    return found["References"]


def test_reference_is_changed_field_by_field() -> None:
    item = BOOK.item | {"title": "On good rest", "edition": "2"}
    changed = replace(BOOK, item=item, accessed="2024-05-06", locator="p. 3", passage="Rest.")
    assert references(changed, STUDY) == (
        "book2020 (changed) Title On{+ good+} rest Edition {+2+} Accessed {+2024-05-06+}"
        " Place in the source {+p. 3+} Supporting passage {+Rest.+}"
    )


def test_names_and_dates_of_a_reference_are_words() -> None:
    item = STUDY.item | {
        "author": [{"family": "Ann", "given": "A"}, {"literal": "A Society"}],
        "issued": {"date-parts": [[2021, 5]]},
    }
    assert references(BOOK, replace(STUDY, item=item)) == (
        "study2021 (changed) Authors Ann A{+; A Society+} Date {+2021-05+}"
    )


def test_reference_comes_and_goes_as_it_is_printed() -> None:
    assert references(STUDY) == "book2020 (removed) Printed [-On rest. Example Press.-]"
    other = replace(BOOK, key="other", passage="Quoted.")
    assert "other (added) Printed {+On rest." in references(BOOK, STUDY, other)
    assert "Supporting passage {+Quoted.+}" in references(BOOK, STUDY, other)


def test_reference_is_moved() -> None:
    assert references(STUDY, BOOK) == "study2021 (moved)"


def test_flags_are_settings() -> None:
    found = told(
        faqs=[LONG, replace(HURTS, urgent=False), FOOD],
        references=[replace(BOOK, further_reading=True), STUDY],
    )
    assert found == {
        "Settings": "“What if it hurts?” says when to get help: [-yes-]{+no+}"
        " book2020 is further reading: [-no-]{+yes+}"
    }


def test_parts_come_in_the_order_of_the_page() -> None:
    parts = [change.part for change in compare(Content(), TEXT)]
    assert parts == ORDER
    assert [change.part for change in compare(TEXT, Content())] == ORDER


def test_what_is_compared_stays_text() -> None:
    hostile = "<script>alert(1)</script>"
    new = Content(
        title=hostile,
        body=hostile,
        faqs=[Answer(hostile, hostile)],
        references=[Citation(hostile, 1, {"type": "book", "title": hostile}, text=hostile)],
        byline=[Signature(1, hostile, hostile, hostile)],
        image=Picture('a"><script>', 1, 1, alt=hostile),
    )
    for old in (Content(), TEXT):
        assert not [change for change in compare(old, new) if "<script" in change.html]
        assert not [change for change in compare(new, old) if "<script" in change.html]
