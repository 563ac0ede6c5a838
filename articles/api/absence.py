"""What is answered where an article, a topic or a person asked for does not stand."""

from django.http import HttpRequest, HttpResponse

from articles import standing
from articles.api.problems import ProblemError, WithdrawalNotice
from articles.standing import Gone
from articles.views.addresses import moved


def answer(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """The way to a renamed article. Raises ProblemError: 410 with the reason for a withdrawn one,
    404 if nothing was ever published there."""
    found = standing.absent(slug, number)
    if isinstance(found, Gone):
        raise _withdrawn(found)
    if found is None:
        what = "article" if number is None else "edition of that number of an article"
        raise ProblemError(404, f"There is no {what} at this address.")
    return moved(request, found)


def _withdrawn(gone: Gone) -> ProblemError:
    withdrawal = gone.withdrawal
    notice = WithdrawalNotice.model_validate(withdrawal, from_attributes=True)
    detail = f"This article was {withdrawal.word.lower()}. Please do not rely on copies of it."
    return ProblemError(
        410,
        detail,
        article=gone.article.pk,
        article_title=gone.edition.title,
        withdrawal=notice.model_dump(mode="json"),
    )
