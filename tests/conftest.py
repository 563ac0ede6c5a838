"""The cast: the people whom the tests are about, and where the shared material is found."""

import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from articles import publishing
from articles.models import Article, Assignment, Edition, NameChange, Notice, NoticeAnswer
from comments import moderation
from klarity import rate_limit
from tests.factories import (
    ArticleFactory,
    AuthorFactory,
    CommentFactory,
    SourceFactory,
    UserFactory,
    clinician,
    published,
    write,
)

SHARED = Path(os.environ.get("KLARITY_SHARED", Path(__file__).parents[2] / "shared"))


@pytest.fixture(scope="session")
def shared_path() -> Callable[[str], Path]:
    """The path of a file of the shared material. Without it the test is skipped by name; on CI it
    fails."""

    def find(name: str) -> Path:
        path = SHARED / name
        if not path.exists():
            absent = f"missing: shared material {name} (set KLARITY_SHARED)"
            pytest.fail(absent) if os.environ.get("CI") == "true" else pytest.skip(absent)
        return path

    return find


@pytest.fixture(autouse=True)
def _passwords_cost_nothing(settings: LazySettings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _counts_begin_anew() -> None:
    """No request of another test counts."""
    rate_limit.limiter.cache_clear()


@pytest.fixture
def writer(db: None) -> User:
    """Writes articles and submits them."""
    return UserFactory(username="writer", groups=["Writer"])


@pytest.fixture
def reviewer(db: None) -> User:
    """A clinician with a public profile and a credential in force."""
    user = UserFactory(username="reviewer", groups=["Medical reviewer"])
    return clinician(user=user, slug="ada-example")


@pytest.fixture
def editor(db: None) -> User:
    """Publishes, schedules and withdraws."""
    return UserFactory(username="editor", groups=["Editor"])


@pytest.fixture
def moderator(db: None) -> User:
    """Decides on readers' replies."""
    return UserFactory(username="moderator", groups=["Moderator"])


@pytest.fixture
def superuser(db: None) -> User:
    """May do everything but review their own work."""
    return UserFactory(username="admin", is_superuser=True)


@pytest.fixture
def outsider(db: None) -> User:
    """Signed in, on the staff, in no group."""
    return UserFactory(username="outsider")


@pytest.fixture
def article(writer: User) -> Article:
    """An article of the writer's, without any text yet."""
    return ArticleFactory(created_by=writer)


@pytest.fixture
def edition(writer: User, reviewer: User, editor: User) -> Edition:
    """A live first edition."""
    return published(writer, reviewer, editor)


@pytest.fixture
def record(
    edition: Edition, writer: User, reviewer: User, editor: User, moderator: User
) -> Edition:
    """One row, at least, of every frozen model."""
    article, now = edition.article, timezone.now()
    moderation.approve(CommentFactory(edition=edition), by=moderator)
    author = AuthorFactory(name="Ann New")
    NameChange(
        author=author, old_name="Ann Old", new_name="Ann New", changed_by=editor, changed_at=now
    ).append()
    revision = write(article, writer, title="Another title").number
    submission = publishing.submit(article, revision=revision, by=writer)
    Assignment(submission=submission, reviewer=reviewer, assigned_at=now).append()
    notice = Notice.objects.create(source=SourceFactory(), kind="retraction", found_at=now)
    NoticeAnswer(
        notice=notice, article=article, reason="Cited as such.", answered_by=editor, answered_at=now
    ).append()
    publishing.withdraw(article, reason="A recall.", by=editor)
    publishing.redact(article, text="Another title", reason="Asked to.", by=editor)
    return edition


@pytest.fixture
def client() -> Client:
    """A reader's browser, on our own pages: it sends what browsers send with our forms."""
    return Client(headers={"Sec-Fetch-Site": "same-origin"})


@pytest.fixture
def page_cache(settings: LazySettings) -> Iterator[None]:
    """Switched on, as readers have it."""
    settings.PAGE_CACHE = True
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """Set the clock forward: `at(timedelta(days=1))`."""
    real = timezone.now
    return lambda by: monkeypatch.setattr(timezone, "now", lambda: real() + by)
