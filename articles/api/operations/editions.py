from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from articles import history
from articles.api import absence, pages
from articles.api.answers import Answer, envelope, page
from articles.api.asked import NumberPath, Paged, SlugPath
from articles.api.responses import ARTICLE
from articles.api.shapes.edition import Edition, Entry, edition, entry
from articles.article_page import editions as whole
from articles.models import Edition as Row

router = Router(tags=["Editions"])


@router.api_operation(
    ["GET", "HEAD"],
    "articles/{slug:slug}/editions/",
    response=ARTICLE | {200: Answer[list[Entry]]},
    operation_id="editions",
    url_name="editions",
    summary="The editions of an article, the latest first",
)
def editions(
    request: HttpRequest, response: HttpResponse, slug: SlugPath, asked: Query[Paged]
) -> Any:
    """All that were published, while the article is live; what each changed, and which is live."""
    public = history.with_is_live(Row.objects.public().filter(article__slug=slug))
    found, cursor = pages.latest_first("editions", public, asked)
    if not found and not public.exists():
        return absence.answer(request, slug)
    return page(request, response, [entry(row) for row in found], cursor)


@router.api_operation(
    ["GET", "HEAD"],
    "articles/{slug:slug}/editions/{int:number}/",
    response=ARTICLE | {200: Answer[Edition]},
    operation_id="edition",
    url_name="edition",
    summary="An edition of an article, whole",
)
def one_edition(request: HttpRequest, slug: SlugPath, number: NumberPath) -> Any:
    """As it was approved and published. One that is not live says so in `is_live`, and its link
    `superseded_by` leads to the live one: whoever shows it says so too."""
    public = history.with_is_live(whole(Row.objects.public()))
    row = public.filter(article__slug=slug, number=number).first()
    if row is None:
        return absence.answer(request, slug, number)
    return envelope(request, edition(row, is_live=history.is_live(row)))
