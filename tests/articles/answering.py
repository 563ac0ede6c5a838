"""The other servers of a test: what each address answers, and the visits that were made."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx

ANSWERS = Path(__file__).parent / "sources" / "answers"
Answer = httpx.Response | Exception


class Servers:
    """Put in the place of the network by `servers.play(monkeypatch, settings)`."""

    def __init__(self) -> None:
        self.answers: dict[str, Callable[[httpx.Request], Answer]] = {}
        self.visits: list[str] = []

    def says(self, part: str, *answers: Answer | str | int) -> None:
        """Let each address with `part` in it be answered by a file of recorded answers, a status or
        a response; of several, one after the other, and the last for ever."""
        left = list(answers)
        self.answers[part] = lambda request: _made(left.pop(0) if len(left) > 1 else left[0])

    def transport(self) -> httpx.BaseTransport:
        return httpx.MockTransport(self._answer)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.visits.append(f"{request.method} {request.url}")
        for part, answer in self.answers.items():
            if part in str(request.url):
                made = answer(request)
                if isinstance(made, Exception):
                    raise made
                return made
        raise httpx.ConnectError("nobody is there")


def _made(answer: Any) -> Answer:
    if isinstance(answer, int):
        return httpx.Response(answer)
    if isinstance(answer, str):
        return httpx.Response(200, content=(ANSWERS / answer).read_bytes())
    return answer  # type: ignore[no-any-return]
