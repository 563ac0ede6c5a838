"""How fast the search answers in a large library, and how fast an edition comes into its index.

`python -m tests.benchmarks.search [ARTICLES]`, by default 100,000: SQLite in a file and, where one
answers, PostgreSQL, each made for it and dropped. `--here` measures the database of `DATABASE_URL`
as it is: it must hold what `generate_library` made, and stays so.

The 95th percentile of one word, two words, a phrase and a beginning: under 40 ms on SQLite, 15 ms
on PostgreSQL; a word that every article holds: under 100 ms; an update of the index: under 30 ms.
As in a library in use, as many other questions have been asked before.
"own" is the processor time of this process alone, for machines that are busy otherwise.
"""
# ruff: noqa: E402 Django is set up before anything of it is imported.

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from random import Random

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "klarity.settings")
django.setup()

from django.core.management import call_command
from django.db import connection, transaction

from articles import generating
from articles.models import Edition, SearchEntry
from articles.search import indexing
from articles.search.finding import find
from articles.search.results import Asked
from articles.search.suggesting import suggest
from articles.words import analysis
from tests.benchmarks.sending import databases

ROOT = Path(__file__).parents[2]
ARTICLES, QUERIES, UPDATES = 100_000, 200, 50
EVERYWHERE = "doctor"  # every generated article says when to call one
LIMITS = {"sqlite": 40, "postgresql": 15}
EVERYWHERE_LIMIT, UPDATE_LIMIT = 100, 30
HOURS = 7_200


def measure() -> None:
    """Print the table of the database in use."""
    print(f"\n{connection.vendor}, {SearchEntry.objects.count():,} articles, milliseconds")
    print(f"{'':24}{'median':>9}{'95 %':>9}{'worst':>9}{'own':>9}{'limit':>9}")
    limit = LIMITS[connection.vendor]
    for text in chain.from_iterable(queries(seed=1).values()):
        search(text)
    for kind, texts in queries().items():
        line(kind, (timed(partial(search, text)) for text in texts), limit)
    everywhere = (timed(partial(search, EVERYWHERE)) for _ in range(20))
    line("in every article", everywhere, EVERYWHERE_LIMIT)
    line("suggestions", (timed(partial(suggest, each)) for each in beginnings()), limit)
    line("update, usual text", updates(300), UPDATE_LIMIT)
    line("update, 5,000 words", updates(5_000), UPDATE_LIMIT)


def search(text: str) -> None:
    """A question, which has an answer."""
    assert find(Asked(text)).total, text


def timed(task: Callable[[], object]) -> tuple[float, float]:
    """How long it took, by the clock and of this process alone, in milliseconds."""
    start, before = time.perf_counter(), time.process_time()
    task()
    return (time.perf_counter() - start) * 1000, (time.process_time() - before) * 1000


def line(name: str, times: Iterable[tuple[float, float]], limit: float) -> None:
    """Print how long each of some tasks took."""
    clock, own = map(list, zip(*times, strict=True))
    worst = sorted(clock)[int(len(clock) * 0.95)]
    figures = (statistics.median(clock), worst, max(clock), statistics.mean(own))
    print(f"{name:24}{''.join(f'{each:9.1f}' for each in figures)}{limit:9.0f}", flush=True)


def paragraphs(random: Random) -> Iterator[list[str]]:
    """The words of one paragraph after another, of articles here and there."""
    keys = list(Edition.objects.live().order_by("pk").values_list("pk", flat=True))
    while True:
        row = SearchEntry.objects.only("passages").get(pk=random.choice(keys))
        yield from (analysis.folded(text) for _, kind, text in row.passages[:9] if kind == "body")


def queries(seed: int = 2) -> dict[str, list[str]]:
    """So many of each kind, as a reader may ask for what stands in some article. A word that many
    articles hold is asked for as often as it stands there."""
    kinds: dict[str, list[str]] = {"one word": [], "two words": [], "phrase": [], "beginning": []}
    for row in paragraphs(Random(seed)):
        telling = [word for word in row if word not in analysis.stop_words() and len(word) > 3]
        if len(telling) > 2:
            kinds["one word"].append(telling[0])
            kinds["two words"].append(" ".join(telling[:2]))
            kinds["phrase"].append(f'"{" ".join(row[:2])}"')
            kinds["beginning"].append(f"{telling[2][:4]}*")
        if len(kinds["phrase"]) == QUERIES:
            return kinds
    return kinds


def beginnings() -> list[str]:
    """What stands in the box while words are typed."""
    return [text[:length] for text in queries()["two words"][:50] for length in (3, 6, 9, 12)]


def updates(words: int) -> Iterator[tuple[float, float]]:
    """How long the index takes for editions whose texts have just become others of so many words;
    each is undone."""
    random = Random(3)
    vocabulary = generating.vocabulary(Random(1))
    for edition in Edition.objects.filter(article__slug__startswith="generated-")[:UPDATES]:
        sentences = [vocabulary.sentence(random) for _ in range(words // generating.SENTENCE)]
        html = "".join(f"<p>{sentence}.</p>" for sentence in sentences)
        with transaction.atomic():
            Edition.objects.filter(pk=edition.pk).overwrite(html=html)
            yield timed(partial(indexing.update, edition.article, anew=True))
            transaction.set_rollback(True)


def fill(articles: int) -> None:
    """Make the library, and say how long it took."""
    start = time.perf_counter()
    with Path(os.devnull).open("w") as nowhere:
        call_command("load_sample_library", stdout=nowhere)
        call_command("generate_library", articles, stdout=nowhere)
    print(f"{articles:,} articles generated in {time.perf_counter() - start:.0f} s")


def run(module: str, measure: Callable[[], object], articles: int) -> None:
    """Do what the command line asks of a benchmark of generated libraries."""
    match sys.argv[1:]:
        case ["--here"]:
            measure()
        case ["--fill", number]:
            fill(int(number))
            measure()
        case [number]:
            in_each(module, int(number))
        case _:
            in_each(module, articles)


def in_each(module: str, articles: int) -> None:
    """Run the measurement for each database, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder, databases(Path(folder)) as urls:
        for url in urls:
            here = {"DATABASE_URL": url, "VAR_DIR": folder, "DEBUG": "false", "SECRET_KEY": "none"}
            here["SUPPRESSION_KEY"] = "none"
            command = [sys.executable, "-m", module, "--fill", str(articles)]
            subprocess.run(command, cwd=ROOT, env=os.environ | here, check=True, timeout=HOURS)


if __name__ == "__main__":
    run("tests.benchmarks.search", measure, ARTICLES)
