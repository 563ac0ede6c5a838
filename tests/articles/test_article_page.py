"""What a reader may open at an article's addresses, and what stands there otherwise."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles import bylines, publishing
from articles.content import Answer
from articles.models import Article, Author, Edition
from tests.factories import published, write

LATER = timedelta(days=3)
FIRST_WORDS = "Most people meet an example."
DRAFT_WORDS = "Nobody has approved this yet."


def page(client: Client, url: str, status: int = 200) -> BeautifulSoup:
    response = client.get(url)
    assert response.status_code == status, url
    return BeautifulSoup(response.content, "html.parser")


def robots(soup: BeautifulSoup) -> str | None:
    tag = soup.select_one("meta[name=robots]")
    return str(tag["content"]) if tag else None


def canonical(soup: BeautifulSoup) -> str:
    tag = soup.select_one("link[rel=canonical]")
    assert isinstance(tag, Tag)
    return str(tag["href"])


@pytest.fixture
def second(edition: Edition, writer: User, reviewer: User, editor: User) -> Edition:
    """A second edition, with other words."""
    return publish_again(edition.article, writer, reviewer, editor, "<p>Now we know more.</p>")


def publish_again(
    article: Article, writer: User, reviewer: User, editor: User, body: str
) -> Edition:
    number = write(article, writer, body=f"{body}<h2>Causes</h2>", **uncited()).number
    publishing.approve(article, revision=number, by=reviewer)
    return publishing.publish(article, revision=number, by=editor, change_note="More is known.")


def uncited() -> dict[str, Any]:
    return {"references": [], "key_points": "", "faqs": [], "summary": ""}


def test_reader_sees_the_live_edition_with_all_its_parts(client: Client, edition: Edition) -> None:
    soup = page(client, edition.article.get_absolute_url())
    text = soup.get_text()
    assert FIRST_WORDS in text
    assert "Dr Ada Example" in text
    assert "MBBS" in text
    assert "Next review due" in text
    assert [link["href"] for link in soup.select("main .toc a")] == [
        "#causes",
        "#faqs",
        "#when-should-i-call-a-doctor",
        "#summary",
        "#references",
        "#comments",
    ]
    ids = {str(tag["id"]) for tag in soup.select("[id]")}
    citations = [str(tag["href"]) for tag in soup.select("a[role=doc-biblioref]")]
    assert citations
    assert {href.removeprefix("#") for href in citations} <= ids


def test_every_link_within_the_page_has_its_place(client: Client, edition: Edition) -> None:
    soup = page(client, edition.article.get_absolute_url())
    ids = [str(tag["id"]) for tag in soup.select("[id]")]
    assert len(ids) == len(set(ids))
    assert {str(tag["href"])[1:] for tag in soup.select("a[href^='#']")} <= set(ids)


def test_edit_of_the_working_copy_does_not_touch_what_is_live(
    client: Client, edition: Edition, writer: User
) -> None:
    write(edition.article, writer, title=DRAFT_WORDS, standfirst=DRAFT_WORDS)
    article = edition.article.get_absolute_url()
    for url in (article, f"{article}history/", f"{article}report/", "/", "/articles/"):
        assert DRAFT_WORDS not in client.get(url).text


def test_draft_is_hidden_from_readers(client: Client, article: Article, writer: User) -> None:
    write(article, writer)
    for rest in ("", "history/", "editions/1/", "report/", "report/sent/"):
        page(client, f"{article.get_absolute_url()}{rest}", 404)


def test_scheduled_first_edition_is_hidden_until_its_time(
    client: Client, article: Article, writer: User, reviewer: User, editor: User
) -> None:
    number = write(article, writer).number
    publishing.approve(article, revision=number, by=reviewer)
    at = timezone.now() + LATER
    publishing.publish(article, revision=number, by=editor, at=at)
    for rest in ("", "history/", "editions/1/", "report/"):
        page(client, f"{article.get_absolute_url()}{rest}", 404)
    publishing.cancel_schedule(article, by=editor)
    page(client, f"{article.get_absolute_url()}editions/1/", 404)


def test_scheduled_change_is_hidden_and_in_no_history(
    client: Client, edition: Edition, writer: User, reviewer: User, editor: User
) -> None:
    number = write(edition.article, writer, title=DRAFT_WORDS).number
    publishing.approve(edition.article, revision=number, by=reviewer)
    at = timezone.now() + LATER
    publishing.publish(edition.article, revision=number, by=editor, at=at)
    url = edition.article.get_absolute_url()
    assert FIRST_WORDS in page(client, url).get_text()
    assert "Edition 2" not in page(client, f"{url}history/").get_text()
    page(client, f"{url}editions/2/", 404)


def test_discarded_article_is_gone_without_a_trace(
    client: Client, article: Article, superuser: User
) -> None:
    url = article.get_absolute_url()
    discarded = publishing.discard(article, by=superuser)
    page(client, url, 404)
    page(client, discarded.get_absolute_url(), 404)


def test_older_edition_says_so_and_is_not_indexed(client: Client, second: Edition) -> None:
    url = second.article.get_absolute_url()
    soup = page(client, f"{url}editions/1/")
    assert FIRST_WORDS in soup.get_text()
    assert "Older edition." in soup.get_text()
    assert robots(soup) == "noindex"
    assert soup.select_one("script[type='application/ld+json']") is None
    assert canonical(soup).endswith(f"{url}editions/1/")


def test_people_are_linked_from_the_live_edition_alone(client: Client, second: Edition) -> None:
    url = second.article.get_absolute_url()
    linked = {str(link["href"]) for link in page(client, url).select("main a[href^='/authors/']")}
    assert linked
    assert all(client.get(href).status_code == 200 for href in linked)
    assert not page(client, f"{url}editions/1/").select("main a[href^='/authors/']")


def test_live_edition_at_its_own_number_points_to_the_article(
    client: Client, second: Edition
) -> None:
    url = second.article.get_absolute_url()
    soup = page(client, f"{url}editions/2/")
    assert "Older edition." not in soup.get_text()
    assert canonical(soup).endswith(url)
    assert robots(soup) is None


@pytest.mark.parametrize("number", ["3", "0", "9" * 30, "9" * 5000])
def test_edition_that_never_was_is_not_found(client: Client, second: Edition, number: str) -> None:
    page(client, f"{second.article.get_absolute_url()}editions/{number}/", 404)


def test_withdrawn_article_gives_its_reason_and_none_of_its_text(
    client: Client, second: Edition, editor: User
) -> None:
    publishing.withdraw(second.article, reason="The advice was wrong.", by=editor)
    url = second.article.get_absolute_url()
    for rest in ("", "editions/1/", "editions/2/", "report/"):
        soup = page(client, f"{url}{rest}", 410)
        assert "The advice was wrong." in soup.get_text()
        assert FIRST_WORDS not in soup.get_text()
        assert robots(soup) == "noindex"
    page(client, f"{url}editions/3/", 404)


def test_history_of_a_withdrawn_article_gives_dates_and_reasons_only(
    client: Client, second: Edition, editor: User
) -> None:
    publishing.withdraw(second.article, reason="The advice was wrong.", by=editor)
    soup = page(client, f"{second.article.get_absolute_url()}history/")
    lines = [item.get_text(" ", strip=True) for item in soup.select("main ol.line > li")]
    assert [line.split()[0] for line in lines] == ["Withdrawn", "Edition", "Edition"]
    assert "The advice was wrong." in lines[0]
    assert "More is known." not in soup.get_text()
    assert not soup.select("main a[href*='/editions/']")


def test_history_tells_of_every_edition(client: Client, second: Edition) -> None:
    soup = page(client, f"{second.article.get_absolute_url()}history/")
    newest, first = (item.get_text(" ", strip=True) for item in soup.select("main ol.line > li"))
    assert "Edition 2 Current" in newest
    assert "Dr Ada Example" in newest
    assert "More is known." in newest
    assert "Edition 1" in first
    assert "Current" not in first


def test_later_edition_ends_the_withdrawal(
    client: Client, edition: Edition, writer: User, reviewer: User, editor: User
) -> None:
    publishing.withdraw(edition.article, reason="The advice was wrong.", by=editor)
    publish_again(edition.article, writer, reviewer, editor, "<p>Put right.</p>")
    assert "Put right." in page(client, edition.article.get_absolute_url()).get_text()
    page(client, f"{edition.article.get_absolute_url()}editions/1/")


def test_change_of_name_shows_on_bylines_and_reviews(
    client: Client, edition: Edition, editor: User
) -> None:
    url = edition.article.get_absolute_url()
    reviewer = Author.objects.get(slug="ada-example")
    author = Author.objects.get(pk=edition.revision.content.byline[0].author)
    bylines.rename(reviewer, name="Dr Ada Newname", by=editor)
    bylines.rename(author, name="Noor Newname", by=editor)
    for rest in ("", "history/"):
        text = page(client, f"{url}{rest}").get_text()
        assert "Dr Ada Newname" in text
        assert "Dr Ada Example" not in text
    assert "Noor Newname" in page(client, url).get_text()


def test_overdue_review_says_so(client: Client, edition: Edition) -> None:
    due_on = timezone.localdate() - timedelta(days=1)
    type(edition.review).objects.filter(pk=edition.review.pk).overwrite(due_on=due_on)
    text = page(client, edition.article.get_absolute_url()).get_text()
    assert "Review was due" in text
    assert "Next review due" not in text


def test_sample_article_says_so_and_is_not_indexed(client: Client, edition: Edition) -> None:
    Article.objects.update(sample=True)
    soup = page(client, edition.article.get_absolute_url())
    assert "Sample article." in soup.get_text()
    assert robots(soup) == "noindex"


def test_profile_of_a_manuscript_cannot_bring_its_own_markup(
    client: Client, writer: User, reviewer: User, editor: User
) -> None:
    edition = published(writer, reviewer, editor)
    frozen = edition.revision.frozen_content
    frozen["byline"][0]["bio"] = "Fond of <script>alert(1)</script>& <em>walks</em>"
    type(edition.revision).objects.filter(pk=edition.revision.pk).overwrite(frozen_content=frozen)
    main = page(client, edition.article.get_absolute_url()).select_one("section.bio")
    assert main is not None
    assert main.find("script") is None
    assert "Fond of" in main.get_text()


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("rest", ["", "history/", "editions/1/", "report/sent/"])
def test_page_without_a_form_takes_get_alone(edition: Edition, method: str, rest: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    url = f"{edition.article.get_absolute_url()}{rest}"
    assert getattr(strict, method)(url).status_code == 405


def test_head_is_answered_like_get(client: Client, edition: Edition) -> None:
    response = client.head(edition.article.get_absolute_url())
    assert response.status_code == 200
    assert response.content == b""


def test_page_sets_no_cookie_and_is_the_same_for_everybody(
    client: Client, edition: Edition, superuser: User
) -> None:
    url = edition.article.get_absolute_url()
    response = client.get(url)
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    client.force_login(superuser)
    assert client.get(url).content == response.content


def test_page_can_be_shared_with_title_text_and_address(
    client: Client, edition: Edition, settings: Any
) -> None:
    soup = page(client, edition.article.get_absolute_url())
    shared = {str(tag["property"]): str(tag["content"]) for tag in soup.select("meta[property]")}
    assert shared["og:type"] == "article"
    assert shared["og:title"] == edition.title
    assert shared["og:description"] == edition.standfirst
    assert shared["og:url"] == canonical(soup)
    assert shared["og:url"] == f"{settings.SITE_URL}{edition.article.get_absolute_url()}"


def test_markup_in_title_and_texts_stays_text(
    client: Client, writer: User, reviewer: User, editor: User
) -> None:
    hostile = "\"><script>alert('x')</script>"
    faq = {"faqs": [Answer(hostile, "<p>Yes.</p>")]}
    edition = published(writer, reviewer, editor, title=hostile, **faq)
    article = edition.article.get_absolute_url()
    for url in (article, f"{article}history/", f"{article}report/", "/", "/articles/"):
        soup = page(client, url)
        assert not [tag for tag in soup.find_all("script") if tag.get_text().startswith("alert")]
        assert hostile in soup.get_text()
