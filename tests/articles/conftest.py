from typing import Any

import pytest
from django.contrib.auth.models import User

from articles import asking
from articles.models import Article
from tests.articles.answering import Servers
from tests.factories import write


@pytest.fixture
def servers(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Servers:
    """The other servers, none of which is there until a test says what it answers."""
    settings.WATCH_PAUSE_SECONDS = 0
    servers = Servers()
    monkeypatch.setattr(asking, "transport", servers.transport)
    return servers


@pytest.fixture
def written(article: Article, writer: User) -> Article:
    """An article with a first text."""
    write(article, writer)
    return article
