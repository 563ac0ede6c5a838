import pytest

from tests.articles.checks.made import found, text


def told(*paragraphs: str) -> list[tuple[str, str]]:
    page = text(body="".join(f"<p>{words}</p>" for words in paragraphs))
    return [(each.where, each.text) for each in found("spelling", page)]


def test_rarer_way_is_told_once_with_the_other() -> None:
    assert told("Good self care.", "Self-care helps.", "So self-care it is.") == [
        ("body:1", "self-care / self care")
    ]
    assert told("Overtraining hurts.", "Overtraining tires.", "Avoid over training.") == [
        ("body:3", "overtraining / over training")
    ]


def test_three_ways_are_one_finding() -> None:
    (only,) = told("Self care.", "Selfcare.", "Self-care.", "Self-care, or self care.")
    assert only == ("body:2", "self-care / self care / selfcare")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Their wellbeing counts.", "Your well-being counts."),
        ("Use health care.", "Use healthcare."),
        ("Breastfeeding helps.", "Breast feeding helps."),
    ],
)
def test_two_ways_in_one_article(one: str, other: str) -> None:
    assert len(told(one, other)) == 1
    assert told(one, one) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A long-term illness.", "It hurts in the long term."),
        ("Have a check-up.", "The nurse will check up on you."),
        ("Do a workout.", "You can work out at home."),
        ("Everyday pain.", "It hurts every day."),
        ("It was overnight.", "He fell over night after night."),
        ("Over-the-counter pills.", "He leaned over the table."),
        ("It may be rare.", "Maybe it is."),
        ("Follow-up visits.", "They follow up."),
        ("A well-known drug.", "It is well known."),
    ],
)
def test_grammar_may_ask_for_both(one: str, other: str) -> None:
    assert told(one, other) == []
