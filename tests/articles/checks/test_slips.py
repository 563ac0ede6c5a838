import pytest

from tests.articles.checks.made import found, text


def told(words: str) -> list[str]:
    return [each.message for each in found("spelling", text(body=f"<p>{words}</p>"))]


def test_word_that_stands_twice() -> None:
    assert told("It is in the the leg.") == ["“the the”: the word stands twice."]
    assert told("The the leg hurts.") == ["“The the”: the word stands twice."]


@pytest.mark.parametrize(
    "words",
    [
        "I know that that helps.",
        "She had had a fall.",
        "It is very very rare.",
        "It hurts in the leg. The leg swells.",
        "In Walla Walla it hurts.",
        "Is it? It is.",
    ],
)
def test_words_that_may_stand_twice(words: str) -> None:
    assert told(words) == []


@pytest.mark.parametrize(
    ("words", "slip"),
    [
        ("What do muscle spasms feels like?", "What do muscle spasms feels"),
        ("Does it hurts?", "Does it hurts"),
        ("How does sleep helps you?", "How does sleep helps"),
    ],
)
def test_verb_after_do_has_no_ending(words: str, slip: str) -> None:
    assert told(words) == [f"“{slip}”: after “do” the verb has no ending of its own."]


@pytest.mark.parametrize(
    "words",
    ["What does it feel like?", "Pain that does not go away needs care.", "Do what helps."],
)
def test_verbs_that_are_right(words: str) -> None:
    assert told(words) == []


def test_as_is_missing_after_such() -> None:
    assert told("Diseases such Parkinson’s harm nerves.") == [
        "“such Parkinson’s”: “as” may be missing after “such”."
    ]
    assert told("Diseases such as Parkinson’s harm nerves. Do such GP visits help?") == []


def test_plural_that_the_article_else_writes_as_singular() -> None:
    usual = "Muscle spasms hurt. " * 3
    assert told(f"Muscles spasms hurt. {usual}") == [
        "“Muscles spasms” is “muscle spasms” elsewhere. Which is meant?"
    ]
    assert told(f"{usual} Muscles tire.") == []
