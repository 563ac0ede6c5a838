"""`publish_article SLUG --revision N --by USER [--at TIME]`: the same verb as the desk's button."""

from argparse import ArgumentParser
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from articles import publishing
from articles.findings import Refused
from articles.management.rows import row
from articles.models import Article, Edition

CHANGE = ("change_note", "change_type", "fault", "wrong_since", "notable")


class Command(BaseCommand):
    help = "Publishes an approved revision, now or at a time to come, or says why not."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("--revision", type=int, required=True, metavar="N")
        parser.add_argument("--by", required=True, metavar="USER", help="who publishes it")
        parser.add_argument(
            "--at", type=datetime.fromisoformat, metavar="TIME", help="such as 2027-03-01T09:00Z"
        )
        parser.add_argument("--change-note", default="", help="what changed, as readers are told")
        parser.add_argument(
            "--change-type",
            choices=Edition.ChangeType.values,
            metavar="TYPE",
            help="update, correction or review; by default what the text makes it",
        )
        parser.add_argument("--fault", default="", help="what a correction says was wrong")
        parser.add_argument(
            "--wrong-since", type=date.fromisoformat, metavar="DATE", help="such as 2027-02-14"
        )
        parser.add_argument(
            "--notable", action="store_true", help="the newsletter tells of this change"
        )

    def handle(self, *, slug: str, by: str, **options: Any) -> None:
        try:
            edition = publishing.publish(
                row(Article, "slug", slug),
                revision=options["revision"],
                by=row(User, "username", by),
                at=options["at"],
                **{name: options[name] for name in CHANGE},
            )
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        when = f"{edition.published_at:%d %B %Y %H:%M} UTC"
        self.stdout.write(f"Edition {edition.number} of {slug} is live from {when}.")
