"""`load_sample_replies`: readers' replies under the first article of the sample library."""

from typing import Any

from django.core.management.base import BaseCommand

from articles.findings import Refused
from comments import sample_replies


class Command(BaseCommand):
    help = "Loads sample replies, some of which wait. Run again, it changes nothing."

    def handle(self, **options: Any) -> None:
        try:
            loaded = sample_replies.load()
        except Refused as refused:
            self.stderr.write(f"No sample replies were loaded: {refused}")
            return
        if loaded:
            self.stdout.write(f"Loaded {loaded} sample replies.")
