from typing import Any

import pytest

from articles import asking
from tests.articles.answering import Servers


@pytest.fixture
def servers(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Servers:
    """The other servers, none of which is there until a test says what it answers."""
    settings.WATCH_PAUSE_SECONDS = 0
    servers = Servers()
    monkeypatch.setattr(asking, "transport", servers.transport)
    return servers
