from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from articles.findings import Refused


@contextmanager
def refused(*codes: str) -> Iterator[None]:
    """The verb within is refused with exactly these findings."""
    with pytest.raises(Refused) as caught:
        yield
    assert caught.value.codes == list(codes)
