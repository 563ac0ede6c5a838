"""The network of the sources' pages: recorded answers, or none."""

import httpx
import pytest

from articles import sourcing
from tests.articles.sources import recorded

BOOK = "Alder B. A book of tests. 4th ed. Leeds: Oak Press; 2017. ISBN 978-0-306-40615-7."


def plug_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """The recorded answers."""
    transport = httpx.MockTransport(recorded.answer)
    monkeypatch.setattr(sourcing, "transport", lambda: transport)


def unplug(monkeypatch: pytest.MonkeyPatch) -> None:
    """No network."""
    transport = httpx.MockTransport(recorded.unplugged)
    monkeypatch.setattr(sourcing, "transport", lambda: transport)
