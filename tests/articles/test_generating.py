"""`generate_library`: live samples in any number, whole as the editorial road leaves them."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from articles import generating, sample_library
from articles.management.commands import generate_library
from articles.models import Address, Article, Edition, SearchEntry
from articles.requirements import complete
from articles.search.engines import engine
from articles.search.finding import find
from articles.search.results import Asked
from tests.factories import ArticleFactory


@pytest.fixture
def samples(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sample library; a test's transaction may not tidy up the index."""
    monkeypatch.setattr(engine(), "tidy", lambda: None)
    monkeypatch.setattr(generating, "A_BATCH", 2)
    sample_library.sign_ins()
    sample_library.load()


def generate(count: int) -> list[str]:
    out = io.StringIO()
    call_command("generate_library", str(count), stdout=out)
    return out.getvalue().splitlines()


def test_so_many_articles_are_live_and_found(samples: None, client: Client) -> None:
    before = Edition.objects.live().count()
    assert generate(3) == ["2 of 3", "3 of 3"]
    assert generate(2) == ["2 of 2"]
    editions = Edition.objects.live().filter(article__slug__startswith="generated-")
    assert (len(editions), Edition.objects.live().count()) == (5, before + 5)
    assert find(Asked(f'"{editions[0].title}"')).total == 1
    assert SearchEntry.objects.count() >= before + 5
    html = client.get(editions[0].article.get_absolute_url()).content.decode()
    assert editions[0].title in html
    assert "sample" in html.lower()


def test_each_is_complete_and_marked(samples: None) -> None:
    generate(2)
    for article in Article.objects.filter(slug__startswith="generated-"):
        edition = article.editions.get()
        assert article.sample
        assert not list(complete(article, edition.revision.content))
        assert edition.review.approves
        assert edition.sources.count() == article.sources.count() == 1
        assert article.faqs.count() == len(edition.revision.content.faqs)
        assert set(edition.authors.all()) == set(article.authors.all())
        assert article.authors.count() == 1
        assert Address.objects.filter(slug=article.slug).exists()
        assert "⟦" not in edition.html + edition.title + str(edition.revision.frozen_content)


def test_it_refuses_beside_real_articles(samples: None) -> None:
    ArticleFactory()
    with pytest.raises(CommandError, match="real articles"):
        generate(2)
    assert not Article.objects.filter(slug__startswith="generated-").exists()


def test_it_refuses_without_the_sample_library(db: None) -> None:
    with pytest.raises(CommandError, match="load_sample_library"):
        generate(2)


@pytest.mark.parametrize("count", [0, -1])
def test_it_refuses_to_make_none(samples: None, count: int) -> None:
    with pytest.raises(CommandError, match="1 or more"):
        generate_library.Command().handle(count=count)
