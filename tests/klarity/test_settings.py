"""What the settings make of an environment."""

from environs import Env

from klarity.settings import database


def options(query: str = "") -> object:
    """What PostgreSQL is told at an address with this query."""
    return database(Env().dj_db_url("", f"postgres://somebody@127.0.0.1/library{query}"))["OPTIONS"]


def test_postgresql_compiles_no_query_unless_it_is_told_to() -> None:
    assert options() == {"options": "-c jit=off"}
    assert options("?sslmode=require") == {"options": "-c jit=off", "sslmode": "require"}
    assert options("?options=-c%20jit=on") == {"options": "-c jit=on"}
