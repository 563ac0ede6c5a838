from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse

from articles import citing, people
from articles.models import Edition
from articles.sources.writing.cited import Cited
from articles.views.addresses import absent
from articles.views.reading import reading


@reading("site")
def cite(request: HttpRequest, slug: str, ending: str, number: int | None = None) -> HttpResponse:
    """The live edition of an article, or the one of that number, for a reference manager."""
    edition = _edition(slug, number)
    if edition is None:
        return absent(request, slug, number)
    authors, _ = people.named(edition.revision.content.byline, None, linked=False)
    address = edition.article.get_absolute_url() if number is None else edition.get_absolute_url()
    work = citing.edition(edition, authors, address=address)
    return _file([work], _name(edition, number), ending)


@reading("site")
def references(
    request: HttpRequest, slug: str, ending: str, number: int | None = None
) -> HttpResponse:
    """The works that an edition cites, for a reference manager. Raises Http404 if it cites none."""
    edition = _edition(slug, number)
    if edition is None:
        return absent(request, slug, number)
    if not edition.references:
        raise Http404
    return _file(citing.references(edition), f"{_name(edition, number)}-references", ending)


def _edition(slug: str, number: int | None) -> Edition | None:
    if number is None:
        chosen = Edition.objects.live()
    else:
        chosen = Edition.objects.public().filter(number=number)
    return chosen.with_text().filter(article__slug=slug).first()


def _name(edition: Edition, number: int | None) -> str:
    slug = edition.article.slug
    return slug if number is None else f"{slug}-edition-{number}"


def _file(works: Iterable[Cited], name: str, ending: str) -> HttpResponse:
    """Raises Http404 for an ending that no format has."""
    if ending not in citing.FORMATS:
        raise Http404
    chosen = citing.FORMATS[ending]
    headers = {
        "Content-Disposition": f'attachment; filename="{name}.{ending}"',
        "X-Robots-Tag": "noindex",
    }
    content_type = f"{chosen.media_type}; charset=utf-8"
    return HttpResponse(chosen.write(works), content_type=content_type, headers=headers)
