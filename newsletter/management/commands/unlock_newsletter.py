"""`unlock_newsletter`: let a restored database send."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from newsletter import epoch

QUESTION = (
    "This database does not know what was sent after it was saved. Have you settled that, by"
    " reconcile_newsletter or by cancelling issues? Type “yes”: "
)


class Command(BaseCommand):
    help = "Lets the newsletter of a restored database be sent from this machine."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *, yes: bool, **options: Any) -> None:
        if not epoch.is_locked():
            self.stdout.write("The newsletter is not locked.")
            return
        if not yes and input(QUESTION) != "yes":
            raise CommandError("Nothing was changed.")
        epoch.unlock()
        self.stdout.write("The newsletter can be sent from here.")
