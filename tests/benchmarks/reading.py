"""How long readers, programs and search engines wait in a large library.

`python -m tests.benchmarks.reading [ARTICLES]`, by default 20,000: SQLite in a file and, where one
answers, PostgreSQL, each made for it and dropped. `--here` measures the database of `DATABASE_URL`
as it is: it must hold what `generate_library` made, and stays so.

No page is taken from the cache: this is what the first reader after a publication waits for. "own"
is the processor time of this process alone, for machines that are busy otherwise.
"""
# ruff: noqa: E402 Django is set up before anything of it is imported.

import os

os.environ |= {"DJANGO_SETTINGS_MODULE": "klarity.settings", "PAGE_CACHE": "off"}
os.environ |= {"ALLOWED_HOSTS": "testserver", "DEBUG": "false", "STATIC_MANIFEST": "off"}
os.environ.setdefault("SECRET_KEY", "only-for-a-benchmark")
os.environ.setdefault("SUPPRESSION_KEY", "only-for-a-benchmark")

import django

django.setup()

import statistics
import time
from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Any

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.api import cursors
from articles.api.asked import A_PAGE
from articles.events import KINDS
from articles.models import Article, Author, Edition, Source
from tests.benchmarks.search import run

ARTICLES, ROUNDS = 20_000, 20
LATER = A_PAGE * 4
Answer = Callable[[], Any]


def measure() -> None:
    """Print the table of the database in use."""
    print(f"\n{connection.vendor}, {Article.objects.count():,} articles, milliseconds")
    print(f"{'':34}{'median':>9}{'95 %':>9}{'own':>9}{'queries':>9}")
    client = Client()
    for url in [*website(), *programs()]:
        line(url, partial(client.get, url))
    article = f"/api/v1/articles/{newest().article.slug}/"
    known = {"If-None-Match": client.get(article)["ETag"]}
    line("the same, unchanged", partial(client.get, article, headers=known), status=304)
    with transaction.atomic():
        # No sitemap lists samples.
        Article.objects.update(sample=False)
        for url in ("/sitemap.xml", "/sitemap-articles-1.xml", "/sitemap-authors-1.xml"):
            line(url, partial(client.get, url))
        transaction.set_rollback(True)


def line(name: str, answer: Answer, status: int = 200) -> None:
    """Ask so many times, and print how long the answers took."""
    with CaptureQueriesContext(connection) as queries:
        assert answer().status_code == status, name
    asked, taken, before = len(queries), [], time.process_time()
    for _ in range(ROUNDS):
        start = time.perf_counter()
        answer()
        taken.append((time.perf_counter() - start) * 1000)
    own = (time.process_time() - before) * 1000 / ROUNDS
    slow = sorted(taken)[int(len(taken) * 0.95)]
    figures = (statistics.median(taken), slow, own)
    numbers = "".join(f"{each:9.1f}" for each in figures)
    print(f"{name.removeprefix('/api')[:33]:34}{numbers}{asked:9}", flush=True)


def website() -> Iterator[str]:
    """What people and their feed readers ask for."""
    article = newest().article
    assert article.topic
    topic = article.topic.get_absolute_url()
    yield from ("/", "/articles/", "/articles/?letter=A&page=5", article.get_absolute_url())
    yield from (topic, f"{topic}?page=5", "/corrections/", "/feed/", f"{topic}feed/")
    for person in (writer(), reviewer()):
        yield from (person.get_absolute_url(), f"{person.get_absolute_url()}feed/")


def programs() -> Iterator[str]:
    """What is asked of the API: each list, a later page of those that have one, and each filter."""
    api, article = "/api/v1", newest().article
    assert article.topic
    later = Edition.objects.live().order_by("-published_at", "-pk")[LATER]
    place = cursors.write("articles", later.published_at, later.pk)
    yield from (f"{api}/articles/", f"{api}/articles/?cursor={place}")
    source = Source.objects.filter(editions=newest()).latest("pk").pk
    filters = (("topic", article.topic.slug), ("author", writer().slug), ("source", source))
    for name, value in (*filters, ("reviewer", reviewer().slug)):
        yield f"{api}/articles/?{name}={value}"
    yield from (f"{api}/articles/{article.slug}/editions/", f"{api}/topics/")
    for name, pk in (("authors", writer().pk), ("sources", source)):
        yield from (f"{api}/{name}/", f"{api}/{name}/?cursor={cursors.write(name, pk - 1)}")
    yield from (f"{api}/authors/{writer().slug}/", f"{api}/authors/{reviewer().slug}/")
    place = cursors.write("changes", later.published_at, list(KINDS).index("edition"), later.pk)
    yield from (f"{api}/changes/", f"{api}/changes/?cursor={place}")
    yield from (
        f"{api}/search/?q=muscle",
        f"{api}/search/?q=doctor",
        f"{api}/articles/{article.slug}/",
    )


@cache
def newest() -> Edition:
    """The generated edition that was published last."""
    generated = Edition.objects.live().filter(article__slug__startswith="generated-")
    return generated.select_related("article__topic").latest("published_at", "pk")


def writer() -> Author:
    """Somebody who wrote a part of the library."""
    return Author.objects.get(pk=newest().revision.content.byline[0].author)


def reviewer() -> Author:
    """Who reviewed all of it."""
    return Author.objects.get(reviews__editions=newest())


if __name__ == "__main__":
    run("tests.benchmarks.reading", measure, ARTICLES)
