"""Databases of a test's own, with our tables and nothing in them."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg2
import pytest

from tests import postgres

ROOT = Path(__file__).parents[1]


@contextmanager
def of_postgres(purpose: str) -> Iterator[str]:
    """The URL of a PostgreSQL database that is dropped in the end. Without a PostgreSQL the test
    is skipped by name; on CI it fails."""
    server = postgres.url()
    if not server:
        absent = "missing: a PostgreSQL (set TEST_POSTGRES_URL)"
        pytest.fail(absent) if os.environ.get("CI") == "true" else pytest.skip(absent)
    name = f"klarity_{purpose}_{os.getpid()}"
    run(server, f"CREATE DATABASE {name}")
    try:
        yield migrated(urlsplit(server)._replace(path=f"/{name}").geturl())
    finally:
        run(server, f"DROP DATABASE {name} WITH (FORCE)")


def migrated(url: str) -> str:
    """Make our tables there; returns the URL."""
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env=os.environ | {"DATABASE_URL": url}, check=True)
    return url


def run(url: str, statement: str) -> list[tuple[Any, ...]]:
    """Carry out a statement by itself; the rows that it gives."""
    with closing(psycopg2.connect(url)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []
