from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder

from articles import toolbar
from articles.models import Disclaimer
from articles.search import rebuilding

INDEX = ("articles", "0007_create_search")
FIRST = ("articles", "0003_bring_first_disclaimer")


@register(Tags.database)
def disclaimer_in_force(
    *, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Every page needs the medical disclaimer. Before the migration that brings the first one this
    is a warning, or `migrate` itself would be refused; after it, an error."""
    return [message for alias in databases or () for message in _check(alias)]


def _check(alias: str) -> list[CheckMessage]:
    if FIRST not in MigrationRecorder(connections[alias]).applied_migrations():
        hint = "Run `manage.py migrate`: it brings the first wording."
        return [Warning("There is no medical disclaimer yet.", hint=hint, id="articles.W001")]
    if Disclaimer.objects.using(alias).in_force() is None:
        hint = "Add one in the admin. Until then the library answers every page with an error."
        return [Error("No medical disclaimer is in force.", hint=hint, id="articles.E001")]
    return []


@register(Tags.database)
def search_can_work(*, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """On SQLite the search is a table of FTS5, which a build of SQLite may lack; and editions that
    are older than the index are found once it has been built."""
    return [message for alias in databases or () for message in _check_search(alias)]


def _check_search(alias: str) -> list[CheckMessage]:
    connection = connections[alias]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pragma_module_list WHERE name = 'fts5'")
            if cursor.fetchone() is None:
                hint = "Use a Python whose SQLite has FTS5, as most have, or PostgreSQL."
                return [
                    Error("This SQLite cannot search (no FTS5).", hint=hint, id="articles.E003")
                ]
    applied = INDEX in MigrationRecorder(connection).applied_migrations()
    if applied and rebuilding.wanting():
        hint = "Run `manage.py rebuild_search_index`."
        return [Warning("Some editions cannot be found yet.", hint=hint, id="articles.W002")]
    return []


@register()
def toolbar_offers_what_is_accepted(**kwargs: Any) -> list[CheckMessage]:
    """A button whose work is taken out when the text is saved would deceive the writer."""
    configured: Any = settings.CKEDITOR_CONFIGS["default"]["toolbar"]
    hint = "See CKEDITOR_CONFIGS in klarity/settings.py and the lists of klarity/richtext.py."
    return [Error(fault, hint=hint, id="articles.E002") for fault in toolbar.faults(configured)]
