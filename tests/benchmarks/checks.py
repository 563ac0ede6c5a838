"""How long the checks take: `python -m tests.benchmarks.checks` prints a table.

The report on an article of 5,000 words and 200 references is to be there in under 200 ms, its
queries to a test database included.
"""
# ruff: noqa: E402 Django is set up before anything of it is imported.

import os
import re
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path
from time import process_time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "klarity.settings")
django.setup()

from django.test.utils import (
    setup_databases,
    setup_test_environment,
    teardown_databases,
)

from articles import checking
from articles.checks.registry import CHECKS
from articles.content import Citation, Content
from tests.factories import CITE, ArticleFactory, SourceFactory, text, write

REFERENCES = 200
WORDS = 5_000
ROUNDS = 15
SLOWEST = 5
LIMIT_MS = 200
SAMPLES = Path(checking.__file__).parent / "samples"


def best_ms(job: Callable[..., object], *values: object) -> float:
    """The processor time of the shortest of some rounds, in milliseconds, SQLite's included."""
    times = []
    for _ in range(ROUNDS):
        start = process_time()
        job(*values)
        times.append(process_time() - start)
    return min(times) * 1000


def long_text() -> Content:
    """So many words of the sample library in as many paragraphs as references, one mark each."""
    lines = " ".join(path.read_text() for path in sorted(SAMPLES.glob("*-*.md")))
    words = cycle(re.sub(r"\[\^\w+\]:?|[#*<>_-]+", " ", lines).split())
    sources = [SourceFactory() for _ in range(REFERENCES)]
    listed = [Citation(f"work-{n}", source.pk, source.item()) for n, source in enumerate(sources)]
    body = "".join(
        (f"<h2>Part {number}</h2>" if number % 10 == 0 else "")
        + f"<p>{' '.join(islice(words, WORDS // REFERENCES))}{CITE.format(each.key)}</p>"
        for number, each in enumerate(listed)
    )
    return text(body=body, references=listed, key_points="", faqs=[], summary="")


def table() -> None:
    """Print it: the slowest checks, and the whole."""
    article, content = ArticleFactory(), long_text()
    write(article, article.created_by, content)
    read = checking.text_of(article, content)
    report = checking.report(article, content)
    print(f"{report['words']:,} words, {report['references']} references, best of {ROUNDS}")
    times = {
        code: best_ms(lambda function: list(function(read)), check.function)
        for code, check in CHECKS.items()
    }
    for code in sorted(times, key=lambda code: -times[code])[:SLOWEST]:
        print(f"{code:<34}{times[code]:>9.2f} ms")
    reading = best_ms(lambda: checking.text_of(article, content))
    print(f"{'reading text and sources':<34}{reading:>9.2f} ms")
    whole = best_ms(lambda: checking.report(article, content))
    print(f"{'the report (limit ' + str(LIMIT_MS) + ' ms)':<34}{whole:>9.2f} ms")


def main() -> None:
    """Print the table, from a database that is made for it and taken down."""
    setup_test_environment(debug=False)
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        table()
    finally:
        teardown_databases(databases, verbosity=0)


if __name__ == "__main__":
    main()
