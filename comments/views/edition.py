from typing import Any

from articles.models import Edition


def live(slug: str) -> Edition | None:
    """The live edition of the article now at this address."""
    return Edition.objects.live().for_lists().filter(article__slug=slug).first()


def about(edition: Edition) -> dict[str, Any]:
    """What the small pages around an article say of it."""
    return {"article": edition.article, "article_title": edition.title}
