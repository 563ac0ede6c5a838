import pytest

from articles.checks.claims import claims
from tests.articles.checks.made import found, text


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Stretching always helps.", "always"),
        ("Over training is never a good idea.", "never"),
        ("Ginger cures nausea.", "cures"),
        ("This will cure you.", "cure"),
        ("Relief is guaranteed.", "guaranteed"),
        ("The tea is completely safe.", "completely safe"),
        ("It has no side effects.", "no side effects"),
        ("It works without side effects.", "without side effects"),
        ("Spasms are nothing to worry about.", "nothing to worry about"),
        ("Spasms aren’t anything to worry about.", "aren't anything to worry about"),
        ("There is no need to worry.", "no need to worry"),
        ("Cramp can be prevented with care.", "can be prevented"),
        ("It is proven to work.", "proven"),
        ("It is 100% effective.", "100%"),
        ("Rest is the best treatment.", "the best"),
        ("They are also very avoidable.", "very avoidable"),
        ("It is, objectively, a matter of care.", "objectively"),
        ("It does not hurt, and always works.", "always"),
    ],
)
def test_claims_that_promise_too_much(sentence: str, expected: str) -> None:
    assert claims(sentence) == [expected]


@pytest.mark.parametrize(
    "sentence",
    [
        "Stretching does not always help.",
        "It doesn’t always help.",
        "It almost always passes.",
        "There is no guarantee.",
        "There is no cure.",
        "Some people never get it.",
        "It may never come back.",
        "Never ignore chest pain.",
        "You should never stop a medicine by yourself.",
        "Always read the label.",
        "If it hurts, always ask a pharmacist.",
        "You must always tell your dentist.",
        "People who have never smoked may get it.",
        "If you are always tired, see a GP.",
        "A food is not a proven cure for cramps.",
        "It has not been proven.",
        "This is usually nothing to worry about.",
        "Many cases can be prevented.",
        "It cannot be prevented.",
        "Can it be prevented?",
        "Is it 100% safe?",
        "It is one of the best studied drugs.",
        "Find the best way for you.",
        "Food is the best place to start.",
        "The best kind is one that you will keep doing.",
        "Drink 100% fruit juice rarely.",
        "Cured meats hold much salt.",
        "An unproven remedy.",
        "It is not completely safe.",
        "Few drugs have no side effects.",
        "Smoking has no risk factors in common with it.",
    ],
)
def test_what_softens_denies_advises_or_asks_is_no_claim(sentence: str) -> None:
    assert claims(sentence) == []


def test_each_claim_is_told_at_its_place_with_its_sentence() -> None:
    body = "<p>Rest. It always works and has no side effects.</p>"
    one, other = found("absolute-claim", text(body=body))
    assert (one.where, other.where) == ("body:1", "body:1")
    assert one.message.startswith("“always” promises more")
    assert one.text == "It always works and has no side effects."
