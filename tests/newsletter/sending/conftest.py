"""What the tests of sending share."""

import pytest
from django.contrib.auth.models import User

from articles.models import Edition
from newsletter.models import Issue
from tests.factories import UserFactory
from tests.newsletter import rows


@pytest.fixture
def issue(edition: Edition, editor: User) -> Issue:
    """An approved issue whose time has come."""
    return rows.issue(edition, by=editor)


@pytest.fixture
def publisher(db: None) -> User:
    """Sends newsletters."""
    return UserFactory(username="publisher", groups=["Newsletter editor"])
