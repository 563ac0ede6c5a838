"""A cursor is read back as it was written, and anything else is refused."""

from base64 import urlsafe_b64encode
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.api import cursors

moments = st.datetimes(min_value=datetime(1970, 1, 1), timezones=st.just(UTC))
keys = st.integers(0, cursors.LARGEST)


@given(moments, st.lists(keys, max_size=3))
def test_place_is_read_back(at: datetime, rest: list[int]) -> None:
    first, *numbers = cursors.numbers(cursors.write("x", at, *rest), "x", 1 + len(rest))
    assert (cursors.moment(first), numbers) == (at, rest)


forged = st.from_regex(r"\Ax?\.?[0-9.x-]*\Z").map(lambda text: urlsafe_b64encode(text.encode()))


@given(
    st.text() | st.text("ABCMNOTQxyz0123456789-_=", max_size=60) | forged.map(bytes.decode),
    st.integers(1, 3),
)
def test_any_text_is_numbers_that_a_database_takes_or_refused(text: str, count: int) -> None:
    try:
        found = cursors.numbers(text, "x", count)
    except cursors.UnreadableError:
        return
    assert len(found) == count
    assert all(0 <= number <= cursors.LARGEST for number in found)


@given(keys)
def test_moment_beyond_the_calendar_is_refused(number: int) -> None:
    try:
        assert cursors.moment(number) >= cursors.EPOCH
    except cursors.UnreadableError:
        assert number > 253_402_300_799_999_999


def test_cursor_of_another_list_is_refused() -> None:
    for name, count in (("articles", 1), ("articles", 3), ("editions", 2), ("", 2)):
        with pytest.raises(cursors.UnreadableError):
            cursors.numbers(cursors.write("articles", 1, 2), name, count)


@given(st.lists(keys, max_size=9), st.integers(1, 9))
def test_first_rows_and_whether_there_are_more(rows: list[int], limit: int) -> None:
    taken, is_more = cursors.first(rows, limit)
    assert taken == rows[:limit]
    assert is_more == (len(rows) > limit)
