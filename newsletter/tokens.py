"""What the links of our mails carry: each good for one purpose, none with an address in it."""

import secrets
from datetime import timedelta
from hashlib import sha256

from django.core import signing

from newsletter.models import LeavingToken, Subscriber

CONFIRM, PREFERENCES = "newsletter.confirm", "newsletter.preferences"
LIVES = {CONFIRM: timedelta(days=7), PREFERENCES: timedelta(days=365)}


class NoToken(Exception):
    """We never gave this token for this purpose, or whom it names is forgotten."""


class TokenEnded(NoToken):
    """We gave it, and its time is over."""


def sign(subscriber: Subscriber, purpose: str) -> str:
    """A token for CONFIRM or PREFERENCES, good from now on for as long as LIVES says."""
    return signing.dumps(subscriber.reference.hex, salt=purpose)


def read(token: str, purpose: str) -> Subscriber:
    """Whom a token names. Raises NoToken, TokenEnded."""
    try:
        reference = signing.loads(token, salt=purpose, max_age=LIVES[purpose])
    except signing.SignatureExpired as error:
        raise TokenEnded from error
    except signing.BadSignature as error:
        raise NoToken from error
    return _found(Subscriber.objects.filter(reference=reference).first())


def for_leaving(*subscribers: Subscriber) -> list[str]:
    """A new token for each, with which that person can leave at any time. We keep only their
    hashes, and need no key to know them again."""
    tokens = [secrets.token_urlsafe(32) for _ in subscribers]
    LeavingToken.objects.bulk_create(
        LeavingToken(subscriber=subscriber, hash=_hash(token))
        for subscriber, token in zip(subscribers, tokens, strict=True)
    )
    return tokens


def leaving(token: str) -> Subscriber:
    """Who may leave with the token. Raises NoToken."""
    return _found(Subscriber.objects.filter(leaving_tokens__hash=_hash(token)).first())


def kept(token: str) -> LeavingToken | None:
    """What we keep of a token for leaving, with whose it is."""
    return LeavingToken.objects.select_related("subscriber").filter(hash=_hash(token)).first()


def _found(subscriber: Subscriber | None) -> Subscriber:
    if subscriber is None:
        raise NoToken
    return subscriber


def _hash(token: str) -> str:
    return sha256(token.encode(errors="replace")).hexdigest()
