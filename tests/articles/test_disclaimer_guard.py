"""No page goes out without its disclaimer, whatever a template does."""

import html
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.template.autoreload import reset_loaders
from django.template.loaders.filesystem import Loader
from django.test import Client, RequestFactory
from django.urls import URLPattern, get_resolver, resolve
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from articles import previews, publishing, urls
from articles.disclaimers import ALL, DisclaimerMiddleware, Kind, carries, missing
from articles.models import Disclaimer, Edition
from articles.templatetags.disclaimers import linked, medical_disclaimer
from tests.articles.shelf import fill

Change = Callable[[Callable[[str], str]], None]

HEALTH_TEXT = ("Most people meet an example", "What an example is", "Why do examples happen")
FEEDS = {
    "feed": "/feed/",
    "feed_rss": "/feed/rss/",
    "topic_feed": "/topics/the-topic/feed/",
    "topic_feed_rss": "/topics/the-topic/feed/rss/",
    "author_feed": "/authors/ada-example/feed/",
    "author_feed_rss": "/authors/ada-example/feed/rss/",
    "corrections_feed": "/corrections/feed/",
    "corrections_feed_rss": "/corrections/feed/rss/",
}
PAGES = FEEDS | {
    "home": "/",
    "article_list": "/articles/",
    "article_detail": "/articles/the-article/",
    "history": "/articles/the-article/history/",
    "edition_detail": "/articles/the-article/editions/1/",
    "report": "/articles/the-article/report/",
    "report_sent": "/articles/the-article/report/sent/",
    "topic_detail": "/topics/the-topic/",
    "author_detail": "/authors/ada-example/",
    "contact": "/contact/",
    "contact_sent": "/contact/sent/",
    "flatpage": "/terms/",
    "corrections": "/corrections/",
    "search": "/search/",
    "preview": "/preview/<token>/",
}
DECLARED: dict[str, set[Kind]] = {
    "home": {"full", "site"},
    "article_list": {"full", "site"},
    "article_detail": {"short", "full", "site"},
    "history": {"full", "site"},
    "edition_detail": {"short", "full", "site"},
    "report": {"site"},
    "report_sent": {"site"},
    "topic_detail": {"full", "site"},
    "author_detail": {"full", "site"},
    "contact": {"site"},
    "contact_sent": {"site"},
    "flatpage": {"site"},
    "corrections": {"full", "site"},
    "search": {"full", "site"},
    "search_suggest": set(),
    **{name: {"full"} for name in FEEDS},
    "preview": {"short", "full", "site"},
}
# What is no page: names and titles for other programs. Where there is none, its notice is a page.
FILES = {
    "cite": "/articles/the-article/cite.ris",
    "cite_references": "/articles/the-article/references.bib",
    "edition_cite": "/articles/the-article/editions/1/cite.json",
    "edition_cite_references": "/articles/the-article/editions/1/references.ris",
    "card": "/articles/the-article/card/1.png",
}
# Titles and words for the search box, as JSON.
NO_PAGES = {"search_suggest"}
SITE: set[Kind] = {"site"}
BOTH: set[Kind] = {"short", "full"}
CASES = [(name, kind) for name, kinds in DECLARED.items() for kind in sorted(kinds)]


@pytest.fixture
def library(edition: Edition) -> Edition:
    """A live article at /articles/the-article/, which is told in every feed."""
    Edition.objects.filter(pk=edition.pk).overwrite(
        change_type="correction", fault="One.", change_note="Two.", wrong_since=date(2026, 1, 1)
    )
    article = edition.article
    assert article.topic is not None
    article.slug, article.topic.slug = "the-article", "the-topic"
    article.save()
    article.topic.save()
    return edition


@pytest.fixture
def change_templates(monkeypatch: pytest.MonkeyPatch) -> Iterator[Change]:
    """Read every template through a function, as if somebody had edited the files."""
    original = Loader.get_contents

    def change(edit: Callable[[str], str]) -> None:
        monkeypatch.setattr(Loader, "get_contents", lambda *args: edit(original(*args)))
        reset_loaders()

    yield change
    monkeypatch.undo()
    reset_loaders()


def address(name: str, library: Edition) -> str:
    return previews.address(library.revision) if name == "preview" else PAGES[name]


def text_of(response: Any) -> str:
    """What is shown of it; a feed has its entries as escaped HTML."""
    is_feed = response["Content-Type"].startswith(("application/atom+xml", "application/rss+xml"))
    return html.unescape(response.text) if is_feed else str(response.text)


def tag(kind: str) -> str:
    return f'{{% medical_disclaimer "{kind}" %}}'


def assert_refused(response: Any) -> None:
    assert response.status_code == 500
    assert "Something went wrong on our side" in response.text
    assert not any(words in response.text for words in HEALTH_TEXT)


def test_every_page_declares() -> None:
    views = {each.name: each.callback for each in urls.urlpatterns if isinstance(each, URLPattern)}
    declared = {name: vars(view).get("disclaimers") for name, view in views.items()}
    assert declared == DECLARED | dict.fromkeys(FILES, SITE)
    assert set(PAGES) | NO_PAGES == set(DECLARED)


@pytest.mark.parametrize("name", FILES)
def test_file_holds_no_health_text_and_its_notice_carries_the_disclaimer(
    client: Client, library: Edition, editor: Any, name: str
) -> None:
    assert resolve(FILES[name]).url_name == name
    response = client.get(FILES[name])
    assert response.status_code == 200
    assert "html" not in response["Content-Type"]
    assert not any(words.encode() in response.content for words in HEALTH_TEXT[:2])
    publishing.withdraw(library.article, reason="Wrong.", by=editor)
    notice = client.get(FILES[name])
    assert notice.status_code == 410
    assert missing(notice.text, Disclaimer.objects.in_force(), SITE) == set()


def test_every_page_outside_the_admin_is_known_to_this_test() -> None:
    names = {each.name for each in get_resolver().url_patterns if isinstance(each, URLPattern)}
    without_health_text = {"robots_txt", "security_txt", "opensearch", "manifest"}
    assert names == {"healthz", "media", "sitemap_index", "sitemap"} | without_health_text


@pytest.mark.parametrize("name", PAGES)
def test_page_carries_what_it_declares(client: Client, library: Edition, name: str) -> None:
    url = address(name, library)
    assert resolve(url).url_name == name
    response = client.get(url)
    assert response.status_code == 200
    assert missing(text_of(response), Disclaimer.objects.in_force(), DECLARED[name]) == set()


@pytest.mark.parametrize(("name", "kind"), CASES)
def test_page_is_refused_without_a_wording(
    client: Client, library: Edition, change_templates: Change, name: str, kind: str
) -> None:
    change_templates(lambda source: source.replace(tag(kind), ""))
    assert_refused(client.get(address(name, library)))


@pytest.mark.parametrize(("name", "kind"), CASES)
def test_page_is_refused_when_one_letter_of_a_wording_differs(
    client: Client,
    library: Edition,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    kind: str,
) -> None:
    wording = getattr(Disclaimer.objects.in_force(), kind)
    altered = wording.replace("a", "e", 1)
    assert altered != wording
    monkeypatch.setattr(
        "articles.templatetags.disclaimers.linked",
        lambda text: altered if text == wording else text,
    )
    assert_refused(client.get(address(name, library)))


HIDING = [
    "<!-- {} -->",
    "<template>{}</template>",
    "<script>{}</script>",
    "<noscript>{}</noscript>",
    "<textarea>{}</textarea>",
    "<style>{}</style>",
    "<!-- {}",
    "<TEMPLATE class=x>{}</TEMPLATE >",
]


@pytest.mark.parametrize("hiding", HIDING)
@pytest.mark.parametrize("kind", sorted(ALL))
def test_page_is_refused_when_a_wording_is_there_and_not_shown(
    client: Client, library: Edition, change_templates: Change, hiding: str, kind: str
) -> None:
    change_templates(lambda source: source.replace(tag(kind), hiding.format(tag(kind))))
    assert_refused(client.get(PAGES["article_detail"]))


@pytest.mark.parametrize("attribute", ["hidden", 'style="display:none"', 'class="vh"'])
def test_wording_in_an_element_of_another_make_does_not_count(attribute: str) -> None:
    disclaimer = Disclaimer(short="Short.", full="Full.", site="Site.")
    assert missing('<p data-medical-disclaimer="site">Site.</p>', disclaimer, SITE) == set()
    page = f'<p data-medical-disclaimer="site" {attribute}>Site.</p>'
    assert missing(page, disclaimer, SITE) == {"site"}


def test_wording_under_another_kind_does_not_count() -> None:
    disclaimer = Disclaimer(short="Short.", full="Full.", site="Site.")
    page = '<p data-medical-disclaimer="short">Full.</p>'
    assert missing(page, disclaimer, BOTH) == BOTH


@pytest.mark.parametrize("name", PAGES)
def test_no_page_goes_out_while_no_disclaimer_is_in_force(
    client: Client, library: Edition, name: str
) -> None:
    later = timezone.now() + timedelta(days=1)
    Disclaimer.objects.all().overwrite(in_force_from=later)
    assert_refused(client.get(address(name, library)))


def test_not_found_and_withdrawn_pages_are_guarded_too(
    client: Client, library: Edition, editor: Any, change_templates: Change
) -> None:
    publishing.withdraw(library.article, reason="Wrong.", by=editor)
    assert client.get("/nothing/").status_code == 404
    assert client.get(PAGES["article_detail"]).status_code == 410
    change_templates(lambda source: source.replace(tag("site"), ""))
    assert_refused(client.get("/nothing/"))
    assert_refused(client.get(PAGES["article_detail"]))


def test_new_wording_is_on_every_page_at_once(client: Client, library: Edition) -> None:
    changed = Disclaimer(
        short="New short.",
        full="New full. See our editorial standards & <terms>.",
        site="New site.",
        in_force_from=timezone.now(),
    ).append()
    for name in PAGES:
        text = text_of(client.get(address(name, library)))
        assert missing(text, changed, DECLARED[name]) == set()
    assert "isn’t medical guidance" not in client.get(PAGES["edition_detail"]).text


@given(wording=st.text(min_size=1).filter(str.strip), kind=st.sampled_from(sorted(ALL)))
def test_what_the_tag_writes_the_guard_reads(wording: str, kind: Kind) -> None:
    disclaimer = Disclaimer(**{kind: wording})
    page = medical_disclaimer({"disclaimer": disclaimer}, kind)  # type: ignore[arg-type]
    assert missing(f"<main>{page}</main>", disclaimer, {kind}) == set()
    longer = Disclaimer(**{kind: f"{wording} indeed"})
    assert missing(f"<main>{page}</main>", longer, {kind}) == {kind}


@pytest.mark.parametrize(
    ("wording", "links"),
    [
        ("See our editorial standards, and the editorial standards.", ["/editorial-standards/"]),
        ("In line with our terms and conditions.", ["/terms/"]),
        ("<a href='/evil/'>Nothing</a> of ours & nothing else.", []),
    ],
)
def test_policies_that_a_wording_names_are_links(wording: str, links: list[str]) -> None:
    soup = BeautifulSoup(linked(wording), "html.parser")
    assert [link["href"] for link in soup.select("a")] == links
    assert soup.get_text() == wording


def answered(response: HttpResponseBase, view: Any = None) -> HttpResponseBase:
    """What comes of a response that skipped every template."""

    def get_response(request: Any) -> HttpResponseBase:
        if view:
            guard.process_view(request, view, (), {})
        return response

    guard = DisclaimerMiddleware(get_response)
    return guard(RequestFactory().get("/somewhere/"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "response",
    [
        HttpResponse("<h1>Health</h1>"),
        HttpResponse("<h1>Health</h1>", content_type="TEXT/HTML"),
        HttpResponse("<h1>Health</h1>", content_type="application/xhtml+xml"),
        HttpResponse("<h1>Health</h1>", content_type=""),
        HttpResponse("<h1>Health</h1>", status=404),
        StreamingHttpResponse(["<h1>Health</h1>"]),
    ],
    ids=["html", "capitals", "xhtml", "no type", "404", "streamed"],
)
def test_html_without_a_wording_is_refused_however_it_is_made(response: HttpResponseBase) -> None:
    assert answered(response, carries("site")(lambda request: response)).status_code == 500


@pytest.mark.parametrize(
    "response",
    [JsonResponse({"ok": True}), HttpResponseRedirect("/x/"), HttpResponse(status=304)],
    ids=["json", "redirect", "304"],
)
def test_what_is_no_page_passes(response: HttpResponseBase) -> None:
    assert answered(response) is response


@pytest.mark.django_db
def test_view_that_declares_nothing_must_carry_all_three() -> None:
    disclaimer = Disclaimer.objects.in_force()
    page = medical_disclaimer({"disclaimer": disclaimer}, "site")  # type: ignore[arg-type]
    assert answered(HttpResponse(page), lambda request: HttpResponse()).status_code == 500
    assert (
        answered(HttpResponse(page), carries("site")(lambda request: HttpResponse())).status_code
        == 200
    )


def test_lists_of_many_articles_carry_it_on_every_page(client: Client, library: Edition) -> None:
    fill(library, [f"Question {number}" for number in range(60)])
    disclaimer = Disclaimer.objects.in_force()
    assert (
        missing(client.get("/articles/?page=2").text, disclaimer, DECLARED["article_list"]) == set()
    )
