"""A link to one text before it is published: for whoever has it, for some days, and nobody else."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.core import signing
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles import previews, publishing
from articles.models import Article, Edition, Revision
from tests.articles.admin.browser import page as form_page
from tests.articles.admin.browser import signed_in
from tests.factories import CITE, write

DAY = timedelta(days=1)


@pytest.fixture
def draft(article: Article, writer: User) -> Revision:
    """A text that nobody has reviewed."""
    return write(article, writer, title="What is a draft?")


def read(client: Client, revision: Revision, status: int = 200) -> BeautifulSoup:
    response = client.get(previews.address(revision))
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser")


def words(soup: BeautifulSoup) -> str:
    assert soup.main is not None
    return " ".join(soup.main.get_text(" ").split())


def assert_kept_by_nobody(response: Any) -> None:
    assert response["Cache-Control"] == "no-store"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert 'name="robots" content="noindex"' in response.text
    assert not response.cookies
    assert "ETag" not in response


def test_reader_with_the_link_reads_the_text_as_it_would_be_published(
    client: Client, draft: Revision
) -> None:
    soup = read(client, draft)
    text = words(soup)
    assert "What is a draft?" in text
    assert "Most people meet an example." in text
    assert len(soup.select("section[role=doc-bibliography] li")) == 2
    assert "This is revision 1" in text


def test_unreviewed_text_says_so_and_claims_nothing(client: Client, draft: Revision) -> None:
    soup = read(client, draft)
    assert "Not yet medically reviewed" in words(soup)
    assert "It has not been medically reviewed." in words(soup)
    assert "Last reviewed" not in words(soup)
    assert not soup.select('script[type="application/ld+json"], link[rel=canonical]')


def test_approved_text_names_its_reviewer_without_a_claim_to_search_engines(
    client: Client, draft: Revision, reviewer: User
) -> None:
    publishing.approve(draft.article, revision=1, by=reviewer)
    soup = read(client, draft)
    assert "Dr Ada Example approved it on" in words(soup)
    assert "Not yet medically reviewed" not in words(soup)
    assert not soup.select('script[type="application/ld+json"]')
    assert not soup.select('main a[href^="/authors/"]')


def test_text_that_was_sent_back_says_so(client: Client, draft: Revision, reviewer: User) -> None:
    publishing.approve(draft.article, revision=1, by=reviewer)
    publishing.send_back(draft.article, revision=1, by=reviewer, notes="Say more.")
    text = words(read(client, draft))
    assert "Its reviewer asked for changes." in text
    assert "Sent back for changes" in text
    assert "approved it" not in text
    assert "Say more." not in text


def test_link_goes_on_showing_the_text_that_it_was_made_for(
    client: Client, draft: Revision, writer: User
) -> None:
    url = previews.address(draft)
    write(draft.article, writer, title="A later text")
    assert "What is a draft?" in client.get(url).text
    assert "A later text" not in client.get(url).text


def test_preview_of_a_live_text_is_still_a_preview(client: Client, edition: Edition) -> None:
    soup = read(client, edition.revision)
    assert "Preview, not the published page." in words(soup)
    assert not soup.select("link[rel=canonical]")
    assert edition.article.get_absolute_url() not in str(soup.main)


def test_mark_without_a_reference_is_shown_as_a_question(
    client: Client, article: Article, writer: User
) -> None:
    revision = write(article, writer, body=f"<p>Somebody said so.{CITE.format('nobody')}</p>")
    assert "[?]" in words(read(client, revision))


def test_text_without_title_topic_author_or_anything_else_is_shown(
    client: Client, writer: User
) -> None:
    bare = Article.objects.create(slug="bare", created_by=writer)
    empty: dict[str, Any] = dict.fromkeys(("title", "standfirst", "key_points", "summary"), "")
    revision = write(bare, writer, **empty, body="<p>Hm.</p>", references=[], faqs=[], byline=[])
    soup = read(client, revision)
    assert soup.h1 is not None
    assert soup.h1.get_text() == "(no title yet)"


def test_preview_is_kept_by_nobody(client: Client, draft: Revision, settings: Any) -> None:
    settings.PAGE_CACHE = True
    cache.clear()
    url = previews.address(draft)
    assert_kept_by_nobody(client.get(url))
    assert_kept_by_nobody(client.get(f"{url[:-2]}x/"))
    with time_machine.travel(timezone.now() + DAY * 8):
        assert_kept_by_nobody(client.get(url))


def test_link_expires(client: Client, draft: Revision, settings: Any) -> None:
    url = previews.address(draft)
    with time_machine.travel(timezone.now() + DAY * 7 - timedelta(minutes=1)):
        assert client.get(url).status_code == 200
    with time_machine.travel(timezone.now() + DAY * 7 + timedelta(minutes=1)):
        response = client.get(url)
        assert response.status_code == 410
        assert "has expired" in response.text
        assert "What is a draft?" not in response.text
    settings.PREVIEW_DAYS = 9
    with time_machine.travel(timezone.now() + DAY * 8):
        assert client.get(url).status_code == 200


FORGED: dict[str, Callable[[], str]] = {
    "a letter": lambda: "x",
    "three parts": lambda: "a:b:c",
    "four parts": lambda: "1:1:1:1",
    "no letters": lambda: "🦴",
    "nothing": lambda: "%00",
    "too much": lambda: "x" * 100_000,
    "no salt": lambda: signing.dumps(1),
    "another salt": lambda: signing.dumps(1, salt="another"),
    "no data": lambda: signing.TimestampSigner().sign("1"),
    "no such revision": lambda: signing.dumps(987654321, salt=previews.SALT),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", FORGED)
def test_forged_and_foreign_tokens_lead_nowhere(client: Client, name: str) -> None:
    token = FORGED[name]()
    response = client.get(f"/preview/{token}/")
    assert response.status_code == 404
    assert "No preview here" in response.text


def test_token_that_was_tampered_with_leads_nowhere(client: Client, draft: Revision) -> None:
    payload, _, rest = previews.token(draft).partition(":")
    other = previews.token(Revision(pk=draft.pk + 1)).partition(":")[0]
    assert payload != other
    assert client.get(f"/preview/{other}:{rest}/").status_code == 404
    assert client.get(f"/preview/{payload}:{rest[:-1]}/").status_code == 404


def test_former_key_still_opens_links(client: Client, draft: Revision, settings: Any) -> None:
    url = previews.address(draft)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a new one"
    assert client.get(url).status_code == 200
    settings.SECRET_KEY_FALLBACKS = []
    assert client.get(url).status_code == 404


def test_discarded_article_is_no_longer_shown(
    client: Client, draft: Revision, editor: User
) -> None:
    url = previews.address(draft)
    publishing.discard(draft.article, by=editor)
    response = client.get(url)
    assert response.status_code == 410
    assert "was discarded" in response.text
    assert "Most people" not in response.text


def test_redacted_text_is_gone_from_the_preview(
    client: Client, draft: Revision, editor: User
) -> None:
    url = previews.address(draft)
    publishing.redact(draft.article, text="Most people", reason="Asked.", by=editor)
    assert "Most people" not in client.get(url).text
    assert "[…] meet an example" in client.get(url).text


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_preview_is_only_read(client: Client, draft: Revision, method: str) -> None:
    assert getattr(client, method)(previews.address(draft)).status_code == 405


def test_head_is_answered(client: Client, draft: Revision) -> None:
    assert client.head(previews.address(draft)).status_code == 200


def test_no_form_and_no_verdict_stand_there(
    client: Client, draft: Revision, reviewer: User
) -> None:
    for visitor in (client, signed_in(reviewer)):
        soup = BeautifulSoup(visitor.get(previews.address(draft)).content, "html.parser")
        assert not soup.select("main form, main button[type=submit]")


def test_markup_in_a_title_is_text(client: Client, article: Article, writer: User) -> None:
    soup = read(client, write(article, writer, title="<script>alert(1)</script>"))
    assert soup.h1 is not None
    assert soup.h1.get_text() == "<script>alert(1)</script>"


def share_page(article: Article, query: str = "") -> str:
    return reverse("admin:articles_article_preview", args=[article.pk]) + query


def test_article_form_leads_to_preview_and_link(draft: Revision, writer: User) -> None:
    soup = BeautifulSoup(signed_in(writer).get(form_page(draft.article)).content, "html.parser")
    tools = {link.get_text(): str(link["href"]) for link in soup.select(".object-tools a")}
    assert "What is a draft?" in Client().get(tools["Preview"]).text
    assert tools["Share a preview"] == share_page(draft.article)


def test_desk_shows_the_link_to_copy_and_its_end(
    draft: Revision, writer: User, settings: Any
) -> None:
    write(draft.article, writer, title="A later text")
    page = signed_in(writer).get(share_page(draft.article, "?revision=1"))
    soup = BeautifulSoup(page.content, "html.parser")
    field = soup.select_one("#preview-link")
    assert field is not None
    link = str(field["value"])
    assert link.startswith(f"{settings.SITE_URL}/preview/")
    assert "What is a draft?" in Client().get(link.removeprefix(settings.SITE_URL)).text
    end = timezone.localtime(previews.good_until())
    assert f"{end.day} {end:%B %Y}" in page.text


def test_desk_shows_the_newest_text_unless_another_is_asked_for(
    draft: Revision, writer: User
) -> None:
    write(draft.article, writer, title="A later text")
    assert "revision 2" in signed_in(writer).get(share_page(draft.article)).text
    for wanted in ("9", "x", "9" * 40, "%00"):
        response = signed_in(writer).get(share_page(draft.article, f"?revision={wanted}"))
        assert response.status_code in {200, 404}


def test_links_are_given_to_those_who_may_see_the_article(
    draft: Revision, outsider: User, writer: User
) -> None:
    assert signed_in(outsider).get(share_page(draft.article)).status_code == 403
    assert Client().get(share_page(draft.article)).status_code == 302
    assert signed_in(writer).post(share_page(draft.article)).status_code == 405
    assert signed_in(writer).get(share_page(Article(pk=987654321))).status_code == 404
    empty = Article.objects.create(slug="empty", created_by=writer)
    assert signed_in(writer).get(share_page(empty)).status_code == 404
