"""A signed address for one Revision: whoever has it may read that text, for some days.

Nothing is stored: the token holds the key of the Revision and the time, signed with `SECRET_KEY`.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from articles.models import Revision

SALT = "articles.previews"


class NoPreview(Exception):
    """There is nothing to read at this address, and never was."""


class PreviewEnded(NoPreview):
    """There was a text to read here, for a while."""


def token(revision: Revision) -> str:
    """The signed name of this very Revision, good from now on for `settings.PREVIEW_DAYS`."""
    return signing.dumps(revision.pk, salt=SALT)


def revision_of(token: str) -> Revision:
    """The Revision that a token names.

    Raises NoPreview for a token that we did not make for a preview; PreviewEnded for one whose time
    is over, or whose article was discarded.
    """
    try:
        key = signing.loads(token, salt=SALT, max_age=_life())
    except signing.SignatureExpired as error:
        raise PreviewEnded("This preview has expired.") from error
    except signing.BadSignature as error:
        raise NoPreview("This is no address of a preview.") from error
    revision = Revision.objects.select_related("article__topic").filter(pk=key).first()
    if revision is None:
        raise NoPreview("This is no address of a preview.")
    if revision.article.discarded_at:
        raise PreviewEnded("This article was discarded.")
    return revision


def address(revision: Revision) -> str:
    """Where the Revision may be read, on this site."""
    return reverse("preview", args=[token(revision)])


def good_until() -> datetime:
    """When an address that is made now expires."""
    return timezone.now() + _life()


def _life() -> timedelta:
    return timedelta(days=settings.PREVIEW_DAYS)
