"""How long the desk takes over a long article: `python -m tests.benchmarks.article_form`.

5,000 words with 200 references are to be saved, checks and all, in under 300 ms, and checked while
typing in under 200 ms. It runs on a database in memory, so what a disk takes comes on top.
"""

import os
from collections.abc import Callable
from time import process_time
from typing import Any
from urllib.parse import urlencode

os.environ |= {"DATABASE_URL": "sqlite://:memory:", "DJANGO_SETTINGS_MODULE": "klarity.settings"}
os.environ |= {"ALLOWED_HOSTS": "testserver", "DEBUG": "false", "STATIC_MANIFEST": "off"}
os.environ.setdefault("SECRET_KEY", "only-for-a-benchmark")
os.environ.setdefault("SUPPRESSION_KEY", "only-for-a-benchmark")

import django

django.setup()

from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Article
from tests.articles.admin.browser import fields, page, signed_in
from tests.factories import ArticleFactory, UserFactory, write
from tests.long_article import long_text

ROUNDS = 7
LIMITS = {"save": 300, "checks while typing": 200}


def measured(job: Callable[[], Any]) -> tuple[float, int]:
    """The processor's milliseconds in the quickest of some rounds, and the queries of one."""
    times = []
    for _ in range(ROUNDS):
        start = process_time()
        job()
        times.append(process_time() - start)
    with CaptureQueriesContext(connection) as queries:
        job()
    return min(times) * 1000, len(queries)


def main() -> None:
    """Print the table."""
    call_command("migrate", verbosity=0)
    editor = UserFactory(groups=["Editor"])
    article: Article = ArticleFactory(created_by=editor)
    write(article, editor, long_text())
    client = signed_in(editor)
    titles = iter(range(1000))

    def save() -> None:
        article.refresh_from_db()
        base = article.revisions.count()
        answer = send(page(article), {"title": f"Title {next(titles)}", "base": base})
        assert answer.status_code == 302, answer

    def send(address: str, changes: dict[str, Any]) -> Any:
        sent = urlencode(form | changes, doseq=True)
        return client.post(address, sent, "application/x-www-form-urlencoded")

    form = fields(client.get(page(article)))
    jobs: dict[str, Callable[[], Any]] = {
        "form page": lambda: client.get(page(article)),
        "checks while typing": lambda: send(
            reverse("admin:articles_article_check", args=[article.pk]), {}
        ),
        "save": save,
    }
    print(f"{'5,000 words, 200 references':<30}{'best of ' + str(ROUNDS):>14}{'queries':>9}")
    for name, job in jobs.items():
        milliseconds, queries = measured(job)
        limit = f"  (limit {LIMITS[name]} ms)" if name in LIMITS else ""
        print(f"{name:<30}{milliseconds:>11.1f} ms{queries:>9}{limit}")


if __name__ == "__main__":
    main()
