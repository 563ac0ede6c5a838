"""A ring of synonyms is tidied and checked before it counts."""

import pytest
from django.core.exceptions import ValidationError

from articles.models import SynonymRing
from articles.words import synonyms


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("heart attack\nmyocardial infarction", "heart attack\nmyocardial infarction"),
        ("  heart   attack \r\n\r\nMI\n", "heart attack\nMI"),
        ("piles\nPiles\npile\nhaemorrhoids", "piles\nhaemorrhoids"),
        ("e\u0301clair\nbun", "éclair\nbun"),
    ],
)
def test_a_ring_is_tidied(typed: str, kept: str) -> None:
    ring = SynonymRing(terms=typed)
    ring.clean()
    assert ring.terms == kept


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "needs two terms"),
        ("piles", "needs two terms"),
        ("piles\nPILES", "needs two terms"),
        ("piles\n***", "no letters"),
        ("piles\none two three four five six", "at most 5 words"),
        ("piles\n" + "x" * 100, "too long"),
        ("\n".join(f"term{chr(97 + n)}" for n in range(13)), "at most 12 terms"),
    ],
)
def test_what_makes_no_ring_is_refused_in_words(typed: str, says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        SynonymRing(terms=typed).full_clean()


def test_the_first_rings_are_rings_and_no_term_is_in_two(db: None) -> None:
    rings = list(SynonymRing.objects.all())
    assert len(rings) >= 60
    for ring in rings:
        before = ring.terms
        ring.full_clean()
        assert ring.terms == before, "the migration's rings are tidy"
    known = synonyms.synonyms(ring.terms for ring in rings)
    assert len(known) == sum(len(ring.terms.splitlines()) for ring in rings)


def test_a_ring_reads_as_an_equation(db: None) -> None:
    assert str(SynonymRing(terms="heart attack\nmyocardial infarction")) == (
        "heart attack = myocardial infarction"
    )
