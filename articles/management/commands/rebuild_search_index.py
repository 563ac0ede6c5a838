"""`rebuild_search_index`: what the search knows, made anew from the record."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from articles.search import rebuilding


class Command(BaseCommand):
    help = (
        "Writes the search's entries that are missing or were made by an older release. Readers"
        " search on meanwhile; interrupted, it goes on where it stopped."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="write every entry anew")

    def handle(self, **options: Any) -> None:
        editions = rebuilding.wanting(everything=options["all"])
        for done in rebuilding.rebuild(editions):
            self.stdout.write(f"{done:,} of {len(editions):,}")
        self.stdout.write(f"The index is whole: {len(editions):,} written.")
