import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comments.words.emergencies import Danger, find

SAMPLES = st.sampled_from(["I", "want", "to", "die", "it", "all", "my", "chest", ".", "!", "\n"])


def kinds(text: str) -> set[str]:
    return {danger.kind for danger in find(text)}


@pytest.mark.parametrize(
    "words",
    [
        "I want to die",
        "I don’t want to die",
        "I dont want to be here any more",
        "She wants to end her life",
        "he’s threatened to kill himself",
        "thinking of suicide",
        "sucidal again",
        "feeling siucidal",
        "There's no reason to live",
        "my kids would be better off without me",
        "I have taken an overdose",
        "I keep cutting myself",
        "I tried to take my own life ten years ago",
        "thinking of topping myself",
        "I might as well be dead",
        "I CAN'T GO ON",
        "want\nto\n\ndie",
        "w\u200bant to d\u00adie",
    ],
)
def test_wish_to_die_or_to_do_harm_is_seen(words: str) -> None:
    assert "self-harm" in kinds(words)


@pytest.mark.parametrize(
    "words",
    [
        "I have chest pain and I feel sick",
        "crushing pain in my chest",
        "He can’t breathe",
        "she cant\nbreathe",
        "His face has drooped on one side",
        "her speech is slurred",
        "it won't stop bleeding",
        "He is unconscious",
        "I can't wake her",
        "my tongue is swelling",
        "going into anaphylactic shock",
        "took 25 tablets",
        "She has swallowed a battery",
        "my baby is floppy",
        "his lips are blue",
        "a rash that doesn't fade",
        "I had a stroke in 2019 and now my face is drooping again",
        "I read the article and I have chest pain right now",
    ],
)
def test_emergency_is_seen(words: str) -> None:
    assert "emergency" in kinds(words)


@pytest.mark.parametrize(
    "words",
    [
        "The article explains chest pain well",
        "If someone is unconscious, roll them on their side",
        "My nan died of a stroke in 1990",
        "I had a stroke in 2019 and my speech was slurred for weeks",
        "It is suicide prevention week",
        "It was killing me with laughter, I nearly killed myself laughing",
        "I'd kill for a cup of tea and I'm dying to know",
        "Mum wanted to die at home",
        "I cut myself shaving",
        "I take all my tablets in the morning",
        "took 20 mg tablets for a year",
        "They want lots of blood tests",
        "I do not want to go on statins",
        "What's the point of the references?",
        "My son walks with a limp",
    ],
)
def test_honest_talk_is_no_alarm(words: str) -> None:
    assert find(words) == []


def test_words_of_each_sign_are_told_once() -> None:
    assert find("I WANT to die. I want\nto die!") == [Danger("self-harm", "want to die")]


@settings(deadline=None)
@given(st.text() | st.lists(SAMPLES).map(" ".join))
def test_any_text_is_read(text: str) -> None:
    assert all(danger.words.strip() for danger in find(text))
