"""`reconcile_newsletter LOGFILE`: settle copies of which nobody knew by the mail server's log."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from articles.findings import Refused
from articles.management.rows import row
from newsletter import letters, reconciling


class Command(BaseCommand):
    help = (
        "Reads a log of the mail server (Postfix, or Message-IDs one a line): what it took is"
        " delivered. What it does not show is listed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("logfile", type=Path)
        parser.add_argument(
            "--resend-missing",
            action="store_true",
            help="the log is complete: send again what it does not show",
        )
        parser.add_argument("--by", metavar="USER", help="who decides that")

    def handle(
        self, *, logfile: Path, resend_missing: bool, by: str | None, **options: Any
    ) -> None:
        if resend_missing and not by:
            raise CommandError("Say with --by who decides to send again.")
        user = row(User, "username", by) if by else None
        try:
            with logfile.open(errors="replace") as log:
                missing = reconciling.reconcile(set(reconciling.accepted(log)))
            if resend_missing and user:
                reconciling.resend(missing, by=user)
        except OSError as error:
            raise CommandError(f"{logfile} cannot be read: {error.strerror}.") from error
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        for each in missing:
            self.stdout.write(f"<{letters.message_id(each)}> is not in the log")
        what = "are queued again" if resend_missing else "stay uncertain"
        self.stdout.write(f"{len(missing)} {what}.")
