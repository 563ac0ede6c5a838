"""How fast an issue is sent, beside a bare loop of smtplib on one connection, and how fast a
million recipients are frozen: `make bench`.

At least 0.8 of the bare loop, under 60 s, and memory that stays flat. Both go to the same server,
which takes commands before it has answered those before (RFC 2920), as servers do; then ours to one
that does not. Each database is made for it and dropped; `measure` is run once for each.
`python -m tests.benchmarks.sending ROUNDS PEOPLE` for less, with 0 people to freeze nobody.
"""
# ruff: noqa: E402 Django is set up before anything of it is imported.

import os
import resource
import smtplib
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "klarity.settings")
django.setup()

from django.contrib.auth.models import User
from django.db import connection
from django.test import override_settings

from articles.models import Edition
from newsletter import letters, rendering, sending
from newsletter.models import Issue, Item
from tests import postgres
from tests.articles.test_concurrency import SETTINGS
from tests.factories import UserFactory, clinician, published
from tests.newsletter import rows
from tests.newsletter.live import mail_server
from tests.own_database import migrated, run

ROOT = Path(__file__).parents[2]
ROUNDS, MESSAGES = 5, 1000
# As much text as ten articles and an editor's letter make.
INTRO = "<p>Why do muscles cramp at night, and what is known to help against it?</p>\n" * 100
MILLION = 1_000_000
LIMIT = 300
SUBSCRIBERS = """
INSERT INTO newsletter_subscriber
    (email, key, reference, status, frequency, wording_id, asked_at, confirmed_at, left_because)
SELECT n || '@m.example', n || '@m.example', gen_random_uuid(), 'subscribed', 'weekly', w.id, now(),
    now(), ''
FROM generate_series(1, %s) n, (SELECT min(id) AS id FROM newsletter_wording) w
"""


def measure(rounds: int, people: int, port: int, plain_port: int) -> None:
    """Print the table, in an environment whose database is made for it."""

    edition, editor = prepared()
    ratios, used = [], []
    print(f"{connection.vendor:12}{'bare':>8}{'ours':>8}{'ratio':>8}{'plain':>8}  (a second)")
    for _ in range(rounds):
        bare, ours = bare_loop(edition, editor, port), sent(edition, editor, port)
        plain = sent(edition, editor, plain_port)
        ratios.append(ours / bare)
        used.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
        print(f"{'':12}{bare:8.0f}{ours:8.0f}{ours / bare:8.2f}{plain:8.0f}", flush=True)
    print(f"{'':12}of a bare loop (0.8 or more): {statistics.median(ratios):.2f}")
    print(f"{'':12}memory after each round, MB: {used}", flush=True)
    if people and connection.vendor == "postgresql":
        print(f"{'':12}{people:,} recipients frozen in {frozen(editor, people):.1f} s (60 or less)")


def prepared() -> tuple[Edition, User]:
    """An edition to tell of, the editor, and who is told."""

    writer, editor = UserFactory(groups=["Writer"]), UserFactory(groups=["Editor"])
    rows.subscribers(MESSAGES)
    return published(writer, clinician(), editor), editor


def begun(edition: Edition, editor: User) -> Issue:
    """An issue that is to be sent; its article is told of anew each time."""

    Item.objects.all().delete()
    issue = rows.issue(edition, by=editor, intro=INTRO)
    sending.freeze(issue)
    return issue


def bare_loop(edition: Edition, editor: User, port: int) -> float:
    """Messages a second, of the very letters that we would send."""

    issue = begun(edition, editor)
    form = letters.Form(rendering.copy(issue, rendering.shown(issue)))
    ready = [
        form.fill_in(row, row.subscriber.email, "t" * 43)
        for row in issue.deliveries.select_related("subscriber")
        if row.subscriber
    ]
    start = time.perf_counter()
    with smtplib.SMTP("127.0.0.1", port) as smtp:
        for letter in ready:
            smtp.sendmail(letter.sender, [letter.to], letter.data)
    return MESSAGES / (time.perf_counter() - start)


def sent(edition: Edition, editor: User, port: int) -> float:
    """Messages a second, as a worker sends them."""

    issue = begun(edition, editor)
    start = time.perf_counter()
    with override_settings(EMAIL_PORT=port):
        sending.work(issue.pk, until=time.monotonic() + LIMIT)
    taken = time.perf_counter() - start
    assert issue.deliveries.filter(state="delivered").count() == MESSAGES
    return MESSAGES / taken


def frozen(editor: User, people: int) -> float:
    """The seconds that it takes to freeze an issue for so many."""

    with connection.cursor() as cursor:
        cursor.execute(SUBSCRIBERS, [people])
    issue = rows.issue(by=editor, frequency="weekly")
    start = time.perf_counter()
    sending.freeze(issue)
    taken = time.perf_counter() - start
    assert issue.deliveries.count() == people
    return taken


@contextmanager
def databases(folder: Path) -> Iterator[list[str]]:
    """The URLs of a SQLite and, if there is a server, a PostgreSQL, with our tables."""

    server, name = postgres.url(), f"klarity_sending_{os.getpid()}"
    urls = [f"sqlite:///{folder}/library.sqlite3"]
    if server:
        run(server, f"CREATE DATABASE {name}")
        urls.append(f"{server.rpartition('/')[0]}/{name}")
    try:
        yield [migrated(url) for url in urls]
    finally:
        if server:
            run(server, f"DROP DATABASE {name} WITH (FORCE)")


def main(rounds: int = ROUNDS, people: int = MILLION) -> None:
    """Run a measurement for each database."""

    with tempfile.TemporaryDirectory() as folder, databases(Path(folder)) as urls:
        for number, url in enumerate(urls):
            own = Path(folder) / str(number)
            own.mkdir()
            with mail_server(own) as server, mail_server(own, kind="plain") as plain:
                here = {"DATABASE_URL": url, "VAR_DIR": str(own)}
                here["EMAIL_URL"] = f"smtp://127.0.0.1:{server.port}"
                values = f"{rounds}, {people}, {server.port}, {plain.port}"
                code = f"from tests.benchmarks.sending import measure; measure({values})"
                command = [sys.executable, "-c", code]
                env = os.environ | SETTINGS | here
                subprocess.run(command, cwd=ROOT, env=env, check=True, timeout=LIMIT)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
