"""What a public page is made from, as one short text: it changes whenever a page might.

A publication anywhere makes every page anew. They are few a day, and nothing that one page takes
from another's record can then be forgotten.
"""

from datetime import datetime, time, timedelta

from django.db import connection
from django.utils import timezone

from articles.models import Disclaimer, Edition

# The record only grows, so counting its rows tells; but for schedules cancelled. Of what is edited
# in place, the fields themselves are read. SQL, for it is asked on every request and in one round
# trip; MD5 is known to both databases (Django brings SQLite its own).
PARTS = {
    "editions": "SELECT COUNT(*) FROM articles_edition",
    "standing": "SELECT COUNT(*) FROM articles_edition WHERE cancelled_at IS NULL",
    "withdrawals": "SELECT COUNT(*) FROM articles_withdrawal",
    "redactions": "SELECT COUNT(*) FROM articles_redaction",
    "names": "SELECT COUNT(*) FROM articles_namechange",
    "disclaimers": "SELECT COUNT(*) FROM articles_disclaimer",
    "notices": "SELECT COUNT(*) FROM articles_notice",
    "answers": "SELECT COUNT(*) FROM articles_noticeanswer",
    "topics": """SELECT MD5({join}(CAST(id AS text) || '|' || slug || '|' || name || '|'
        || description || '|' || icon || '|' || CAST(position AS text), '|'))
        FROM articles_topic""",
    "articles": """SELECT MD5({join}(CAST(id AS text) || '|' || slug || '|'
        || CAST(COALESCE(topic_id, 0) AS text) || '|' || CAST(sample AS text), '|'))
        FROM articles_article
        WHERE (%(article)s = '' OR slug = %(article)s)
        AND EXISTS (SELECT 1 FROM articles_edition e WHERE e.article_id = articles_article.id)""",
    "author": """SELECT MD5(name || '|' || credentials || '|' || bio || '|' || orcid || '|'
        || CAST(COALESCE(photo_id, 0) AS text)) FROM articles_author WHERE slug = %(author)s""",
    "orcids": """SELECT MD5({join}(CAST(id AS text) || '|' || orcid, '|'))
        FROM articles_author WHERE orcid <> ''""",
    "policy": """SELECT MD5(title || '|' || content || '|' || template_name)
        FROM django_flatpage WHERE url = %(path)s""",
}
JOIN = {"postgresql": "STRING_AGG", "sqlite": "GROUP_CONCAT"}


def version(path: str) -> str:
    """The state of all that the page at `path` may show, in one query."""
    query = ", ".join(f"({part})" for part in PARTS.values())
    path = path.replace("\0", "")  # PostgreSQL takes no NUL, and no page has one in its address
    kind, slug, *_ = [*path.strip("/").split("/"), ""]
    values = {
        "path": path,
        # The pages of one article show no other's address, topic or mark of a sample.
        "article": slug if kind == "articles" else "",
        "author": slug if kind == "authors" else "",
    }
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {query}".format(join=JOIN[connection.vendor]), values)
        return " ".join(map(str, cursor.fetchone()))


def next_moment(path: str) -> datetime:
    """When time alone next changes a page: a schedule comes, a disclaimer comes into force, or the
    day ends on which a review was due."""
    now = timezone.now()
    editions = Edition.objects.scheduled(now).order_by().values_list("published_at")
    disclaimers = Disclaimer.objects.filter(in_force_from__gt=now).order_by()
    moments = editions.union(disclaimers.values_list("in_force_from"))
    tomorrow = timezone.localdate(now) + timedelta(days=1)
    midnight = timezone.make_aware(datetime.combine(tomorrow, time.min))
    return min([midnight, *(moment for (moment,) in moments)])
