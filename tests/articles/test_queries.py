"""How often a page asks the database: as often for a thousand articles as for ten."""

from collections.abc import Callable

import pytest
from django.contrib.flatpages.models import FlatPage
from django.contrib.sites.models import Site
from django.test import Client

from articles.models import Author, Edition
from tests.articles.shelf import fill

# One of them, on every page, for the words of the newsletter's form; two for the replies under an
# article: how many there are, and a page of them; five for what is near it: who else cites its
# works, its words, who shares them, its topic, and which of all these are live.
ARTICLE_PAGE = 12
LIST_PAGE = 6
# What they wrote, a page of it and how much there is, and what they reviewed.
AUTHOR_PAGE = 7


@pytest.fixture(params=[10, 1000])
def library(request: pytest.FixtureRequest, edition: Edition) -> Edition:
    """A live article among many."""
    fill(edition, [f"Question {number} of many" for number in range(request.param)])
    Site.objects.get_current()
    return edition


def costs(client: Client, url: str, most: int, count: Callable[..., object]) -> None:
    with count(most):  # type: ignore[attr-defined]
        assert client.get(url).status_code == 200


@pytest.mark.parametrize("rest", ["", "editions/1/"])
def test_article_page_asks_twelve_times_at_most(
    client: Client,
    library: Edition,
    rest: str,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    url = f"{library.article.get_absolute_url()}{rest}"
    costs(client, url, ARTICLE_PAGE, django_assert_max_num_queries)


def test_list_asks_six_times_at_most(
    client: Client, library: Edition, django_assert_max_num_queries: Callable[..., object]
) -> None:
    topic = library.article.topic
    assert topic is not None
    for url in (
        "/",
        "/articles/",
        "/articles/?page=1&letter=Q",
        f"/articles/?topic={topic.slug}",
        topic.get_absolute_url(),
        f"{library.article.get_absolute_url()}history/",
    ):
        costs(client, url, LIST_PAGE, django_assert_max_num_queries)


def test_author_page_asks_seven_times_at_most(
    client: Client, library: Edition, django_assert_max_num_queries: Callable[..., object]
) -> None:
    writer = Author.objects.get(pk=library.revision.content.byline[0].author)
    for url in (writer.get_absolute_url(), "/authors/ada-example/"):
        costs(client, url, AUTHOR_PAGE, django_assert_max_num_queries)


def test_policy_asks_four_times_at_most(
    client: Client, db: None, django_assert_max_num_queries: Callable[..., object]
) -> None:
    Site.objects.get_current()
    for page in FlatPage.objects.all():
        costs(client, page.url, 4, django_assert_max_num_queries)
