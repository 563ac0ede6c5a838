"""Keys are short, readable and free."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.citations.item import Item
from articles.citations.keys import key_for
from articles.citations.marks import KEY_PATTERN
from tests.articles.citations.golden.entry import on
from tests.articles.citations.items import items, unhurried


@pytest.mark.parametrize(
    ("item", "key"),
    [
        ({"author": [{"family": "Brukner", "given": "P"}], "issued": on(2017)}, "brukner2017"),
        ({"author": [{"literal": "NHS"}], "issued": on(2021)}, "nhs2021"),
        ({"author": [{"literal": "The Sleep Group"}], "issued": on(2021)}, "sleep2021"),
        ({"author": [{"family": "van de Kamp"}], "issued": on(2001)}, "vandekamp2001"),
        ({"author": [{"family": "Łøseth-Müßig"}], "issued": on(2001)}, "losethmussig2001"),
        ({"author": [{"family": "O’Brien"}]}, "obrien"),
        ({"author": [{"family": "王"}], "title": "Sleep", "issued": on(2001)}, "sleep2001"),
        ({"editor": [{"family": "Kinzler"}], "title": "Cancer"}, "kinzler"),
        ({"title": "12 foods that may help"}, "foods"),
        ({"title": "Why do I get muscle spasms?", "issued": on(2020)}, "get2020"),
        ({"type": "webpage", "title": "Cramps", "container-title": "Harvard Health"}, "harvard"),
        ({"type": "webpage", "title": "Cramps", "publisher": "NHS", "issued": on(2021)}, "nhs2021"),
        (
            {"author": [{"literal": "Donaudampfschifffahrtsgesellschaft"}]},
            "donaudampfschifffahrtsge",
        ),
        ({}, "source"),
    ],
)
def test_key_tells_who_and_when(item: Item, key: str) -> None:
    assert key_for(item, ()) == key


def test_taken_keys_get_the_next_letter() -> None:
    item: Item = {"author": [{"literal": "NHS"}], "issued": on(2021)}
    taken: list[str] = []
    for _ in range(28):
        taken.append(key_for(item, taken))
    assert taken[:3] == ["nhs2021", "nhs2021-b", "nhs2021-c"]
    assert taken[-3:] == ["nhs2021-z", "nhs2021-27", "nhs2021-28"]


@unhurried
@given(items(), st.integers(0, 4))
def test_any_item_has_a_free_key_that_may_stand_in_a_mark(item: Item, rounds: int) -> None:
    taken: set[str] = set()
    for _ in range(rounds + 1):
        key = key_for(item, taken)
        assert re.fullmatch(KEY_PATTERN, key)
        assert len(key) <= 40
        assert key not in taken
        taken.add(key)
