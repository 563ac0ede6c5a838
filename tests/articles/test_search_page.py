"""The search page: what a reader sees of an answer, and of none."""

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.conf import LazySettings
from django.contrib.auth.models import User
from django.test import Client

from articles import publishing
from articles.models import Article, Edition, SynonymRing
from tests.articles.searched import shelve
from tests.factories import TopicFactory, published, write

pytestmark = pytest.mark.django_db
SEARCH = "/search/"


def seen(client: Client, **asked: Any) -> BeautifulSoup:
    response = client.get(SEARCH, asked)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def told(soup: BeautifulSoup) -> str:
    """What the page says of the result, as a screen reader reads it out."""
    status = soup.select_one('[role="status"]')
    assert status is not None
    return " ".join(status.get_text().split())


def titles(soup: BeautifulSoup) -> list[str]:
    return [" ".join(link.get_text().split()) for link in soup.select(".results h3 a")]


def checked(soup: BeautifulSoup) -> list[str]:
    return [str(box["value"]) for box in soup.select('input[name="topic"][checked]')]


def chosen(soup: BeautifulSoup, name: str) -> str:
    option = soup.select_one(f'select[name="{name}"] option[selected]')
    return str(option["value"]) if option else ""


def links(soup: Tag, selector: str) -> dict[str, str]:
    return {" ".join(link.get_text().split()): str(link["href"]) for link in soup.select(selector)}


@pytest.fixture
def sleep(writer: User, reviewer: User, editor: User) -> Edition:
    """A live article on another topic."""
    return published(
        writer,
        reviewer,
        editor,
        title="Can you learn to sleep?",
        standfirst="Most people can.",
        body="<p>Melatonin is a hormone.</p><h2>Jet lag</h2><p>An example of bad sleep.</p>",
    )


def test_answer_has_a_count_the_title_and_the_words_marked(
    client: Client, edition: Edition
) -> None:
    soup = seen(client, q="examples")
    assert told(soup) == "1 article for examples"
    assert titles(soup) == ["Why do examples happen?"]
    link = soup.select_one(".results h3 a")
    assert link is not None
    assert link["href"] == edition.article.get_absolute_url()
    assert "examples" in {mark.get_text().lower() for mark in soup.select(".results mark")}
    assert "Search results" in soup.select_one("h1").get_text()  # type: ignore[union-attr]
    assert soup.title is not None
    assert soup.title.get_text().startswith("examples: search results")


def test_words_stay_in_the_box_of_the_header(client: Client, edition: Edition) -> None:
    soup = seen(client, q='  an "example" <b> ')
    boxes = soup.select('form[role="search"] input[name="q"]')
    assert [box["value"] for box in boxes] == ['an "example" <b>']


def test_passage_links_to_the_section_that_it_stands_in(client: Client, sleep: Edition) -> None:
    soup = seen(client, q="jet lag")
    sections = {item["title"]: item["id"] for item in sleep.contents}
    found = links(soup, ".results .sm a")
    assert found["Jet lag"] == f"{sleep.article.get_absolute_url()}#{sections['Jet lag']}"


def test_faq_is_shown_as_question_and_answer(client: Client, edition: Edition) -> None:
    answer = seen(client, q="can it be prevented").select_one(".results .answer")
    assert answer is not None
    assert "Can it be prevented?" in answer.get_text()
    assert "Partly" in answer.get_text()
    link = answer.select_one("a")
    assert link is not None
    place = str(link["href"]).partition("#")[2]
    assert f'id="{place}"' in client.get(edition.article.get_absolute_url()).text


def test_misspelt_words_are_answered_and_it_is_said(client: Client, sleep: Edition) -> None:
    soup = seen(client, q="melatonim")
    assert titles(soup) == [sleep.title]
    assert "1 article for melatonin" in told(soup)
    assert "We found nothing for melatonim" in told(soup)


def test_synonyms_are_searched_for_and_named(client: Client, sleep: Edition) -> None:
    SynonymRing.objects.create(terms="sleep hormone\nmelatonin")
    soup = seen(client, q="sleep hormone")
    assert sleep.title in titles(soup)
    assert "We searched for melatonin too." in told(soup)


def test_words_of_which_only_some_are_found_say_so(client: Client, sleep: Edition) -> None:
    soup = seen(client, q="melatonin bagpipe xylophone")
    assert titles(soup) == [sleep.title]
    assert "No article holds all of these words" in told(soup)


def test_nothing_found_helps_on(client: Client, edition: Edition, settings: LazySettings) -> None:
    settings.EMERGENCY_LINE = "Call 111 for urgent advice, 999 in an emergency."
    TopicFactory(name="Heart and blood", slug="heart")
    soup = seen(client, q="bagpipe")
    assert told(soup) == "No articles for bagpipe"
    text = soup.get_text(" ")
    assert "Try fewer or plainer words, check the spelling" in text
    assert "Call 111 for urgent advice, 999 in an emergency." in text
    assert links(soup, "main .pills a")["Heart and blood"] == "/topics/heart/"
    assert "/articles/" in links(soup, "main .box a").values()


def test_phrase_that_nobody_wrote_can_be_searched_for_as_words(
    client: Client, edition: Edition
) -> None:
    soup = seen(client, q="“happen examples” why")
    assert told(soup).startswith("No articles")
    address = links(soup, "main .box a")["Search without the marks"]
    assert address == "?q=happen%20examples%20why"
    again = client.get(SEARCH + address)
    assert "1 article" in again.text
    for words in ("bagpipe", '"they have causes"', '""'):
        assert "Search without the marks" not in seen(client, q=words).get_text()


def test_without_a_line_of_ones_own_no_number_is_invented(client: Client, db: None) -> None:
    text = seen(client, q="bagpipe").get_text(" ")
    assert "999" not in text
    assert "call your emergency number now" in text


def test_page_without_words_offers_topics_and_the_alphabet(
    client: Client, edition: Edition
) -> None:
    for asked in ({}, {"q": ""}, {"q": "   "}, {"topic": "x", "page": "3"}):
        soup = seen(client, **asked)
        assert not soup.select(".results, [role=status]")
        topic = edition.article.topic
        assert topic is not None
        assert links(soup, "main .card a")[topic.name] == topic.get_absolute_url()
        assert "Articles starting with W" in links(soup, "main .pills a")


def test_filters_narrow_down_and_can_be_taken_away(
    client: Client, edition: Edition, sleep: Edition
) -> None:
    topic, other = edition.article.topic, sleep.article.topic
    assert topic is not None
    assert other is not None
    soup = seen(client, q="example")
    assert set(titles(soup)) == {edition.title, sleep.title}
    assert f"{topic.name} (1)" in soup.get_text(" ", strip=True)
    soup = seen(client, q="example", topic=topic.slug, reviewed="1", sort="title")
    assert titles(soup) == [edition.title]
    assert checked(soup) == [topic.slug]
    assert (chosen(soup, "reviewed"), chosen(soup, "sort")) == ("1", "title")
    assert f"{other.name} (1)" in soup.get_text(" ", strip=True)
    pills = links(soup, ".pills a")
    without_topic = pills[f"{topic.name} ×(remove filter)"]
    assert without_topic == "?q=example&reviewed=1&sort=title"
    without_time = pills["Reviewed in the last year ×(remove filter)"]
    assert without_time == f"?q=example&topic={topic.slug}&sort=title"


def test_several_topics_are_either_of_them(
    client: Client, edition: Edition, sleep: Edition
) -> None:
    both = [each.article.topic.slug for each in (edition, sleep) if each.article.topic]
    assert len(titles(seen(client, q="example", topic=both))) == 2


def test_filter_that_leaves_nothing_says_how_to_go_on(
    client: Client, edition: Edition, sleep: Edition
) -> None:
    topic = sleep.article.topic
    assert topic is not None
    soup = seen(client, q="meet", topic=topic.slug)
    assert told(soup) == "No articles for meet"
    assert links(soup, "main .box a")["Search without filters"] == "?q=meet"


def test_sorting_by_title_is_a_to_z(client: Client, edition: Edition, sleep: Edition) -> None:
    assert titles(seen(client, q="example", sort="title")) == [sleep.title, edition.title]


def test_pages_turn_and_keep_what_was_asked(client: Client, edition: Edition) -> None:
    shelve(edition, [f"Example number {number:02}" for number in range(24)])
    first = seen(client, q="example", sort="title")
    assert told(first) == "25 articles for example"
    assert len(titles(first)) == 10
    after = first.select_one('a[rel="next"]')
    assert after is not None
    assert after["href"] == "?q=example&sort=title&page=2"
    assert not first.select('a[rel="prev"]')
    second = seen(client, q="example", sort="title", page=2)
    assert not set(titles(first)) & set(titles(second))
    assert second.select_one(".results")["start"] == "11"  # type: ignore[index]
    last = seen(client, q="example", sort="title", page=3)
    assert len(titles(last)) == 5
    assert not last.select('a[rel="next"]')
    assert last.select('a[rel="prev"]')
    for beyond in ("4", "100000", "100001", "9" * 4000):
        assert client.get(SEARCH, {"q": "example", "page": beyond}).status_code == 404, beyond[:9]


@pytest.mark.parametrize(
    "odd",
    [
        {"topic": "no-such-topic"},
        {"topic": ["", "\0", "x" * 3000]},
        {"sort": "price"},
        {"reviewed": "7"},
        {"reviewed": "x"},
        {"page": "0"},
        {"page": "-1"},
        {"page": "1.5"},
        {"page": "first"},
        {"page": ["1", "zzz"]},
        {"utm_source": "x", "q[]": "y"},
    ],
)
def test_what_nobody_offers_is_as_if_it_were_not_asked_for(
    client: Client, edition: Edition, odd: dict[str, Any]
) -> None:
    assert titles(seen(client, **{"q": "examples"} | odd)) == [edition.title]


def test_sign_that_no_text_can_hold_is_refused_with_a_reason(client: Client, db: None) -> None:
    alert = seen(client, q="exam\0ple").select_one('[role="alert"]')
    assert alert is not None
    assert "Please type the words anew" in alert.get_text()


def test_too_many_words_are_refused_with_a_reason(client: Client, edition: Edition) -> None:
    for text in ("example " * 26, "x" * 10_000):
        soup = seen(client, q=text)
        alert = soup.select_one('[role="alert"]')
        assert alert is not None
        assert "200 letters at most" in alert.get_text()
        box = soup.select_one("#q")
        assert box is not None
        assert len(str(box["value"])) <= 200
        assert not titles(soup)
    assert titles(seen(client, q="examples " + "?" * 190)) == [edition.title]


def test_draft_scheduled_and_withdrawn_are_not_found(
    client: Client, edition: Edition, article: Article, writer: User, editor: User
) -> None:
    write(article, writer, title="Bagpipes, a draft")
    assert titles(seen(client, q="bagpipes")) == []
    assert titles(seen(client, q="examples")) == [edition.title]
    publishing.withdraw(edition.article, reason="A recall.", by=editor)
    assert titles(seen(client, q="examples")) == []


def test_withdrawn_article_vanishes_with_the_page_cache_on(
    client: Client, edition: Edition, editor: User, page_cache: None
) -> None:
    assert titles(seen(client, q="examples")) == [edition.title]
    publishing.withdraw(edition.article, reason="A recall.", by=editor)
    assert titles(seen(client, q="examples")) == []


def test_results_are_for_readers_not_for_search_engines(client: Client, edition: Edition) -> None:
    robots = 'meta[name="robots"][content="noindex"]'
    assert seen(client, q="examples").select(robots)
    assert seen(client, q="bagpipe").select(robots)
    assert not seen(client).select(robots)
    assert seen(client).select('link[rel="canonical"]')


def test_page_is_shared_for_a_second_and_sets_no_cookie(client: Client, edition: Edition) -> None:
    for query in ({}, {"q": "examples"}, {"q": "bagpipe"}):
        response = client.get(SEARCH, query)
        assert response["Cache-Control"] == "public, max-age=0, s-maxage=1"
        assert not response.cookies
        assert "csrfmiddlewaretoken" not in response.text


def test_every_page_carries_its_disclaimers(client: Client, edition: Edition) -> None:
    for query in ({}, {"q": "examples"}, {"q": "bagpipe"}, {"q": "x" * 999}):
        soup = seen(client, **query)
        kinds = {
            str(each["data-medical-disclaimer"])
            for each in soup.select("p[data-medical-disclaimer]")
        }
        assert kinds == {"full", "site"}


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("url", ["/search/", "/search/suggest/"])
def test_search_takes_get_alone(method: str, url: str, db: None) -> None:
    assert getattr(Client(enforce_csrf_checks=True), method)(url, {"q": "x"}).status_code == 405
    assert Client().head(url, {"q": "x"}).status_code == 200


@pytest.mark.parametrize(
    "url", ["/", "/articles/", "/search/", "/contact/", "/terms/", "/nowhere/"]
)
def test_box_is_on_every_page_once(client: Client, edition: Edition, url: str) -> None:
    soup = BeautifulSoup(client.get(url).content, "html.parser")
    form = soup.select('form[role="search"][action="/search/"]')
    assert len(form) == 1
    assert len(soup.select("#q")) == 1
    label = form[0].select_one('label[for="q"]')
    assert label is not None
    assert label.get_text() == "Search the Health Library"
    assert form[0].get("method", "get") == "get"


def test_queries_do_not_grow_with_the_library(
    client: Client, edition: Edition, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    client.get(SEARCH, {"q": "example"})
    shelve(edition, ["Example one"])
    with django_assert_max_num_queries(30) as few:
        client.get(SEARCH, {"q": "example"})
    shelve(edition, [f"Example number {number:02}" for number in range(40)], TopicFactory())
    with django_assert_max_num_queries(len(few)):
        client.get(SEARCH, {"q": "example"})
