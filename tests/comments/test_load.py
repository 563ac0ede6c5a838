"""A thousand readers' replies at once lose nothing, double nothing, and meet no error."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import own_database
from tests.browser.server import Site
from tests.comments.load import REPLIES, library, load, slugs

STORES = [
    pytest.param("sqlite", marks=pytest.mark.xdist_group("load")),
    pytest.param("postgres", marks=[pytest.mark.postgres, pytest.mark.xdist_group("postgres")]),
]


@pytest.fixture(params=STORES)
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Site]:
    """A real server with a database of its own."""
    if request.param == "sqlite":
        with library(tmp_path) as running:
            yield running
        return
    with (
        own_database.of_postgres("load") as url,
        library(tmp_path, DATABASE_URL=url) as running,
    ):
        yield running


def test_a_thousand_replies_at_once_are_a_thousand_rows_and_so_are_they_sent_twice(
    site: Site,
) -> None:
    for slug, times in zip(slugs(site), (1, 2), strict=True):
        outcome = load(site, slug, times=times)
        assert outcome.answers == {302: REPLIES * times}
        assert len(outcome.texts) == REPLIES
        assert (outcome.doubles, outcome.gaps) == (0, 0)
