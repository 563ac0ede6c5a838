"""The mails of an mbox, a Maildir, a folder and a file, one by one."""

import io
import tracemalloc
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from newsletter.reports import MOST_BYTES, messages
from newsletter.reports.mailboxes import split
from tests.newsletter.reports.samples import ANSWER, bounce

LINE = b"From MAILER-DAEMON Tue Nov 24 09:00:00 2026\n"


def test_mails_of_an_mbox(tmp_path: Path) -> None:
    path = tmp_path / "mbox"
    path.write_bytes(LINE + ANSWER + b"\n" + LINE + bounce() + b"\n")
    assert [mail.strip() for mail in messages(path)] == [
        (LINE + ANSWER).strip().removeprefix(LINE),
        bounce().strip(),
    ]


def test_file_of_one_mail_is_not_cut(tmp_path: Path) -> None:
    path = tmp_path / "one.eml"
    mail = ANSWER + b"\nFrom here on I am away.\n\nFrom there too.\n"
    path.write_bytes(mail)
    assert list(messages(path)) == [mail]


def test_mails_of_a_maildir_but_not_those_that_are_still_written(tmp_path: Path) -> None:
    for folder in ("new", "cur", "tmp", "new/deeper"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "1").write_text(folder)
    assert list(messages(tmp_path)) == [b"new", b"cur"]


def test_mails_of_a_folder(tmp_path: Path) -> None:
    for name in ("b.eml", "a.eml"):
        (tmp_path / name).write_text(name)
    assert list(messages(tmp_path)) == [b"a.eml", b"b.eml"]


def test_empty_mailbox(tmp_path: Path) -> None:
    (tmp_path / "mbox").touch()
    assert list(messages(tmp_path / "mbox")) == []
    (tmp_path / "new").mkdir()
    assert list(messages(tmp_path)) == []


def test_long_mail_is_read_as_far_as_reports_go() -> None:
    long = LINE + b"x" * (3 * MOST_BYTES) + b"\n" + b"y\n" * MOST_BYTES + b"\n" + LINE + ANSWER
    first, second = split(io.BytesIO(long))
    assert len(first) == MOST_BYTES
    assert second == ANSWER
    (only,) = split(io.BytesIO(b"x" * (3 * MOST_BYTES)))
    assert len(only) == MOST_BYTES


@given(st.lists(st.binary(max_size=80).map(lambda data: data.replace(b"From ", b"")), min_size=1))
def test_as_many_mails_as_were_put_in(mails: list[bytes]) -> None:
    box = b"".join(LINE + mail + b"\n\n" for mail in mails)
    assert [mail.rstrip(b"\r\n") for mail in split(io.BytesIO(box))] == [
        mail.rstrip(b"\r\n") for mail in mails
    ]


class Endless(io.RawIOBase):
    """So many mails, of which none is there before it is read."""

    def __init__(self, count: int) -> None:
        self.mail, self.left, self.rest = LINE + ANSWER + b"\n", count, b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if not self.rest and self.left:
            self.rest, self.left = self.mail, self.left - 1
        count = min(len(buffer), len(self.rest))
        buffer[:count], self.rest = self.rest[:count], self.rest[count:]
        return count


def test_mailbox_of_any_size_takes_the_same_memory() -> None:
    peaks = []
    for count in (100, 10_000):
        tracemalloc.start()
        assert sum(1 for _ in split(io.BufferedReader(Endless(count)))) == count
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 100_000
