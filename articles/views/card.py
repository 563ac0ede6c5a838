from django.http import HttpRequest, HttpResponse

from articles import title_card
from articles.models import Edition
from articles.views.addresses import absent
from articles.views.reading import reading


@reading("site")
def card(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The picture of an edition of a live article: its title and topic, none of its text."""
    public = Edition.objects.public().for_lists()
    edition = public.filter(article__slug=slug, number=number).first()
    if edition is None:
        return absent(request, slug, number)
    topic, sample = edition.article.topic, edition.article.sample
    picture = title_card.png(edition.title, topic=topic.name if topic else "", sample=sample)
    return HttpResponse(picture, content_type="image/png")
