"""By what the same form, sent twice, is known: a keyed hash of what it says and of when."""

import json
from datetime import datetime, timedelta

from django.utils.crypto import salted_hmac

from comments.models import Comment

SALT = "comments.fingerprint"
BUCKET = timedelta(minutes=10)


def stamp(comment: Comment, parent: int | None, now: datetime) -> Comment | None:
    """Give a reply that is not stored its fingerprint, or return the reply that the same form made
    before. `parent`: the number of the reply that it answers.

    Ask it with the discussion locked. Those who wait for it read the clock before: the first to
    hold it may be of the next stretch of time, the second still of the last.
    """
    prints = [_print(comment, parent, now + step) for step in (0 * BUCKET, -BUCKET, BUCKET)]
    comment.fingerprint = prints[0]
    return Comment.objects.filter(fingerprint__in=prints).first()


def _print(comment: Comment, parent: int | None, now: datetime) -> str:
    bucket = int(now.timestamp() // BUCKET.total_seconds())
    who = comment.email or comment.by_id
    said = [comment.article.pk, parent, who, comment.body, bucket]
    return salted_hmac(SALT, json.dumps(said), algorithm="sha256").hexdigest()
