import pytest

from articles.people import Person


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Ada Example", "AE"),
        ("Dr Ada Beatrix Example", "AE"),
        ("prof. Émile Zola", "ÉZ"),
        ("Cher", "C"),
        ("Dr", ""),
        ("", ""),
    ],
)
def test_initials_are_those_of_first_and_last_name(name: str, initials: str) -> None:
    assert Person(name).initials == initials
