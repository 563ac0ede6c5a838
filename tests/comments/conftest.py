from collections.abc import Iterator

import pytest

from articles.models import Edition
from klarity import rate_limit


@pytest.fixture(autouse=True)
def fresh_counts() -> Iterator[None]:
    """Nobody has sent anything yet."""
    rate_limit.limiter.cache_clear()
    yield
    rate_limit.limiter.cache_clear()


@pytest.fixture
def url(edition: Edition) -> str:
    """Where replies to the live article are posted."""
    return f"{edition.article.get_absolute_url()}comments/"
