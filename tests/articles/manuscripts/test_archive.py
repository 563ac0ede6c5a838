from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.manuscripts import archive, unreadable
from articles.manuscripts.unreadable import Unreadable
from tests.articles.manuscripts.word import zipped


def test_files_come_out_by_their_bare_names() -> None:
    files = {"folder/a.md": b"A", "b.txt": b"B", "../../etc/c.txt": b"C", "d\\e.md": b"E"}
    assert archive.unpack(zipped(files)) == [
        ("a.md", b"A"),
        ("b.txt", b"B"),
        ("c.txt", b"C"),
        ("e.md", b"E"),
    ]


def test_what_systems_add_is_left_out() -> None:
    files = {"__MACOSX/._a.md": b"?", ".DS_Store": b"?", "folder/": b"", "a.md": b"A"}
    assert archive.unpack(zipped(files)) == [("a.md", b"A")]


def test_zip_with_too_much_in_it_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_ARCHIVE_BYTES", 10)
    with pytest.raises(Unreadable, match="unpacks to more than 10 bytes"):
        archive.unpack(zipped({"a.md": b"x" * 11}))


def test_zip_with_too_many_files_is_refused() -> None:
    files = {f"{number}.md": b"x" for number in range(unreadable.MAX_ARCHIVE_FILES + 1)}
    with pytest.raises(Unreadable, match="more than 100 files"):
        archive.unpack(zipped(files))


def test_bomb_is_refused() -> None:
    with pytest.raises(Unreadable, match="far more than manuscripts hold"):
        archive.unpack(zipped({"a.md": b"0" * 15_000_000}))


@given(st.binary(), st.integers(0, 200), st.integers(0, 255))
def test_broken_zip_is_refused_or_read(noise: bytes, place: int, value: int) -> None:
    whole = bytearray(zipped({"a.md": b"Some words of an article. " * 20}))
    whole[place % len(whole)] = value
    for data in (noise, bytes(whole), bytes(whole[:-place])):
        with suppress(Unreadable):
            assert isinstance(archive.unpack(data), list)
