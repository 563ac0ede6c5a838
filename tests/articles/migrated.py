"""What the data migrations bring, for tests that have no database."""

from importlib import import_module


def commercial_hosts() -> frozenset[str]:
    """The hosts that a new library knows as commercial."""
    migration = import_module("articles.migrations.0005_bring_commercial_hosts")
    return frozenset(migration.HOSTS)
