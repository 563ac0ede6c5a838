"""Searches without an answer: counted for editors, who add an article or a synonym."""

import logging
import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone

from articles.models import MissedQuery
from klarity import rate_limit

PER_NETWORK = "30 per hour"
LONGEST = 80
MOST_DIGITS = 5
# No more rows are taken in a day than there is room for; the night makes room again.
MOST_ROWS = 5_000
ROWS_AFTER_TIDYING = 4_000
KEEP_RARE = timedelta(days=30)
KEEP = timedelta(days=365)

WORD = re.compile(r"\w+(?:['’-]\w+)*")
# E-mail and web addresses, postcodes, a house in a street.
PRIVATE = re.compile(
    r"@|://|\bwww\.|\w\.(?:co|com|net|org|uk)\b|\b(?:at|dot) \w+ ?(?:\.|dot) ?\w"
    r"|\b[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}\b"
    r"|\b\d+[a-z]?,? (?:[^\W\d]+ ){1,3}"
    r"(?:avenue|close|crescent|drive|lane|place|road|square|street)\b"
)

logger = logging.getLogger(__name__)


def count(text: str, *, network: str, now: datetime | None = None) -> None:
    """Count a search without an answer. Of `network` nothing is kept: it bounds how much one
    network can have counted.

    It is called by a GET. That one changes nothing for anybody: no page, no record and no answer
    depends on this number, a robot that calls it does no harm, and what goes wrong goes unseen.
    """
    words = counted(text)
    if not words or not rate_limit.hit("missed-query", limit=PER_NETWORK, network=network):
        return
    try:
        with transaction.atomic():
            _count(words, now or timezone.now())
    except DatabaseError:
        logger.exception("A search without an answer was not counted")


def _count(words: str, now: datetime) -> None:
    today = timezone.localdate(now)
    known = MissedQuery.objects.filter(words=words)
    if known.update(count=F("count") + 1, last_on=today):
        return
    if MissedQuery.objects.count() < MOST_ROWS:
        row = MissedQuery(words=words, last_on=today)
        MissedQuery.objects.bulk_create([row], ignore_conflicts=True)


def counted(text: str) -> str:
    """The words of a search as they are counted: in small letters, without signs.

    "" for what is not counted: too long to be a question, or like an address, a phone number, a
    date of birth or a number of some file, by which somebody might be known.
    """
    folded = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    digits = sum(character.isdigit() for character in folded)
    if PRIVATE.search(folded) or digits > MOST_DIGITS:
        return ""
    words = " ".join(WORD.findall(folded))
    return words if len(words) <= LONGEST else ""


def settle(terms: Iterable[str]) -> None:
    """Forget these words: something was done for them. If it did not help they are counted anew."""
    MissedQuery.objects.filter(words__in=[counted(term) for term in terms]).delete()


def tidy(now: datetime) -> None:
    """Forget what was asked for once a month ago, or not for a year; then what is asked for least,
    and longest ago, until there is room."""
    today = timezone.localdate(now)
    MissedQuery.objects.filter(count=1, last_on__lt=today - KEEP_RARE).delete()
    MissedQuery.objects.filter(last_on__lt=today - KEEP).delete()
    kept = MissedQuery.objects.order_by("-count", "-last_on", "-pk")[:ROWS_AFTER_TIDYING]
    MissedQuery.objects.exclude(pk__in=kept.values("pk")).delete()
