from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder

from newsletter import suppression, webhooks

TABLE = ("newsletter", "0005_suppress_addresses")


@register(Tags.database)
def stopped_addresses_are_known(
    *, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """With another key nobody on the list would be found, and nothing would tell of it."""
    return [message for alias in databases or () for message in _check(alias)]


def _check(alias: str) -> list[CheckMessage]:
    if TABLE not in MigrationRecorder(connections[alias]).applied_migrations():
        return []
    count = suppression.foreign().using(alias).count()
    hint = (
        f"Set SUPPRESSION_KEY to what it was when these {count} were stopped. If that is lost, so"
        " is the list: empty the table newsletter_suppression."
    )
    return [Error(suppression.CHANGED, hint=hint, id="newsletter.E001")] if count else []


@register()
def webhooks_are_taken(**kwargs: Any) -> list[CheckMessage]:
    """Secrets that open nothing were meant to."""
    if not settings.ANYMAIL or webhooks.patterns():
        return []
    secrets = ", ".join(f"ANYMAIL_{name}" for name in sorted(set(webhooks.PROOFS.values())))
    hint = f"Install requirements/anymail.txt, and set the secret of your mail service: {secrets}."
    message = "Webhooks are set up (ANYMAIL_…), but none is taken."
    return [Warning(message, hint=hint, id="newsletter.W001")]
