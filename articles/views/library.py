from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.contrib.redirects.models import Redirect
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe

from articles import listing, news, portfolio
from articles.models import Author, Edition, Topic
from articles.schema_org.collection import collection
from articles.schema_org.json_ld import script
from articles.schema_org.organization import website
from articles.schema_org.person import profile
from articles.views.addresses import moved
from articles.views.reading import reading
from klarity import richtext

RECENT = 6
REVIEWED = 12
CORRECTIONS_A_PAGE = 25


@reading("full", "site")
def home(request: HttpRequest) -> HttpResponse:
    """The front page: the topics, and what was published last. `?p=` is how the former site named
    a post without an address of its own."""
    if "p" in request.GET:
        former = Redirect.objects.filter(old_path=request.get_full_path()).first()
        if former:
            return redirect(former.new_path, permanent=True)
    topics = listing.topics()
    context = {
        "topics": topics,
        "nav_topics": topics,
        "search_first": True,
        "recent": listing.cards(Edition.objects.live())[:RECENT],
        "letters": listing.letters(listing.taken()),
        "json_ld": script(website()),
    }
    return render(request, "articles/home.html", context)


@reading("full", "site")
def article_list(request: HttpRequest) -> HttpResponse:
    """The A to Z, or a part of it: `?topic=` by slug, `?letter=`, `?page=`."""
    topics = list(Topic.objects.all())
    topic = _topic(topics, request.GET.get("topic"))
    letter = _letter(request.GET.get("letter"))
    index = listing.index()
    chosen = listing.chosen(index, topic, letter)
    page = listing.page(chosen, request.GET.get("page"), listing.A_PAGE)
    editions = listing.editions(entry.edition for entry in page)
    context = {
        "topics": topics,
        "nav_topics": topics,
        "topic": topic,
        "letter": letter,
        "letters": listing.letters(entry.letter for entry in index),
        "groups": listing.groups(editions.values()),
        "page_obj": page,
        "query": _query(topic, letter),
        "json_ld": "" if topic or letter else script(_whole_list(page.number, editions.values())),
    }
    return render(request, "articles/article_list.html", context)


def _whole_list(page: int, editions: Iterable[Edition]) -> dict[str, Any]:
    """The A to Z for search engines; a part of it is none of its own."""
    return collection("Articles A to Z", reverse("article_list"), editions, page=page)


def _topic(topics: list[Topic], slug: str | None) -> Topic | None:
    if not slug:
        return None
    topic = next((topic for topic in topics if topic.slug == slug), None)
    if topic is None:
        raise Http404
    return topic


def _letter(letter: str | None) -> str | None:
    if letter and letter not in listing.LETTERS:
        raise Http404
    return letter or None


def _query(topic: Topic | None, letter: str | None) -> str:
    kept = {"topic": topic and topic.slug, "letter": letter}
    return urlencode({name: value for name, value in kept.items() if value})


@reading("full", "site")
def topic_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """A topic's live articles, the latest first."""
    topic = Topic.objects.filter(slug=slug).first()
    if topic is None:
        return moved(request, Topic.at_former_address(slug))
    editions = listing.cards(Edition.objects.live().filter(article__topic=topic))
    page = listing.page(editions, request.GET.get("page"))
    described = collection(
        topic.name,
        topic.get_absolute_url(),
        page,
        page=page.number,
        description=topic.description,
    )
    context = {"topic": topic, "page_obj": page, "json_ld": script(described)}
    return render(request, "articles/topic_detail.html", context)


@reading("full", "site")
def author_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """A person whom live articles name, and those articles."""
    author = Author.objects.filter(slug=slug).select_related("photo").first()
    if author is None:
        return _former(request, slug)
    live = listing.cards(Edition.objects.live())
    page = listing.page(live.filter(portfolio.signed_by(author)), request.GET.get("page"))
    reviewed = list(live.filter(portfolio.reviewed_by(author))[:REVIEWED])
    if not (page.paginator.count or reviewed):
        raise Http404
    author.bio = mark_safe(richtext.clean(author.bio))  # noqa: S308 as clean as `richtext` makes it
    sample = portfolio.is_sample([*page, *reviewed])
    context = {
        "author": author,
        "page_obj": page,
        "reviewed": reviewed,
        "json_ld": script(profile(author, sample=sample)),
    }
    return render(request, "articles/author_detail.html", context)


def _former(request: HttpRequest, slug: str) -> HttpResponse:
    holder = Author.at_former_address(slug)
    if not (isinstance(holder, Author) and portfolio.is_public(holder)):
        raise Http404
    return moved(request, holder)


@reading("full", "site")
def corrections(request: HttpRequest) -> HttpResponse:
    """What was wrong, since when, and what was changed, in all articles; the latest first."""
    keys = news.corrections().keys()
    page = listing.page(keys, request.GET.get("page"), CORRECTIONS_A_PAGE)
    context = {"page_obj": page, "corrections": news.told(page.object_list)}
    return render(request, "articles/corrections.html", context)
