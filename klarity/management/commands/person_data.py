"""`person_data EMAIL`: what is held on a person; `--erase` erases what a program may."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from klarity import privacy


class Command(BaseCommand):
    help = "Prints as JSON what is held on whoever has an e-mail address, or erases it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--erase", action="store_true", help="erase it, for good")
        parser.add_argument("--yes", action="store_true", help="do not ask before it is erased")

    def handle(self, *, email: str, erase: bool, yes: bool, **options: Any) -> None:
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError("Give an e-mail address such as name@example.org.") from error
        if not erase:
            self.stdout.write(json.dumps(privacy.export(email), ensure_ascii=False, indent=2))
            return
        if not yes and input(f"Erase {email} for good? Type “yes”: ").strip().lower() != "yes":
            raise CommandError("Nothing was erased.")
        for name, count in privacy.erase(email).items():
            self.stdout.write(f"{name}: {count} forgotten")
        for name in privacy.left_by_hand(privacy.export(email)):
            self.stdout.write(f"{name}: left to a superuser")
