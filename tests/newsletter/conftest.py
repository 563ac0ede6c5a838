"""What the tests of the newsletter share."""

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import User

from articles.models import Edition
from newsletter.models import Issue
from tests.newsletter.correcting import Put, corrected
from tests.newsletter.issuing import colleague, drafted


@pytest.fixture(autouse=True)
def _no_epoch_is_kept(settings: LazySettings, tmp_path: Path) -> None:
    """Each test is a machine that has sent nothing yet."""
    settings.VAR_DIR = tmp_path


@pytest.fixture
def issue(edition: Edition) -> Issue:
    """A draft that tells of one article."""
    return drafted()


@pytest.fixture
def one(db: None) -> User:
    """Edits issues."""
    return colleague(first_name="Ann", last_name="One", email="ann@example.org")


@pytest.fixture
def other(db: None) -> User:
    """Approves them."""
    return colleague()


@pytest.fixture
def put_right(writer: User, reviewer: User, editor: User) -> Put:
    """Correct an article: `put_right(edition)`."""
    return lambda edition, **values: corrected(edition, writer, reviewer, editor, **values)
