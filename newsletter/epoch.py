"""A restored backup does not send until somebody says so: it does not know what was sent since.

Whoever sends counts on, in the database and in a file of the machine, which no backup of the
database takes back. A database that is behind the file, or that has sent while there is no file,
is another than the one that sent last from here.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db.models import F
from django.db.models.functions import Greatest

from newsletter.models import Epoch

LOCKED = (
    "Nothing is sent: this database is not the one that sent last from here. If it is a restored"
    " backup, look at what was sent since; then run: manage.py unlock_newsletter"
)


def is_locked() -> bool:
    """Whether this database must not send from this machine."""
    seen, sent = _seen(), _sent()  # in this order: the file is never ahead of a database at work
    return bool(sent) if seen is None else sent < seen


def advance() -> None:
    """Count on, before anything is claimed: in the database, and when that holds, in the file."""
    with _held_file() as file:
        _write(file, _advanced(0))


def unlock() -> None:
    """Let this database send: somebody has looked at what it does not know."""
    with _held_file() as file:
        _write(file, _advanced(_seen() or 0))


def _advanced(at_least: int) -> int:
    number = Greatest(F("number"), at_least) + 1
    if not Epoch.objects.filter(pk=1).update(number=number):
        Epoch.objects.get_or_create(pk=1, defaults={"number": at_least + 1})
    return _sent()


def _sent() -> int:
    return Epoch.objects.values_list("number", flat=True).first() or 0


def _seen() -> int | None:
    """The highest count that this machine knows of; None without a file, and of one that is no
    number. An empty one was left by who died at the first count of all."""
    try:
        return int(_path().read_text() or 0)
    except (FileNotFoundError, ValueError):
        return None


@contextmanager
def _held_file() -> Iterator[int]:
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True)
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file
    finally:
        os.close(file)


def _write(file: int, number: int) -> None:
    """In one piece and one length: whoever reads or dies meanwhile finds a whole number."""
    os.pwrite(file, f"{number:020}".encode(), 0)


def _path() -> Path:
    path: Path = settings.VAR_DIR / "newsletter-epoch"
    return path
