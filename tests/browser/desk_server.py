"""The library's server with a clock that a test can move, and with recorded answers in place of
those who know works: `granian … tests.browser.desk_server:application`.

`CLOCK_FILE` holds the number of seconds by which its clock is ahead.
"""

import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import httpx
import time_machine

from klarity.wsgi import application as library

# isort: split
from articles import sourcing  # after the settings were read

ANSWERS = Path(__file__).parents[1] / "articles/sources/answers"
CLOCK = Path(os.environ["CLOCK_FILE"])
real_time = time.time


def answer(request: httpx.Request) -> httpx.Response:
    """The recorded answer to a question for a DOI; nobody knows anything else."""
    if request.url.host != "doi.org":
        return httpx.Response(404)
    kind = {"Content-Type": "application/vnd.citationstyles.csl+json"}
    return httpx.Response(200, content=(ANSWERS / "crossref.json").read_bytes(), headers=kind)


class MovedClock:
    """The library under the clock of the file."""

    def __init__(self) -> None:
        self.ahead = 0.0
        self.traveller: time_machine.travel | None = None

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        ahead = float(CLOCK.read_text())
        if ahead != self.ahead:
            self._move(ahead)
        return library(environ, start)

    def _move(self, ahead: float) -> None:
        if self.traveller:
            self.traveller.stop()
        self.traveller = time_machine.travel(real_time() + ahead, tick=True)
        self.traveller.start()
        self.ahead = ahead


sourcing.transport = lambda: httpx.MockTransport(answer)
application = MovedClock()
