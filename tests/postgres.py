"""Prints the URL of a PostgreSQL for the suite, or nothing: `TEST_POSTGRES_URL`, or the one that
answers on 127.0.0.1:5432. It needs no library, for `make` asks before any is installed."""

import os
import socket

DEFAULT = "postgres://postgres@127.0.0.1:5432/postgres"


def url() -> str:
    """The URL, empty if there is no PostgreSQL."""
    if given := os.environ.get("TEST_POSTGRES_URL"):
        return given
    try:
        with socket.create_connection(("127.0.0.1", 5432), timeout=1):
            return DEFAULT
    except OSError:
        return ""


if __name__ == "__main__":
    print(url())
