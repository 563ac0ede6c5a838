"""Articles on their road, for the desk."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from articles import publishing
from articles.models import Article
from tests.articles.admin.desk_page import titled


@pytest.fixture
def draft(article: Article, writer: User) -> Article:
    """A draft of the writer's."""
    titled(article, writer, "What is a draft?")
    return article


@pytest.fixture
def approved(written: Article, reviewer: User) -> Article:
    """An article whose first text a clinician approved."""
    publishing.approve(written, revision=1, by=reviewer)
    return written


@pytest.fixture
def scheduled(approved: Article, editor: User) -> Article:
    """An article whose first edition appears tomorrow."""
    publishing.publish(approved, revision=1, by=editor, at=timezone.now() + timedelta(days=1))
    return approved
