"""A thousand replies from 32 readers at a real server of four workers, once and then each form
twice at once: `python -m tests.comments.load` prints how long that takes, on both databases."""

import json
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Barrier
from urllib.parse import urlencode

from tests import own_database, postgres
from tests.browser.server import Site, prepared, running

REPLIES = 1_000
CLIENTS = 32
WORKERS = 4
PATIENCE_SECONDS = 60
LIMITS = {"COMMENTS_PER_NETWORK": "100000 per hour", "COMMENTS_PER_ADDRESS": "100000 per hour"}
HEADERS = {
    "Sec-Fetch-Site": "same-origin",
    "Content-Type": "application/x-www-form-urlencoded",
}
SLUGS = """
from articles.models import Edition
print(*Edition.objects.live().order_by("pk").values_list("article__slug", flat=True)[:2])
"""
ROWS = """
import json
from comments.models import Comment
rows = Comment.objects.filter(article__slug={slug!r}, email__endswith="@load.example")
print(json.dumps([list(row) for row in rows.order_by("number").values_list("number", "body")]))
"""


@dataclass(frozen=True)
class Outcome:
    """How often each status was answered, the replies that stand there then, and how long it
    took."""

    answers: dict[int, int]
    numbers: list[int]
    texts: list[str]
    seconds: float

    @property
    def gaps(self) -> int:
        """Numbers that no reply has, between the first and the last."""
        return self.numbers[-1] - self.numbers[0] + 1 - len(set(self.numbers))

    @property
    def doubles(self) -> int:
        """Replies too many of the same text."""
        return len(self.texts) - len(set(self.texts))


@contextmanager
def library(folder: Path, **environment: str) -> Iterator[Site]:
    """The sample library at a server of four workers, which turns nobody away for the number of
    their replies."""
    site = prepared(folder, **LIMITS, **environment)
    site.manage("load_sample_library")
    with running(site, workers=WORKERS):
        yield site


def slugs(site: Site) -> list[str]:
    """Two articles that take replies."""
    return site.manage("shell", "-v0", "-c", SLUGS).split()[-2:]


def load(site: Site, slug: str, *, times: int = 1) -> Outcome:
    """Send a thousand different forms from 32 clients, each form `times` over at the same time."""
    readers = CLIENTS // times
    forms = [_form(number) for number in range(REPLIES)]
    shares = [(forms[reader::readers], Barrier(times)) for reader in range(readers)]
    started = time.monotonic()
    with ThreadPoolExecutor(CLIENTS) as clients:
        sent = [clients.submit(_send, site, slug, *share) for share in shares * times]
        answers = sum((client.result() for client in sent), Counter[int]())
    seconds = time.monotonic() - started
    printed = site.manage("shell", "-v0", "-c", ROWS.format(slug=slug))
    rows = json.loads(printed.strip().splitlines()[-1])
    return Outcome(dict(answers), [row[0] for row in rows], [row[1] for row in rows], seconds)


def _form(number: int) -> str:
    said = {
        "name": "Robin Reader",
        "email": f"reader{number}@load.example",
        "body": f"That was clear, thank you. It is the thing I wanted to know. ({number})",
        "parent": "",
        "website": "",
    }
    return urlencode(said)


def _send(site: Site, slug: str, forms: list[str], together: Barrier) -> Counter[int]:
    """Send each form, in step with whoever sends the same; returns the statuses answered."""
    host = site.url.removeprefix("http://")
    answers = Counter[int]()
    with closing(HTTPConnection(host, timeout=PATIENCE_SECONDS)) as connection:
        for form in forms:
            together.wait(PATIENCE_SECONDS)
            connection.request("POST", f"/articles/{slug}/comments/", form, HEADERS)
            response = connection.getresponse()
            response.read()
            answers[response.status] += 1
    return answers


def _print(database: str, site: Site) -> None:
    for slug, times in zip(slugs(site), (1, 2), strict=True):
        outcome = load(site, slug, times=times)
        requests = sum(outcome.answers.values())
        statuses = ", ".join(f"{count} × {code}" for code, count in outcome.answers.items())
        print(
            f"{database:10} {times:5} {requests:8,} {outcome.seconds:7.1f}"
            f" {requests / outcome.seconds:8.0f} {len(outcome.texts):6,} {outcome.doubles:7}"
            f"  {statuses}",
            flush=True,
        )


def main() -> None:
    """The table."""
    print(f"{REPLIES:,} replies from {CLIENTS} clients to {WORKERS} workers")
    print("database   times requests seconds  per sec.   rows doubles  answers")
    with TemporaryDirectory() as folder, library(Path(folder)) as site:
        _print("SQLite", site)
    if not postgres.url():
        print("PostgreSQL skipped, for none answers (set TEST_POSTGRES_URL)")
        return
    with (
        own_database.of_postgres("load") as url,
        TemporaryDirectory() as folder,
        library(Path(folder), DATABASE_URL=url) as site,
    ):
        _print("PostgreSQL", site)


if __name__ == "__main__":
    main()
