"""`verify_consents`: whether the chain of consents is whole, and unchanged."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from newsletter import consenting
from newsletter.models import Chain


class Command(BaseCommand):
    help = (
        "Checks the chain of consents, and prints the seal with which it ends. Keep that elsewhere,"
        " and give it with --seal later: who could write the whole chain anew could not keep it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seal", help="a seal noted down before, or of a receipt")

    def handle(self, *, seal: str | None = None, **options: Any) -> None:
        faults = list(consenting.faults())
        if seal and not consenting.holds(seal):
            faults.append(f"The chain has no event with the seal {seal}: it was written anew.")
        if faults:
            raise CommandError("\n".join(faults))
        end = Chain.objects.get()
        self.stdout.write(f"The chain of {end.length} consents is whole. It ends with {end.head}")
