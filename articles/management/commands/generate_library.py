"""`generate_library N`: invented sample articles, to try the library with many."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles import generating
from articles.findings import Refused
from articles.search.engines import engine


class Command(BaseCommand):
    help = (
        "Adds so many invented, live articles to the sample library, to try it with many. Refuses"
        " to where there are real articles."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("count", type=int)

    def handle(self, *, count: int, **options: Any) -> None:
        if count < 1:
            raise CommandError("Give the number of articles, 1 or more.")
        try:
            for done in generating.generate(count):
                self.stdout.write(f"{done:,} of {count:,}")
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        engine().tidy()
