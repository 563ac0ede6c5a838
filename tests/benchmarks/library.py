"""How a large library's lists, feeds and sitemap hold: `python -m tests.benchmarks.library [5000]`.

An article's page is made with its related articles and with who else cites its sources. Nothing is
cached, and the database is in memory, so what a disk takes comes on top.
"""

import os

os.environ.setdefault("DATABASE_URL", "sqlite://:memory:")
os.environ |= {"DJANGO_SETTINGS_MODULE": "klarity.settings"}
os.environ |= {"ALLOWED_HOSTS": "testserver", "DEBUG": "false", "STATIC_MANIFEST": "off"}
os.environ |= {"PAGE_CACHE": "off"}
os.environ.setdefault("SECRET_KEY", "only-for-a-benchmark")
os.environ.setdefault("SUPPRESSION_KEY", "only-for-a-benchmark")

import django

django.setup()

import random
import sys
from functools import partial

from django.core.management import call_command
from django.test import Client

from articles import also_cited, notifying, related, terms
from articles.models import Article, Edition, Source, Term, Topic
from tests.articles.shelf import fill
from tests.benchmarks.article_form import measured
from tests.factories import SourceFactory, TopicFactory, UserFactory, clinician, published

TOPICS, SOURCES_AN_ARTICLE = 12, 8
# The n-th word, or work, is used about 1/n times as often as the first.
VOCABULARY, WORKS = 4_000, 5_000
AT_A_TIME = 5_000


def library(like: Edition, size: int) -> None:
    """So many live articles with words and sources as unevenly spread as real ones are."""
    chance = random.Random(1)
    topics = [TopicFactory() for _ in range(TOPICS)]
    Source.objects.bulk_create(SourceFactory.build() for _ in range(WORKS))
    works = list(Source.objects.values_list("pk", flat=True))
    for number, start in enumerate(range(0, size, AT_A_TIME)):
        titles = [f"Question {start + each}" for each in range(min(AT_A_TIME, size - start))]
        fill(like, titles, topic=topics[number % TOPICS])
    editions = list(Edition.objects.exclude(pk=like.pk).values_list("pk", "article"))
    for place, topic in enumerate(topics):
        Article.objects.filter(pk__in=[pk for _, pk in editions[place::TOPICS]]).update(topic=topic)
    links, words = [], []
    link = Edition.sources.through
    for edition, _ in [(like.pk, 0), *editions]:
        cited = uneven(chance, works, SOURCES_AN_ARTICLE)
        links += [link(edition_id=edition, source_id=pk) for pk in cited]
        stems = uneven(chance, range(VOCABULARY), terms.MOST)
        words += [Term(edition_id=edition, stem=f"word{stem}", weight=0.22) for stem in stems]
    link.objects.bulk_create(links, ignore_conflicts=True)
    Term.objects.bulk_create(words, ignore_conflicts=True)


def uneven(chance: random.Random, values: range | list[int], count: int) -> set[int]:
    """So many of the values, the first of them far more often than the last."""
    size = len(values)
    return {values[int(size ** chance.random()) - 1] for _ in range(count)}


def main(size: int) -> None:
    """Print the table."""
    call_command("migrate", verbosity=0)
    writer, editor, reviewer = (
        UserFactory(groups=["Writer"]),
        UserFactory(groups=["Editor"]),
        clinician(),
    )
    with notifying.quiet():
        first = published(writer, reviewer, editor)
    library(first, size)
    page = Edition.objects.get(pk=first.pk)
    content = page.revision.content
    client = Client()
    print(f"{'':<34}{size:>8} articles{'queries':>10}")
    jobs = {
        "who else cites its sources": lambda: also_cited.find(page, content),
        "what is near it": lambda: related.candidates(page, also_cited.find(page, content)),
        "its words kept at a publication": lambda: terms.keep(page.article),
    } | {
        url: partial(client.get, url)
        for url in (
            page.article.get_absolute_url(),
            "/",
            "/articles/",
            "/articles/?letter=Q&page=2",
            str(Topic.objects.all()[1].get_absolute_url()),
            "/corrections/",
            "/feed/",
            "/feed/rss/",
            "/authors/author-0/feed/",
            "/sitemap.xml",
            "/sitemap-articles-1.xml",
        )
    }
    for name, job in jobs.items():
        milliseconds, queries = measured(job)
        print(f"{name[:33]:<34}{milliseconds:>14.1f} ms{queries:>10}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000)
