"""`read_bounces PATH`: take in the bounces and complaints that came by mail."""

import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from newsletter import bounces, reports
from newsletter.reports import mailboxes
from newsletter.suppression import KeyChanged

STDIN = "-"
SENTENCES = {
    "stopped": "{} stopped: nothing more is sent to these addresses.",
    "noted": "{} noted with their copies.",
    "known": "{} known already.",
    "unmatched": "{} about no mail of ours, as far as they prove: nothing was changed.",
    "other": "{} mails are no reports of a bounce or complaint.",
}


class Command(BaseCommand):
    help = (
        "Reads an mbox, a Maildir, a folder of mails or one mail, and stops the addresses that are"
        " dead or complained. The mailbox stays as it is, and may be read again at any time."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", help=f"“{STDIN}”: what comes in by standard input")

    def handle(self, *, path: str, **options: Any) -> None:
        counts: Counter[str] = Counter()
        try:
            for mail in _mails(path):
                counts[self._taken_in(mail)] += 1
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
        except KeyChanged as error:
            raise CommandError(str(error)) from error
        for outcome, sentence in SENTENCES.items():
            if counts[outcome]:
                self.stdout.write(sentence.format(counts[outcome]))
        if not counts:
            self.stdout.write("There are no mails.")

    def _taken_in(self, mail: bytes) -> str:
        report = reports.read(mail)
        if report is None:
            return "other"
        outcome = bounces.take_in(report)
        if outcome == "unmatched":
            self.stdout.write(f"unmatched: {report.kind}, <{report.message_id}>, {report.words}")
        return outcome


def _mails(path: str) -> Iterator[bytes]:
    return mailboxes.split(sys.stdin.buffer) if path == STDIN else reports.messages(Path(path))
