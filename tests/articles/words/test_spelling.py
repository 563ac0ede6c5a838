"""Slips are put right by the words that are known; the more frequent of two wins."""

import pytest

from articles.words.spelling import Speller, sound

KNOWN = {
    "pneumonia": 9,
    "diarrhoea": 9,
    "haemorrhoids": 3,
    "sciatica": 5,
    "asthma": 5,
    "eczema": 2,
    "psoriasis": 2,
    "migraine": 4,
    "back": 30,
    "pain": 30,
    "pair": 1,
    "fibre": 4,
    "rheumatism": 1,
    "oesophagus": 1,
    "haemoglobin": 2,
}


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("numonia", "pneumonia"),
        ("diarea", "diarrhoea"),
        ("diarrhea", "diarrhoea"),
        ("hemroids", "haemorrhoids"),
        ("sayatica", "sciatica"),
        ("asma", "asthma"),
        ("exema", "eczema"),
        ("soriasis", "psoriasis"),
        ("migrane", "migraine"),
        ("pian", "pain"),
        ("paim", "pain"),
        ("fiber", "fibre"),
        ("reumatism", "rheumatism"),
        ("backpain", "back pain"),
        ("zzzzzz", ""),
        ("x", ""),
        ("12345", ""),
        ("a" * 1000, ""),
    ],
)
def test_correction(slip: str, meant: str) -> None:
    assert Speller(KNOWN).correction(slip) == meant


@pytest.mark.parametrize(
    ("one", "other"),
    [("fizzy", "phisy"), ("nock", "knok"), ("sikology", "psychology"), ("rist", "wrist")],
)
def test_what_sounds_alike(one: str, other: str) -> None:
    assert sound(one) == sound(other)


def test_nobody_is_corrected_by_nothing() -> None:
    assert Speller({}).correction("pain") == ""
