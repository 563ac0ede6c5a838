"""Why an article, or one edition of it, is not to be read at an address: moved, withdrawn, or never
published."""

from dataclasses import dataclass

from articles.models import Article, Edition, Withdrawal


@dataclass(frozen=True)
class Gone:
    """A withdrawn article: the last edition that readers had, and the notice of its withdrawal."""

    article: Article
    edition: Edition
    withdrawal: Withdrawal


def absent(slug: str, number: int | None = None) -> Article | Gone | None:
    """What became of an article that is not to be read under that slug, or of its edition of that
    number: the Article that was renamed, a withdrawn one, or None where nothing was ever
    published, for a draft has no address."""
    article = Article.at_former_address(slug)
    if not isinstance(article, Article):
        return None
    published = Edition.objects.published().filter(article=article)
    newest = published.order_by("-published_at").first()
    if newest is None or article.slug != slug:
        return article if newest else None
    is_live = Edition.objects.live().filter(article=article).exists()
    if is_live or (number is not None and not published.filter(number=number).exists()):
        return None
    return Gone(article, newest, Withdrawal.objects.filter(article=article).latest("withdrawn_at"))
