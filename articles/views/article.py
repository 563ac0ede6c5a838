from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles import article_page, history
from articles.models import Edition
from articles.views.addresses import absent
from articles.views.reading import reading


@reading("short", "full", "site")
def article_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The live edition of an article."""
    edition = article_page.editions(Edition.objects.live()).filter(article__slug=slug).first()
    if edition is None:
        return absent(request, slug)
    return render(request, "articles/article_detail.html", article_page.context(edition))


@reading("short", "full", "site")
def edition_detail(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """An edition of a live article, the live one or an older one."""
    editions = history.with_is_live(article_page.editions(Edition.objects.public()))
    edition = editions.filter(article__slug=slug, number=number).first()
    if edition is None:
        return absent(request, slug, number)
    context = article_page.context(edition, older=not history.is_live(edition))
    return render(request, "articles/article_detail.html", context)


@reading("full", "site")
def article_history(request: HttpRequest, slug: str) -> HttpResponse:
    """When an article was published and withdrawn, and why."""
    editions = history.editions(slug)
    if not editions:
        return absent(request, slug)
    context = {
        "article": editions[0].article,
        "article_title": editions[0].title,
        "entries": history.entries(editions),
    }
    return render(request, "articles/history.html", context)
