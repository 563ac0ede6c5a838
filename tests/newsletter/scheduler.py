"""A scheduler of the newsletter as a live process, ordered about as those of
`tests.articles.racer`."""

from articles.models import Article
from newsletter import digests
from newsletter.models import Issue, Item
from tests.articles import racer
from tests.articles.shelf import fill

START = "import django; django.setup(); from tests.newsletter.scheduler import serve; serve()"


def publish(slug: str, count: int) -> int:
    """So many articles more that are live."""
    racer.prepare(slug)
    racer.publish(slug, 1)
    edition = Article.objects.get(slug=slug).editions.get()
    return len(fill(edition, [f"{slug} {number}" for number in range(count - 1)]))


def draft(frequency: str) -> int | None:
    """The number of the issue that was drafted."""
    issue = digests.draft(frequency)
    return issue.number if issue else None


def state() -> list[int]:
    """How many issues there are, and what they tell of together."""
    return [Issue.objects.count(), Item.objects.count()]


def serve() -> None:
    """Answer orders until there are no more."""
    racer.serve({verb.__name__: verb for verb in (publish, draft, state)})
