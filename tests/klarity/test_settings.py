"""What the settings make of an environment."""

import pytest
from environs import Env, ValidationError

from klarity.settings import database, is_contact


def options(query: str = "") -> object:
    """What PostgreSQL is told at an address with this query."""
    return database(Env().dj_db_url("", f"postgres://somebody@127.0.0.1/library{query}"))["OPTIONS"]


def test_postgresql_compiles_no_query_unless_it_is_told_to() -> None:
    assert options() == {"options": "-c jit=off"}
    assert options("?sslmode=require") == {"options": "-c jit=off", "sslmode": "require"}
    assert options("?options=-c%20jit=on") == {"options": "-c jit=on"}


@pytest.mark.parametrize("text", ["", "mailto:a@example.org", "https://example.org/x", "tel:+44"])
def test_security_contact_is_an_address(text: str) -> None:
    is_contact(text)


@pytest.mark.parametrize("text", ["a@example.org", "http://example.org/", "mailto:a b", "us"])
def test_security_contact_that_programs_cannot_read_stops_the_start(text: str) -> None:
    with pytest.raises(ValidationError, match="https://, mailto: or tel:"):
        is_contact(text)
