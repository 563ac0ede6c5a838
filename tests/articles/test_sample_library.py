"""The sample library shows every state of an article, and loading it again loses nothing."""

import io
from collections import Counter
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.test import Client

from articles import sample_library
from articles.models import Article, Author, Edition, Revision, Status, Topic
from articles.requirements import complete


@pytest.fixture
def printed(db: None, tmp_path: Path, settings: LazySettings) -> str:
    settings.VAR_DIR = tmp_path
    return load()


def load() -> str:
    out = io.StringIO()
    call_command("load_sample_library", stdout=out)
    return out.getvalue()


def test_twelve_samples_over_five_topics_in_every_state(printed: str) -> None:
    articles = Article.objects.with_status()
    assert len(articles) == 12
    assert Topic.objects.count() == 5
    states = Counter(article.status for article in articles)
    assert states == {
        Status.PUBLISHED: 8,
        Status.DRAFT: 1,
        Status.IN_REVIEW: 1,
        Status.SCHEDULED: 1,
        Status.WITHDRAWN: 1,
    }
    live = list(Edition.objects.live().select_related("review"))
    assert max(edition.number for edition in live) == 2
    assert [edition.article.slug for edition in live if edition.overdue] == [
        "how-much-salt-is-too-much"
    ]


def test_every_sample_is_complete_and_says_what_it_is(printed: str) -> None:
    for revision in Revision.objects.select_related("article"):
        content = revision.content
        assert revision.article.sample
        assert all([content.standfirst, content.key_points, content.summary, content.faqs])
        assert content.urgent_faqs, revision.article.slug
        assert 4 <= len(content.references) <= 8, revision.article.slug
        assert not list(complete(revision.article, content)), revision.article.slug


def test_nobody_in_it_claims_a_credential(printed: str) -> None:
    for author in Author.objects.all():
        assert "no credentials claimed" in author.credentials
        assert "does not describe a real" in author.bio


def test_sign_ins_are_printed_and_work(printed: str, client: Client) -> None:
    lines = [line.split() for line in printed.splitlines() if line.startswith("  ")]
    assert {name for name, _ in lines} == {*sample_library.ROLES, "admin"}
    for name, password in lines:
        assert client.login(username=name, password=password), name


def test_loading_again_changes_nothing_and_prints_the_same_sign_ins(printed: str) -> None:
    before = (Revision.objects.count(), Edition.objects.count(), Author.objects.count())
    again = load()
    assert "Loaded" not in again
    assert again in printed
    assert before == (Revision.objects.count(), Edition.objects.count(), Author.objects.count())
