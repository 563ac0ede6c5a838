"""How long an article's replies take: `python -m tests.benchmarks.replies` prints a table.

The first page of 2,000 replies is to be read and rendered in under 50 ms, with as many queries as
that of 20. It runs on a database in memory, so what a disk takes comes on top.
"""

import os

os.environ |= {"DATABASE_URL": "sqlite://:memory:", "DJANGO_SETTINGS_MODULE": "klarity.settings"}
os.environ |= {"ALLOWED_HOSTS": "testserver", "DEBUG": "false", "STATIC_MANIFEST": "off"}
os.environ |= {"PAGE_CACHE": "off"}
os.environ.setdefault("SECRET_KEY", "only-for-a-benchmark")
os.environ.setdefault("SUPPRESSION_KEY", "only-for-a-benchmark")

import django

django.setup()

from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.management import call_command
from django.template.loader import render_to_string
from django.test import Client

from articles import notifying
from articles.models import Edition
from comments import threads
from tests.benchmarks.article_form import measured
from tests.comments.rows import fill
from tests.factories import UserFactory, clinician, published

SIZES = (20, 2000)
LIMIT = 50


def replies(edition: Edition) -> str:
    """The thread's queries and its template, forms and all."""
    fresh = Edition.objects.select_related("article").get(pk=edition.pk)
    context = {"article": fresh.article, "thread": threads.thread(fresh)}
    return render_to_string("comments/_thread.html", context)


def main() -> None:
    """Print the table."""
    call_command("migrate", verbosity=0)
    writer, editor = UserFactory(groups=["Writer"]), UserFactory(groups=["Editor"])
    reviewer, client = clinician(), Client()
    print(f"{'first page of replies':<28}{'of':>6}{'best of 7':>14}{'queries':>9}")
    for size in SIZES:
        with notifying.quiet():
            edition = published(writer, reviewer, editor)
        fill(edition, size)
        url = edition.article.get_absolute_url()
        jobs: list[tuple[str, Callable[[], Any], str]] = [
            ("read and rendered", partial(replies, edition), f"  (limit {LIMIT} ms)"),
            ("whole page, not cached", partial(client.get, url), ""),
        ]
        for name, job, limit in jobs:
            milliseconds, queries = measured(job)
            print(f"{name:<28}{size:>6}{milliseconds:>11.1f} ms{queries:>9}{limit}")


if __name__ == "__main__":
    main()
