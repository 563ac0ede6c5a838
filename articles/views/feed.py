"""The feeds, each as Atom and as RSS (`form`)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from articles import news, portfolio
from articles.feed import FORMS, PUBLISHER, Channel, write
from articles.models import Author, Topic
from articles.news import Events
from articles.views.addresses import moved
from articles.views.reading import reading


@reading("full")
def feed(request: HttpRequest, form: str = "atom") -> HttpResponse:
    """What was published, changed and withdrawn last."""
    subtitle = "Health articles as they are published, changed and withdrawn."
    channel = Channel("news", PUBLISHER, subtitle, reverse("home"))
    return _answer(request, channel, news.everything(), form)


@reading("full")
def topic_feed(request: HttpRequest, slug: str, form: str = "atom") -> HttpResponse:
    """The same of a topic."""
    topic = Topic.objects.filter(slug=slug).first()
    if topic is None:
        return moved(request, Topic.at_former_address(slug))
    title, subtitle = f"{PUBLISHER}: {topic}", f"Articles on {topic}, and what became of them."
    channel = Channel(f"topic-{topic.pk}", title, subtitle, topic.get_absolute_url())
    return _answer(request, channel, news.of_topic(topic), form)


@reading("full")
def author_feed(request: HttpRequest, slug: str, form: str = "atom") -> HttpResponse:
    """The same of a person whom live articles name: what they wrote and reviewed."""
    author = Author.objects.filter(slug=slug).first()
    holder = author or Author.at_former_address(slug)
    if not (isinstance(holder, Author) and portfolio.is_public(holder)):
        raise Http404
    if author is None:
        return moved(request, holder)
    title = f"{PUBLISHER}: {author}"
    subtitle = f"Articles that {author} wrote or reviewed, and what became of them."
    channel = Channel(f"author-{author.pk}", title, subtitle, author.get_absolute_url())
    return _answer(request, channel, news.of_author(author), form)


@reading("full")
def corrections_feed(request: HttpRequest, form: str = "atom") -> HttpResponse:
    """Corrections and retractions."""
    subtitle = "Where our articles were wrong, since when, and what we changed."
    title = f"{PUBLISHER}: corrections"
    channel = Channel("corrections", title, subtitle, reverse("corrections"))
    return _answer(request, channel, news.corrections(), form)


def _answer(request: HttpRequest, channel: Channel, events: Events, form: str) -> HttpResponse:
    disclaimer = request.disclaimer  # type: ignore[attr-defined]
    text = write(channel, events.newest(), disclaimer, form=form, url=request.path)
    return HttpResponse(text, content_type=FORMS[form].content_type)
