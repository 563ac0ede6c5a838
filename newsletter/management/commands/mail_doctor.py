"""`mail_doctor`: whether our mail is set up so that it arrives."""

import json
from argparse import ArgumentParser
from textwrap import wrap
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from newsletter import addresses, doctor
from newsletter.mail_checks.lookup import lookup
from newsletter.mail_checks.verdict import Verdict

WIDTH = 100


class Command(BaseCommand):
    help = (
        "Looks at sender, mail server, a letter as subscribers get it, and the records SPF, DKIM,"
        " DMARC and MX. Ends with 1 if there is a problem. What nobody answered is “unknown”."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="for programs")
        parser.add_argument(
            "--no-connect", action="store_true", help="do not connect to the mail server"
        )
        parser.add_argument(
            "--dkim-selector",
            default=settings.DKIM_SELECTOR,
            help="under which our DKIM key stands (DKIM_SELECTOR)",
        )
        parser.add_argument("--send-to", metavar="ADDRESS", help="send one message there")

    def handle(
        self,
        *,
        json: bool,
        no_connect: bool,
        dkim_selector: str,
        send_to: str | None,
        **options: Any,
    ) -> None:
        to = _address(send_to) if send_to else ""
        found = list(doctor.examine(lookup, selector=dkim_selector, connects=not no_connect))
        if to:
            found.append(doctor.send_to(to))
        self.stdout.write(_as_json(found) if json else _as_table(found))
        problems = sum(verdict.state == "problem" for verdict in found)
        if problems:
            raise CommandError(f"Problems: {problems}.")


def _address(text: str) -> str:
    try:
        return addresses.normalised(text)
    except addresses.EmailNotValidError as error:
        raise CommandError(f"{text}: {error}") from error


def _as_json(found: list[Verdict]) -> str:
    return json.dumps([vars(verdict) for verdict in found], ensure_ascii=False, indent=2)


def _as_table(found: list[Verdict]) -> str:
    wide = max(len(verdict.check) for verdict in found)
    lines = []
    for verdict in found:
        head = f"{verdict.state:<7}  {verdict.check:<{wide}}  "
        words = wrap(verdict.words, WIDTH - len(head), break_long_words=False)
        lines.append(head + f"\n{' ' * len(head)}".join(words))
    return "\n".join(lines)
