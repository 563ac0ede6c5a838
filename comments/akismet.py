"""Akismet's opinion of a reply, for libraries that have a key.

Off without `AKISMET_KEY`. With one, the name, the e-mail address, the network and the whole text of
each reply, which may tell of somebody's health, go to a company in the United States as soon as it
is sent: the privacy notice has to say so, and the owner to have a ground for it.
"""

import logging

import httpx
from django.conf import settings

from comments.models import Comment
from comments.words.screening import Reason
from klarity import safe_fetch
from klarity.safe_fetch import Client, Unfetchable

URL = "https://rest.akismet.com/1.1/comment-check"
SECONDS = 3.0
UNKNOWN = {"", "unknown"}
SPAM = Reason("akismet", "Akismet takes it for advertising.", True)

logger = logging.getLogger(__name__)


def opinions(comment: Comment) -> list[Reason]:
    """What Akismet says of it; nothing without a key, or when it does not answer, for a reply is
    never lost over that. It takes seconds at most; hold no row meanwhile.

    A reply from an unknown network is not asked about: Akismet demands one.
    """
    if not settings.AKISMET_KEY or comment.network in UNKNOWN:
        return []
    try:
        answer = _ask(comment)
    except (httpx.HTTPError, Unfetchable, OSError, ValueError) as error:
        logger.warning("Akismet could not be asked (%s)", type(error).__name__)
        return []
    if answer not in {"true", "false"}:
        logger.warning("Akismet does not judge: it answered “%s”", answer[:80])
    return [SPAM] if answer == "true" else []


def transport() -> httpx.BaseTransport:
    """How Akismet is reached; tests put their own answers in its place."""
    return safe_fetch.PublicTransport()


def _ask(comment: Comment) -> str:
    with Client(user_agent=settings.LOOKUP_USER_AGENT, transport=transport()) as client:
        response = client.post(URL, data=_fields(comment), timeout=SECONDS)
    response.raise_for_status()
    return response.text.strip()


def _fields(comment: Comment) -> dict[str, str]:
    """The fields of Akismet's documentation that we have. Of an IPv6 network it gets the first
    address, for we keep no more of it."""
    return {
        "api_key": settings.AKISMET_KEY,
        "blog": f"{settings.SITE_URL}/",
        "user_ip": comment.network.partition("/")[0],
        "permalink": settings.SITE_URL + comment.article.get_absolute_url(),
        "comment_type": "comment",
        "comment_author": comment.name,
        "comment_author_email": comment.email,
        "comment_content": comment.body,
        "comment_date_gmt": comment.received_at.isoformat(),
        "blog_lang": "en_gb",
        "blog_charset": "UTF-8",
    }
