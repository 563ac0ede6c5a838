"""`import_manuscript FILE --by USER`: a writer's file into a draft, with a report."""

import json as json_format
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from articles import importing
from articles.findings import Refused
from articles.management.rows import row
from articles.manuscripts.manuscript import Manuscript
from articles.manuscripts.unreadable import Unreadable
from articles.models import Author, Topic


class Command(BaseCommand):
    help = "Reads a manuscript (.txt, .md, .docx, .html) into a draft and says what it found."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--by", required=True, metavar="USER", help="who imports it")
        parser.add_argument("--topic", metavar="SLUG")
        parser.add_argument("--author", metavar="SLUG", help="instead of the one in the file")
        parser.add_argument("--update", action="store_true", help="add a revision to the article")
        parser.add_argument("--json", action="store_true", help="print the report as JSON")

    def handle(self, *, file: Path, by: str, json: bool, update: bool, **options: Any) -> None:
        try:
            done = importing.import_manuscript(
                file.read_bytes(),
                file.name,
                by=row(User, "username", by),
                topic=row(Topic, "slug", options["topic"]) if options["topic"] else None,
                author=row(Author, "slug", options["author"]) if options["author"] else None,
                update=update,
            )
        except (Refused, Unreadable) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        self.stdout.write(as_json(done) if json else "\n".join(as_text(done)))


def as_json(done: importing.Import) -> str:
    """The report for programs."""
    report = done.reading.as_json(done.article.slug)
    return json_format.dumps(report, ensure_ascii=False, indent=2)


def as_text(done: importing.Import) -> list[str]:
    """The report for people: what was made, read, changed, left out, and what is doubtful."""
    reading = done.reading
    return [
        _outcome(done),
        f"Read: {_counts(reading)}",
        *_listed("Numbers", [_renumbered(reading)] if reading.renumber else []),
        *_listed("Changed", reading.changed),
        *_listed("In the library already, with the details it has there", done.shared),
        *_listed("Left out", [f"{n.what}, {n.where}: {n.text}" for n in reading.left_out]),
        *_listed("Doubtful, please look", [f"{n.where}: {n.what}" for n in reading.doubtful]),
        *_listed(
            "Found",
            [f"{f.severity} {f.code}, {f.where}: {f.message}" for f in reading.findings],
        ),
    ]


def _outcome(done: importing.Import) -> str:
    if done.revision is None:
        return f"Nothing changed: {done.article.slug} holds these very words already."
    return f"Revision {done.revision.number} of {done.article.slug} is a draft now."


def _counts(reading: Manuscript) -> str:
    author = reading.author.name if reading.author else "no author"
    return (
        f"“{reading.title}” by {author}; {len(reading.headings)} sections,"
        f" {len(reading.faqs)} FAQs, {len(reading.marks)} marks,"
        f" {len(reading.references)} references."
    )


def _renumbered(reading: Manuscript) -> str:
    return ", ".join(f"{old} → {new}" for old, new in reading.renumber.items())


def _listed(heading: str, lines: Sequence[str]) -> list[str]:
    return [f"{heading}:", *(f"  {line}" for line in lines)] if lines else []
