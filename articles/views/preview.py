from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles import article_page, previews
from articles.views.reading import reading

# Who has the address may read; nobody keeps a copy, and nobody is led there.
HEADERS = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow"}


@reading("short", "full", "site")
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """One Revision as it would be published: 404 for a token of others, 410 for an old one."""
    try:
        context = article_page.preview(previews.revision_of(token))
        template, status = "articles/article_detail.html", 200
    except previews.NoPreview as error:
        context = {"reason": error}
        template, status = "articles/no_preview.html", _status(error)
    response = render(request, template, context, status=status)
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response


def _status(error: previews.NoPreview) -> int:
    return 410 if isinstance(error, previews.PreviewEnded) else 404
