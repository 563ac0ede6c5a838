from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from articles import asking, publishing
from articles.models import Article, Edition
from tests.articles.answering import Servers
from tests.factories import approved, write


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


@pytest.fixture
def corrected(edition: Edition, writer: User, reviewer: User, editor: User) -> Edition:
    """A correction of the article."""
    number = approved(edition.article, writer, reviewer, title="Put right")
    return publishing.publish(
        edition.article,
        revision=number,
        by=editor,
        change_type="correction",
        fault="The dose.",
        change_note="It is right now.",
        wrong_since=timezone.localdate(),
    )
