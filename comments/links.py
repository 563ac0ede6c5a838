"""Signed addresses for mails: whoever has one may do one thing about one reply, at any time.

Nothing is stored and nothing personal stands in them: the reply's key, signed with `SECRET_KEY`
under a salt of the purpose, so that no address serves for another.
"""

from enum import StrEnum

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from comments.models import Comment


class Purpose(StrEnum):
    """What an address is for: the name of the page that it leads to."""

    WITHDRAW = "withdraw_comment"
    STOP = "stop_notices"


class NoLink(Exception):
    """We signed no such thing for this purpose."""


def sign(comment: Comment, purpose: Purpose) -> str:
    """The token of a reply for one purpose."""
    return _signer(purpose).sign(str(comment.pk))


def read(token: str, purpose: Purpose) -> Comment:
    """The reply that a token was made for. Raises NoLink."""
    try:
        key = int(_signer(purpose).unsign(token))
    except BadSignature as error:
        raise NoLink from error
    found = Comment.objects.select_related("article", "edition").defer("edition__html")
    if (comment := found.filter(pk=key).first()) is None:
        raise NoLink
    return comment


def address(comment: Comment, purpose: Purpose) -> str:
    """The whole address, to be put into a mail."""
    return settings.SITE_URL + reverse(purpose, args=[sign(comment, purpose)])


def _signer(purpose: Purpose) -> Signer:
    return Signer(salt=f"comments.links.{purpose}")
