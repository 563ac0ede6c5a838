"""What a work is called in passing."""

from typing import Any

import pytest
from hypothesis import given

from articles.citations.item import Item
from articles.citations.short import short
from tests.articles.citations.items import items

SHAW = {"family": "Shaw", "given": "Ann"}
ALI = {"family": "Ali"}
ISSUED = {"date-parts": [[2020, 5]]}


@pytest.mark.parametrize(
    ("item", "name"),
    [
        ({"author": [SHAW], "issued": ISSUED}, "Shaw 2020"),
        ({"author": [SHAW, ALI], "issued": ISSUED}, "Shaw and Ali 2020"),
        ({"author": [SHAW, ALI, SHAW], "issued": ISSUED}, "Shaw et al. 2020"),
        ({"author": [{"literal": "WHO"}], "title": "Cramp"}, "WHO: Cramp"),
        ({"editor": [ALI], "title": "A book", "issued": ISSUED}, "Ali 2020"),
        ({"container-title": "NHS", "title": "Cramp", "issued": ISSUED}, "NHS 2020"),
        ({"publisher": "NICE", "title": "Cramp"}, "NICE: Cramp"),
        ({"title": "Cramp"}, "Cramp"),
        ({"title": "Cramp", "issued": ISSUED}, "Cramp 2020"),
        ({}, "a source"),
    ],
)
def test_work_is_called_by_its_authors_or_where_it_appeared(item: Any, name: str) -> None:
    assert short(item) == name


@given(item=items())
def test_every_work_has_a_short_name(item: Item) -> None:
    assert 0 < len(short(item)) < 200
