"""`verify_consents`: whether the chain of consents is whole, and unchanged."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from newsletter import consenting
from newsletter.models import Chain


class Command(BaseCommand):
    help = "Checks the chain of consents. Keep the seal that it prints elsewhere, and compare."

    def handle(self, **options: Any) -> None:
        faults = list(consenting.faults())
        if faults:
            raise CommandError("\n".join(faults))
        end = Chain.objects.get()
        self.stdout.write(f"The chain of {end.length} consents is whole. It ends with {end.head}")
