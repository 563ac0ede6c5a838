import pytest

from articles.checks.questions import asks, question_mark_missing
from tests.articles.checks.texts import text


@pytest.mark.parametrize(
    "heading",
    [
        "Why Do I Get Muscle Spasms",
        "What are muscle spasms",
        "How common are muscle spasms",
        "What do muscle spasms feels like",
        "Can muscle spasms be prevented",
        "When should I call a doctor",
        "Is it safe",
        "Does exercise help",
        "Do I need a scan",
        "Do vitamins help with cramp",
        "Have you had a fall",
        "Has my treatment worked",
        "May I drive",
        "Will it hurt",
        "Could it be something else",
        "How much salt is too much",
        "How much water should I drink",
        "How many steps a day do I need",
        "How long does it take",
        "How is it treated",
        "What can I do about it",
        "What foods should I avoid",
        "Which test do I need",
        "What kind of doctor should I see",
        "Gout: what is it",
        "Where can I get help",
        "Who is it for",
    ],
)
def test_headings_that_ask(heading: str) -> None:
    assert asks(heading)


@pytest.mark.parametrize(
    "heading",
    [
        "What to do about cramp",
        "How we work",
        "When to get help",
        "Why sleep matters",
        "How to stretch a calf",
        "Why not to worry",
        "What happens in a spasm",
        "What may help",
        "What can set one off",
        "What we do not know",
        "What helps",
        "What is known",
        "How sleep is measured",
        "How long it lasts",
        "How stress can affect sleep",
        "How much sleep you need",
        "Where it hurts",
        "When it is an emergency",
        "Do the exercises daily",
        "Do not take more",
        "Have a rest",
        "May 2026",
        "Must-have vitamins",
        "Causes of muscle spasms",
        "Who",
        "",
    ],
)
def test_headings_that_tell(heading: str) -> None:
    assert not asks(heading)


@pytest.mark.parametrize(
    "question", ["What helps", "Who gets it", "Who is at risk", "Which foods contain iron"]
)
def test_questions_about_the_subject_are_expected_under_the_faqs(question: str) -> None:
    assert not asks(question)
    assert asks(question, expected=True)


@pytest.mark.parametrize("heading", ["What to do", "How we work", "Why sleep matters", "Sleep"])
def test_an_faq_may_be_no_question(heading: str) -> None:
    assert not asks(heading, expected=True)


def test_title_headings_and_faqs_are_read() -> None:
    page = text(
        "<h2>What is gout</h2><p>What is it</p><h3>What is gout?</h3>",
        title="Why does it hurt",
        faqs=[("Can it be cured", "<p>No.</p>"), ("Is it rare?", "<p>No.</p>")],
    )
    found = list(question_mark_missing(page))
    assert [each.where for each in found] == ["title", "body:1", "faq-1"]
    assert found[1].message == "“What is gout” asks, but has no question mark."
