"""Many replies at once, straight into the table: too many for the usual road."""

from datetime import timedelta

from django.utils import timezone

from articles.models import Edition
from comments.models import Comment, Discussion
from comments.models.comment import path_below


def fill(edition: Edition, times: int, run: int = 4) -> dict[int, Comment]:
    """So many approved replies to the article, by number. In runs of `run` each answers the one
    before it, and then a new thread begins."""
    Discussion.objects.update_or_create(article=edition.article, defaults={"last_number": times})
    made: dict[int, Comment] = {}
    for depth in range(run):
        numbers = range(depth + 1, times + 1, run)
        above = [made[number - 1] if depth else None for number in numbers]
        rows = [_row(edition, *each) for each in zip(numbers, above, strict=True)]
        made |= {row.number: row for row in Comment.objects.bulk_create(rows)}
    return made


def _row(edition: Edition, number: int, parent: Comment | None) -> Comment:
    return Comment(
        article=edition.article,
        edition=edition,
        number=number,
        path=path_below(parent, number),
        parent=parent,
        name=f"Reader {number}",
        email=f"reader{number}@example.org",
        body=f"This is what I found.\nIt helped.\n\nSee https://example.org/{number} for more.",
        status=Comment.Status.APPROVED,
        text_key=f"text {number}",
        fingerprint=f"reply {number} to {edition.article_id}",
        received_at=timezone.now() - timedelta(days=1) + timedelta(seconds=number),
    )
