"""American forms, unknown words and their corrections; what is right however it looks."""

from dataclasses import replace

import pytest

from articles.checks.spelling import is_known
from articles.checks.word_lists import american, clinical_terms, speller
from tests.articles.checks.made import SETTING, found, text


def messages(words: str) -> list[str]:
    return [each.message for each in found("spelling", text(body=f"<p>{words}</p>"))]


@pytest.mark.parametrize(
    ("american_word", "british_word"),
    [
        ("anemia", "anaemia"),
        ("edema", "oedema"),
        ("estrogen", "oestrogen"),
        ("diarrhea", "diarrhoea"),
        ("pediatric", "paediatric"),
        ("hemoglobin", "haemoglobin"),
        ("fiber", "fibre"),
        ("center", "centre"),
        ("color", "colour"),
        ("paralyzed", "paralysed"),
        ("acetaminophen", "paracetamol"),
    ],
)
def test_american_form_is_told_with_the_british_one(american_word: str, british_word: str) -> None:
    assert messages(f"It was {american_word}, and {american_word} again.") == [
        f"“{american_word}” is American; in Britain it is “{british_word}”."
    ]
    assert messages(f"It was {british_word}.") == []


def test_american_form_that_begins_a_sentence_is_told_and_a_name_is_not() -> None:
    assert len(messages("Color fades.")) == 1
    assert messages("It was at the Center for Examples.") == []


@pytest.mark.parametrize("word", ["organize", "organise", "randomized", "randomised", "immunise"])
def test_ise_and_ize_are_both_right(word: str) -> None:
    assert messages(f"They {word} it.") == []


def test_unknown_word_is_told_once_with_the_likeliest_correction() -> None:
    (only,) = found("spelling", text(body="<p>Take paracetomol.</p><p>No paracetomol.</p>"))
    assert only.where == "body:1"
    assert only.text == "paracetomol"
    assert only.message == ("“paracetomol” is in none of our word lists. Is “paracetamol” meant?")


def test_correction_is_spelt_as_in_britain() -> None:
    assert messages("It has a nice collor.")[0].endswith("Is “colour” meant?")


def test_word_like_no_other_is_told_without_a_correction() -> None:
    assert messages("It has degrative results.") == [
        "“degrative” is in none of our word lists. Look it up."
    ]


@pytest.mark.parametrize(
    "words",
    [
        "Ask Mr Brzezinski about it.",
        "The NHS and the BNF say so, and so does NICE.",
        "Take B12, HbA1c and 5mg of x2.",
        "It is at https://example.org/degrative and at degrative@example.org now.",
        "It hurts, e.g. at night, i.e. in bed.",
        "Overtraining is a multivitamin’s opposite.",
        "The patient’s and the patients’ haemoglobins differ.",
        "Statins, metformin and amitriptyline help with hypercholesterolaemia.",
        "Don’t, can't, it’s, they'll.",
        "The neuro-muscular and anti-inflammatory effects.",
        "They analysed the litres and the fibres; the labelled theatre was grey.",
        "Brzezinski found it.",
    ],
)
def test_names_abbreviations_forms_and_medical_words_are_right(words: str) -> None:
    assert messages(words) == []


def test_first_word_of_a_sentence_is_told_when_a_correction_is_near() -> None:
    assert messages("Haert disease is common.")[0].endswith("Is “heart” meant?")


def test_words_in_another_language_are_left_alone() -> None:
    assert messages('It is <em lang="de">Muskelkrampf</em> there.') == []
    assert len(messages('It is <em lang="en">Muskelkrampfen muskelkrampf</em>.')) == 1


def test_editors_teach_it_words() -> None:
    unknown = text(body="<p>Take dantrolenium.</p>")
    assert len(found("spelling", unknown)) == 1
    taught = replace(unknown, setting=replace(SETTING, known_words=frozenset({"dantrolenium"})))
    assert found("spelling", taught) == []


def test_taught_word_may_be_an_american_form() -> None:
    taught = replace(SETTING, known_words=frozenset({"fiber"}))
    page = text(body="<p>The fiber trial.</p>")
    assert len(found("spelling", page)) == 1
    assert found("spelling", replace(page, setting=taught)) == []


def test_title_questions_and_every_part_are_read() -> None:
    wrong = "<p>It is degrativ.</p>".replace("degrativ", "{}")
    page = text(
        title="A degrativa title",
        standfirst=wrong.format("degrativb"),
        key_points=wrong.format("degrativc"),
        faqs=[("Is it degrativd?", wrong.format("degrativf"))],
        summary=wrong.format("degrativg"),
    )
    assert [each.where for each in found("spelling", page)] == [
        "title",
        "standfirst:1",
        "key_points:1",
        "faq-1",
        "faq-1:1",
        "summary:1",
    ]


def test_lists_are_long_and_do_not_contradict_each_other() -> None:
    assert len(american()) >= 250
    assert len(clinical_terms()) >= 500
    assert all(is_known(british) for british in american().values())
    assert not set(american()) & set(american().values())
    assert set(american()).isdisjoint(clinical_terms() - {"etiology", "catheterization"})
    assert all(term in speller() for term in clinical_terms())
