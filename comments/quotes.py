"""Replies as mails quote them: as readers see them, or will, and never all of a long one."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.text import Truncator

from comments.models import Comment

LONGEST = 500
QUOTED = 20


@dataclass(frozen=True)
class Quote:
    """The beginning of a reply, personal details masked."""

    comment: Comment

    @property
    def name(self) -> str:
        """Who wrote it, on one line."""
        return " ".join(self.comment.signature.split())

    @property
    def text(self) -> str:
        """Its first words."""
        return Truncator(self.comment.text).chars(LONGEST)

    @property
    def marked(self) -> str:
        """The same for a plain mail, each line marked (RFC 3676, 4.5): none passes for ours."""
        return "\n".join(f"> {line}" for line in self.text.splitlines())


@dataclass(frozen=True)
class Heap:
    """What waits at one article: how many replies, and some of them."""

    title: str
    count: int
    quotes: list[Quote]

    @property
    def unquoted(self) -> int:
        """How many more there are."""
        return self.count - len(self.quotes)


def by_article(waiting: Sequence[Comment]) -> list[Heap]:
    """The replies by article; only the first `QUOTED` of all are quoted."""
    titles = {comment.article_id: comment.about for comment in waiting}
    counts = Counter(comment.article_id for comment in waiting)
    first = waiting[:QUOTED]
    return [
        Heap(title, counts[article], [Quote(each) for each in first if each.article_id == article])
        for article, title in titles.items()
    ]
