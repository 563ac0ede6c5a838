"""Every feed, as Atom and as RSS: of all articles, a topic, a person, and of corrections."""

from email.utils import parsedate_to_datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone
from lxml import etree

from articles import publishing
from articles.disclaimers import DisclaimerMiddleware, is_carried, missing
from articles.feed import printable
from articles.models import Article, Author, Disclaimer, Edition
from articles.news import NEWEST
from tests.articles.shelf import fill
from tests.factories import AuthorFactory, TopicFactory, published, write
from tests.schemas import faults

ATOM = "{http://www.w3.org/2005/Atom}"
PARTS = ["/", "/topics/the-topic/", "/authors/ada-example/", "/corrections/"]
FEEDS = [f"{part}feed/{form}" for part in PARTS for form in ("", "rss/")]
NASTY = "A < B & \x0b\x1f\ufffe]]> <script>alert(1)</script> 🦴"


@pytest.fixture
def edition(edition: Edition) -> Edition:
    """An article of a topic, by a person, in its first edition."""
    topic = edition.article.topic
    assert topic is not None
    topic.slug, topic.name = "the-topic", "Examples"
    topic.save()
    return edition


def items(client: Client, url: str) -> list[Any]:
    response = client.get(url)
    assert response.status_code == 200
    root = etree.fromstring(response.content)
    return list(root.iter("item" if url.endswith("rss/") else f"{ATOM}entry"))


def titles(client: Client, url: str) -> list[str]:
    names = ("title", f"{ATOM}title")
    return [each.text for item in items(client, url) for each in item if each.tag in names]


@pytest.mark.parametrize("url", FEEDS)
def test_feed_is_valid(client: Client, corrected: Edition, editor: User, url: str) -> None:
    form = "rss" if url.endswith("rss/") else "atom"
    response = client.get(url)
    assert response["Content-Type"] == f"application/{form}+xml; charset=utf-8"
    assert faults(form, response.content) == []
    publishing.withdraw(corrected.article, reason="A recall.", by=editor)
    if client.get(url).status_code == 200:
        assert faults(form, client.get(url).content) == []


@pytest.mark.parametrize("url", FEEDS)
def test_feed_is_valid_whatever_a_title_holds(client: Client, edition: Edition, url: str) -> None:
    values = {"change_type": "correction", "fault": NASTY, "change_note": NASTY}
    Edition.objects.all().overwrite(
        title=NASTY, standfirst=NASTY, wrong_since=timezone.localdate(), **values
    )
    Author.objects.update(name=NASTY)
    form = "rss" if url.endswith("rss/") else "atom"
    assert faults(form, client.get(url).content) == []
    assert titles(client, url) == [f"Correction: {printable(NASTY)}"]


@pytest.mark.parametrize(
    ("schema", "document"),
    [
        ("atom", '<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title></feed>'),
        ("rss", '<rss version="2.0"><channel><title>T</title></channel></rss>'),
        ("rss", '<rss version="0.91"/>'),
        ("sitemap", '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"/>'),
    ],
)
def test_schema_finds_what_is_wrong(schema: str, document: str) -> None:
    assert faults(schema, document)


def test_rss_tells_what_atom_tells(client: Client, corrected: Edition, settings: Any) -> None:
    for part in PARTS:
        assert titles(client, f"{part}feed/rss/") == titles(client, f"{part}feed/")
    (item, *_) = items(client, "/feed/rss/")
    (entry, *_) = items(client, "/feed/")
    assert item.findtext("guid") == entry.findtext(f"{ATOM}id")
    text = entry.findtext(f"{ATOM}content").replace('href="/', f'href="{settings.SITE_URL}/')
    assert item.findtext("description") == text
    told_at = parsedate_to_datetime(item.findtext("pubDate"))
    assert told_at == corrected.published_at.replace(microsecond=0)


def test_links_lead_to_our_own_pages_wherever_the_text_is_read(
    client: Client, corrected: Edition, settings: Any
) -> None:
    """Atom names the address that they are read from; RSS has none, so they are full."""
    (item, *_) = items(client, "/feed/rss/")
    links = BeautifulSoup(item.findtext("description"), "html.parser").select("a")
    assert [link["href"] for link in links] == [f"{settings.SITE_URL}/editorial-standards/"]
    feed = etree.fromstring(client.get("/feed/").content)
    assert feed.base == f"{settings.SITE_URL}/"


@pytest.mark.parametrize("url", FEEDS)
def test_feed_names_itself_and_its_page(
    client: Client, edition: Edition, settings: Any, url: str
) -> None:
    root = etree.fromstring(client.get(url).content)
    (own,) = [link for link in root.iter(f"{ATOM}link") if link.get("rel") == "self"]
    assert own.get("href") == settings.SITE_URL + url
    page = url.removesuffix("rss/").removesuffix("feed/")
    alternate = root.find(f"{ATOM}link")
    named = root.findtext("channel/link") if alternate is None else alternate.get("href")
    assert named == settings.SITE_URL + page


def test_topic_feed_tells_of_its_own_articles(
    client: Client, corrected: Edition, writer: User, reviewer: User, editor: User
) -> None:
    other = published(writer, reviewer, editor, title="Elsewhere")
    publishing.withdraw(other.article, reason="Old.", by=editor)
    assert titles(client, "/topics/the-topic/feed/") == [
        "Correction: Put right",
        "First edition: Why do examples happen?",
    ]
    publishing.withdraw(corrected.article, reason="A recall.", by=editor)
    assert titles(client, "/topics/the-topic/feed/") == ["Withdrawn: Put right"]


def test_empty_topic_has_an_empty_feed(client: Client, db: None) -> None:
    TopicFactory(slug="empty")
    assert titles(client, "/topics/empty/feed/") == titles(client, "/topics/empty/feed/rss/") == []


def test_author_feed_tells_what_they_wrote_and_reviewed(
    client: Client, edition: Edition, writer: User, reviewer: User, editor: User
) -> None:
    author = Author.objects.get(pk=edition.revision.content.byline[0].author)
    other = published(writer, reviewer, editor, title="Another's")
    first = f"First edition: {edition.title}"
    assert titles(client, f"{author.get_absolute_url()}feed/") == [first]
    reviewed = ["First edition: Another's", first]
    assert titles(client, "/authors/ada-example/feed/") == reviewed
    publishing.withdraw(other.article, reason="Old.", by=editor)
    assert titles(client, "/authors/ada-example/feed/") == ["Withdrawn: Another's", first]
    assert titles(client, f"{author.get_absolute_url()}feed/") == [first]


def test_author_without_public_works_has_no_feed(
    client: Client, edition: Edition, article: Article, writer: User, editor: User
) -> None:
    drafted = write(article, writer).content.byline[0]
    hidden = Author.objects.get(pk=drafted.author).get_absolute_url()
    for form in ("", "rss/"):
        assert client.get(f"{hidden}feed/{form}").status_code == 404
    publishing.withdraw(edition.article, reason="Old.", by=editor)
    assert client.get("/authors/ada-example/feed/").status_code == 404


def test_corrections_feed_tells_corrections_and_retractions(
    client: Client, corrected: Edition, writer: User, reviewer: User, editor: User
) -> None:
    published(writer, reviewer, editor)
    gone = published(writer, reviewer, editor, title="False")
    since = timezone.localdate()
    publishing.withdraw(
        gone.article, reason="Made up.", by=editor, kind="retraction", wrong_since=since
    )
    left = published(writer, reviewer, editor, title="Old")
    publishing.withdraw(left.article, reason="Out of date.", by=editor)
    assert titles(client, "/corrections/feed/") == ["Retracted: False", "Correction: Put right"]


@pytest.mark.parametrize("form", ["", "rss/"])
def test_renamed_topic_and_author_redirect(client: Client, edition: Edition, form: str) -> None:
    author, topic = Author.objects.get(slug="ada-example"), edition.article.topic
    assert topic is not None
    before = etree.fromstring(client.get("/topics/the-topic/feed/").content).findtext(f"{ATOM}id")
    for holder in (author, topic):
        old = holder.get_absolute_url()
        holder.slug = "renamed"
        holder.save()
        response = client.get(f"{old}feed/{form}?a=b")
        new = f"{holder.get_absolute_url()}feed/{form}?a=b"
        assert (response.status_code, response["Location"]) == (301, new)
    after = etree.fromstring(client.get("/topics/renamed/feed/").content).findtext(f"{ATOM}id")
    assert before == after


@pytest.mark.parametrize("kind", ["topics", "authors"])
@pytest.mark.parametrize("slug", ["nobody", "x" * 3000])
def test_feed_of_nobody_is_not_found(client: Client, db: None, kind: str, slug: str) -> None:
    assert client.get(f"/{kind}/{slug}/feed/").status_code == 404
    assert client.get(f"/{kind}/{slug}/feed/rss/").status_code == 404


def test_renamed_author_without_works_betrays_nothing(client: Client, db: None) -> None:
    author = AuthorFactory(slug="unknown")
    author.slug = "still-unknown"
    author.save()
    assert client.get("/authors/unknown/feed/").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("url", FEEDS)
def test_feed_is_only_read(edition: Edition, url: str, method: str) -> None:
    assert getattr(Client(enforce_csrf_checks=True), method)(url).status_code == 405


@pytest.mark.parametrize("url", FEEDS)
def test_unchanged_feed_is_a_304_and_news_is_seen_at_once(
    client: Client, corrected: Edition, editor: User, page_cache: None, url: str
) -> None:
    etag = client.get(url)["ETag"]
    assert client.get(url, headers={"If-None-Match": etag}).status_code == 304
    publishing.withdraw(corrected.article, reason="A recall.", by=editor)
    assert client.get(url, headers={"If-None-Match": etag}).status_code != 304


def test_new_name_is_seen_in_the_feed_at_once(
    client: Client, edition: Edition, page_cache: None
) -> None:
    client.get("/authors/ada-example/feed/")
    Author.objects.filter(slug="ada-example").update(name="Dr Ada Newname")
    assert "Dr Ada Newname" in client.get("/authors/ada-example/feed/").text


@pytest.mark.parametrize("url", FEEDS)
def test_feed_asks_as_often_for_many_articles(
    client: Client, corrected: Edition, url: str, django_assert_max_num_queries: Any
) -> None:
    topic = corrected.article.topic
    fill(corrected, [f"Question {number}" for number in range(2 * NEWEST)], topic=topic)
    with django_assert_max_num_queries(8):
        assert len(items(client, url)) == NEWEST


@pytest.mark.parametrize("part", PARTS)
def test_page_leads_to_its_feeds(client: Client, corrected: Edition, part: str) -> None:
    soup = BeautifulSoup(client.get(part).content, "html.parser")
    for form, rest in (("atom", "feed/"), ("rss", "feed/rss/")):
        link = f'head link[rel=alternate][type="application/{form}+xml"][href="{part}{rest}"]'
        assert len(soup.select(link)) == 1
        assert client.get(f"{part}{rest}").status_code == 200


@pytest.mark.parametrize("url", FEEDS)
def test_each_entry_carries_the_full_disclaimer(
    client: Client, corrected: Edition, url: str
) -> None:
    where = "description" if url.endswith("rss/") else f"{ATOM}content"
    told = items(client, url)
    assert told
    for item in told:
        assert missing(item.findtext(where), Disclaimer.objects.in_force(), {"full"}) == set()


DISCLAIMER = Disclaimer(short="Short.", full="Full.", site="Site.")
CARRIER = '&lt;p data-medical-disclaimer="full"&gt;Full.&lt;/p&gt;'
ITEM = "<item><description>{}</description></item>"


@pytest.mark.parametrize(
    ("inside", "is_right"),
    [
        ("", True),
        (ITEM.format(CARRIER), True),
        (ITEM.format(CARRIER) + ITEM.format("Text."), False),
        (f"<description>{CARRIER}</description>{ITEM.format('Text.')}", False),
        (f"<item><title>{CARRIER}</title></item>", False),
        (ITEM.format(f"&lt;!-- {CARRIER} --&gt;"), False),
        (ITEM.format(CARRIER.replace("Full", "Fool")), False),
    ],
)
def test_guard_knows_an_rss_feed_that_carries_it(inside: str, is_right: bool) -> None:
    document = f'<rss version="2.0"><channel>{inside}</channel></rss>'
    assert is_carried(document, DISCLAIMER) is is_right


@pytest.mark.django_db
def test_rss_without_it_does_not_go_out_whoever_made_it() -> None:
    document = f"<rss><channel>{ITEM.format('Text.')}</channel></rss>"
    response = HttpResponse(document, content_type="Application/RSS+XML; charset=utf-8")
    guard = DisclaimerMiddleware(lambda request: response)
    assert guard(RequestFactory().get("/somewhere/")).status_code == 500
