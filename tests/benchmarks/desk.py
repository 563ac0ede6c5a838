"""How long the desk's front page takes to lay out its trays: `python -m tests.benchmarks.desk`.

Beside so many live articles, in an SQLite file: once all are at rest, once all are due for review.
"""

import os
from datetime import timedelta
from functools import partial
from tempfile import TemporaryDirectory

FOLDER = TemporaryDirectory()
os.environ |= {"DJANGO_SETTINGS_MODULE": "klarity.settings", "DEBUG": "false"}
os.environ |= {"DATABASE_URL": f"sqlite:///{FOLDER.name}/desk.sqlite3"}
os.environ |= {"EMAIL_URL": f"file:///{FOLDER.name}/mail"}
os.environ.setdefault("SECRET_KEY", "only-for-a-benchmark")
os.environ.setdefault("SUPPRESSION_KEY", "only-for-a-benchmark")

import django

django.setup()

from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import desk
from articles.models import Edition
from tests.articles.shelf import fill
from tests.benchmarks.citations import best_ms
from tests.factories import UserFactory, clinician, published

COUNTS = (500, 5_000)
AT_ONCE = 500
TODAY = timezone.localdate()
DUE = {"at rest": TODAY + timedelta(days=600), "due for review": TODAY + timedelta(days=30)}


def grow(like: Edition, count: int) -> None:
    """Live articles like this one until there are so many."""
    for start in range(Edition.objects.count(), count, AT_ONCE):
        fill(like, [f"Question {number}" for number in range(start, min(start + AT_ONCE, count))])


def lines(state: str, like: Edition, editor: User) -> None:
    """A line for each number of articles."""
    for count in COUNTS:
        grow(like, count)
        milliseconds = best_ms(partial(desk.trays, editor))
        with CaptureQueriesContext(connection) as queries:
            desk.trays(editor)
        print(f"{count:>6,}  {state:<16}{milliseconds:>11.1f} ms{len(queries):>9}")


def main() -> None:
    """Print the table."""
    call_command("migrate", verbosity=0)
    publisher = UserFactory(groups=["Editor"])
    edition = published(UserFactory(groups=["Writer"]), clinician(), publisher)
    editor = User.objects.get(pk=publisher.pk)
    print(f"{'live':>6}  {'':<16}{'best of 25':>14}{'queries':>9}")
    for state, due_on in DUE.items():
        edition.review.due_on = due_on  # of those made like it
        with transaction.atomic():
            lines(state, edition, editor)
            transaction.set_rollback(True)


if __name__ == "__main__":
    main()
