"""How many replies and reports are taken from one network, and in one address's name."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.timesince import timesince
from limits import parse

from articles.findings import Finding, Refused
from comments.models.comment import as_key
from klarity import rate_limit

SALT = "comments.limit"
REPLIES = "We have had many replies from your network or email address."
REPORTS = "We have had many reports from your network."
EPOCH = datetime.fromtimestamp(0, UTC)


def count_reply(*, network: str, email: str) -> None:
    """Count a new reply. Raises Refused: `too-many`."""
    address = salted_hmac(SALT, as_key(email), algorithm="sha256").hexdigest()
    _count("comment-network", settings.COMMENTS_PER_NETWORK, network, REPLIES)
    _count("comment-address", settings.COMMENTS_PER_ADDRESS, address, REPLIES)


def count_report(*, network: str) -> None:
    """Count a new report. Raises Refused: `too-many`."""
    _count("comment-report", settings.REPORTS_PER_NETWORK, network, REPORTS)


def _count(name: str, limit: str, whose: str, what: str) -> None:
    if not rate_limit.hit(name, limit=limit, network=whose):
        when = f"Please send this one again in {_period(limit)}."
        raise Refused([Finding("too-many", f"{what} {when}")])


def _period(limit: str) -> str:
    """After which, at the latest, there is room again."""
    length = timedelta(seconds=max(60, parse(limit).get_expiry()))
    return timesince(EPOCH, EPOCH + length).replace("\xa0", " ")
