"""What the pages of an article owe to its replies: they change with every decision on one."""

import re
from datetime import datetime

from django.conf import settings
from django.db import connection
from django.utils import timezone

from articles.models import Edition
from comments import discussions

ARTICLE = re.compile(r"/articles/([-\w]+)/", re.ASCII)
# As in `articles.versions`: the record only grows, and counting it is asked on every request.
STATE = """SELECT
    (SELECT COUNT(*) FROM comments_decision WHERE article_id = articles_article.id),
    (SELECT changed_at FROM comments_discussion WHERE article_id = articles_article.id)
    FROM articles_article WHERE slug = %s"""


def version(path: str) -> str:
    """The state of the replies that the page at `path` may show, in one query; of pages that show
    none it is empty, without any."""
    article = ARTICLE.match(path)
    if article is None:
        return ""
    with connection.cursor() as cursor:
        cursor.execute(STATE, [article[1]])
        return " ".join(map(str, cursor.fetchone() or ()))


def next_moment(path: str) -> datetime | None:
    """When time alone ends the replies to the article at `path`, if it will."""
    article = ARTICLE.match(path)
    if article is None or not settings.COMMENTS_CLOSE_AFTER_DAYS:
        return None
    now = timezone.now()
    live = Edition.objects.live(now).filter(article__slug=article[1])
    ends = [discussions.closes_at(edition) for edition in live.only("published_at")]
    return next((end for end in ends if end and end > now), None)
