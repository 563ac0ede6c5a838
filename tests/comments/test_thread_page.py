"""The article's page with its replies, and the way to each of them."""

import re
from itertools import pairwise
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.test import Client

from articles import previews, publishing
from articles.models import Article, Edition
from comments import answering, discussions, moderation
from comments.models import Comment
from tests.comments.rows import fill
from tests.factories import CommentFactory, approved, published

PHONE = "Ring me on 020 7946 0123."


def page(client: Client, edition: Edition, query: str = "") -> BeautifulSoup:
    response = client.get(f"{edition.article.get_absolute_url()}{query}")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def select(soup: BeautifulSoup, selector: str) -> Any:
    """The one element that the selector finds."""
    (found,) = soup.select(selector)
    return found


@pytest.fixture
def reply(edition: Edition, moderator: User) -> Comment:
    """An approved reply."""
    comment = CommentFactory(edition=edition, name="Priya", body="One.\n\nTwo <b>bold</b>.")
    return moderation.approve(comment, by=moderator)


def test_approved_reply_is_on_the_page_with_name_day_and_text(
    client: Client, edition: Edition, reply: Comment
) -> None:
    shown = select(page(client, edition), "ol.thread > li > article#comment-1")
    assert select(shown, f"#{shown['aria-labelledby']}").get_text() == "Priya"
    assert select(shown, "time")["datetime"] == f"{reply.received_at:%Y-%m-%d}"
    assert select(shown, f'a[href="{reply.get_absolute_url()}"]').time
    assert [p.get_text() for p in shown.select("p[dir=auto]")] == ["One.", "Two <b>bold</b>."]
    report = select(shown, "a[rel=nofollow]")
    assert report["href"] == f"{reply.get_absolute_url()}report/"
    assert report.get_text() == "Report this reply by Priya"


def test_reply_that_is_not_approved_is_hidden_from_readers(
    client: Client, edition: Edition, moderator: User
) -> None:
    CommentFactory(edition=edition, name="Waiting", body="Nobody has seen this yet.")
    moderation.reject(CommentFactory(edition=edition, body="Never shown."), by=moderator)
    moderation.mark_spam(CommentFactory(edition=edition, body="Buy this."), by=moderator)
    text = page(client, edition).get_text()
    for hidden in ("Waiting", "Nobody has seen this yet.", "Never shown.", "Buy this."):
        assert hidden not in text
    assert "There are no comments yet." in text


def test_page_says_how_many_replies_there_are(client: Client, edition: Edition) -> None:
    assert not page(client, edition).select('.trust a[href="#comments"]')
    fill(edition, 1)
    assert select(page(client, edition), '.trust a[href="#comments"]').get_text() == "1 comment"
    Comment.objects.all().delete()
    fill(edition, 30)
    soup = page(client, edition)
    assert select(soup, '.trust a[href="#comments"]').get_text() == "30 comments"
    assert select(soup, "h2#comments").get_text() == "Comments (30)"


def test_contents_lead_to_the_replies(client: Client, edition: Edition) -> None:
    entry = page(client, edition).select("nav.toc a")[-1]
    assert (entry["href"], entry.get_text()) == ("#comments", "Comments")


def test_headings_go_down_one_step_at_a_time(client: Client, edition: Edition) -> None:
    fill(edition, 5)
    levels = [int(each.name[1]) for each in page(client, edition).select("main :is(h1,h2,h3,h4)")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_ids_are_unique(client: Client, edition: Edition) -> None:
    fill(edition, 25)
    ids = [str(each["id"]) for each in page(client, edition).select("[id]")]
    assert len(ids) == len(set(ids))


def test_every_reply_has_a_form_of_its_own_with_a_name(client: Client, edition: Edition) -> None:
    fill(edition, 5)
    soup = page(client, edition)
    assert select(soup, "h2#respond").get_text() == "Leave a Reply"
    assert select(soup, "section[aria-labelledby=respond] form#comment-form")
    for number in range(1, 6):
        reply = select(soup, f"#comment-{number} details.reply")
        assert select(reply, f"form#comment-form-{number}")
        assert reply.summary.get_text() == f"Reply to Reader {number}"


def test_closed_article_keeps_its_replies_and_says_so(
    client: Client, edition: Edition, reply: Comment, moderator: User
) -> None:
    discussions.set_rule(edition.article, "closed", by=moderator)
    soup = page(client, edition)
    assert soup.select("#comment-1")
    assert not soup.select("#respond, details.reply, [id^=comment-form]")
    assert "Replies to this article are closed." in soup.get_text()


def test_closed_article_without_replies_invites_nobody(
    client: Client, edition: Edition, moderator: User
) -> None:
    discussions.set_rule(edition.article, "closed", by=moderator)
    text = page(client, edition).get_text()
    assert "Replies to this article are closed." in text
    assert "Yours can be the first" not in text


@pytest.mark.parametrize(
    ("group", "badge"), [("Medical reviewer", "Medical team"), ("Editor", "Library team")]
)
def test_answer_of_the_library_is_marked_as_such(
    client: Client, edition: Edition, reply: Comment, outsider: User, group: str, badge: str
) -> None:
    outsider.groups.add(Group.objects.get(name=group))
    answering.answer(reply, body="Thank you.", by=User.objects.get(pk=outsider.pk))
    soup = page(client, edition)
    assert select(soup, "#comment-2 .tag").get_text() == badge
    assert not soup.select("#comment-1 .tag")


def test_deep_reply_says_whom_it_answers(client: Client, edition: Edition) -> None:
    fill(edition, 5, run=5)
    soup = page(client, edition)
    assert len(soup.select("ol.thread ol.thread ol.thread > li")) == 3
    assert not soup.select("ol.thread ol.thread ol.thread ol.thread")
    link = select(soup, '#comment-5 a[href="#comment-4"]')
    assert " ".join(link.parent.get_text().split()) == "In reply to Reader 4"


def test_answer_to_a_removed_reply_says_so_and_names_nobody(
    client: Client, edition: Edition, reply: Comment, moderator: User
) -> None:
    moderation.approve(CommentFactory(edition=edition, parent=reply), by=moderator)
    moderation.remove(reply, by=moderator)
    soup = page(client, edition)
    assert "In reply to a reply that was removed" in select(soup, "#comment-2").get_text()
    assert "Priya" not in soup.get_text()


def test_personal_details_are_masked_wherever_a_reply_is_shown(
    client: Client, edition: Edition, moderator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """How they are found is tested with `words`; here, that text and name both pass through it."""
    monkeypatch.setattr(
        "comments.words.personal_details.mask", lambda text: re.sub(r"\d", "*", text)
    )
    fill(edition, 5, run=5)
    Comment.objects.update(name="Call 123", body=PHONE)
    response = client.get(edition.article.get_absolute_url())
    assert PHONE not in response.text
    assert "Call 123" not in response.text
    assert "Ring me on *** **** ****." in response.text
    assert "Call 123" not in client.get(f"{edition.article.get_absolute_url()}feed/").text
    Comment.objects.update(shows_details=True)
    assert PHONE in client.get(edition.article.get_absolute_url()).text


def test_addresses_and_networks_are_never_on_the_page(client: Client, edition: Edition) -> None:
    fill(edition, 5)
    Comment.objects.update(network="192.0.2.0/24")
    for rest in ("", "feed/"):
        text = client.get(f"{edition.article.get_absolute_url()}{rest}").text
        assert "reader1@example.org" not in text
        assert "192.0.2" not in text


def test_other_pages_of_the_thread_are_a_click_away(client: Client, edition: Edition) -> None:
    fill(edition, 60)
    soup = page(client, edition, "?page=2")
    assert select(soup, "a[rel=next]")["href"] == "?page=3#comments"
    assert select(soup, "a[rel=prev]")["href"] == "?page=1#comments"
    assert len(soup.select(".thread article")) == 25
    canonical = select(soup, "link[rel=canonical]")["href"]
    assert str(canonical).endswith(edition.article.get_absolute_url())


@pytest.mark.parametrize("junk", ["0", "-1", "x", "99999999999999999999", "%00", "1&page=2"])
def test_page_number_that_means_nothing_still_shows_the_article(
    client: Client, edition: Edition, junk: str
) -> None:
    fill(edition, 30)
    assert page(client, edition, f"?page={junk}").select(".thread article")


def test_older_edition_and_preview_have_no_replies(
    client: Client, edition: Edition, reply: Comment, writer: User, reviewer: User, editor: User
) -> None:
    number = approved(edition.article, writer, reviewer, title="Another title")
    publishing.publish(edition.article, revision=number, by=editor)
    preview = previews.address(edition.revision)
    for url in (edition.get_absolute_url(), preview):
        soup = BeautifulSoup(client.get(url).content, "html.parser")
        assert not soup.select(
            '#comments, #respond, a[href="#comments"], [href$="/feed/"][title^=R]'
        )
    assert page(client, edition).select("#comment-1")


def test_page_asks_as_often_for_2000_replies_as_for_20(
    client: Client, writer: User, reviewer: User, editor: User, django_assert_num_queries: Any
) -> None:
    published(writer, reviewer, editor)  # the first page of all also reads the site's own rows
    for times in (20, 2000):
        edition = published(writer, reviewer, editor)
        fill(edition, times)
        with django_assert_num_queries(12):
            page(client, edition)


def permalink(edition: Edition, number: int = 1) -> str:
    return f"{edition.article.get_absolute_url()}comments/{number}/"


@pytest.mark.parametrize("method", ["get", "head"])
def test_permalink_leads_to_the_reply(
    client: Client, edition: Edition, reply: Comment, method: str
) -> None:
    response = getattr(client, method)(permalink(edition))
    assert response.status_code == 302
    assert response["Location"] == f"{edition.article.get_absolute_url()}#comment-1"


def test_permalink_leads_to_the_page_where_the_reply_stands(
    client: Client, edition: Edition
) -> None:
    fill(edition, 60)
    response = client.get(permalink(edition, 60))
    address, _, anchor = response["Location"].partition("#")
    assert anchor == "comment-60"
    soup = BeautifulSoup(client.get(address).content, "html.parser")
    assert soup.select(f"#{anchor}")


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_permalink_is_only_read(
    client: Client, edition: Edition, reply: Comment, method: str
) -> None:
    assert getattr(client, method)(permalink(edition)).status_code == 405


def test_permalink_of_a_hidden_or_missing_reply_is_not_found(
    client: Client, edition: Edition, reply: Comment, moderator: User
) -> None:
    CommentFactory(edition=edition)
    for number in (2, 3, 10**30):
        assert client.get(permalink(edition, number)).status_code == 404
    moderation.remove(reply, by=moderator)
    assert client.get(permalink(edition)).status_code == 404


def test_permalink_under_a_draft_is_not_found(client: Client, article: Article) -> None:
    for rest in ("comments/1/", "feed/"):
        assert client.get(f"{article.get_absolute_url()}{rest}").status_code == 404
        assert client.get(f"/articles/there-is-none/{rest}").status_code == 404


def test_permalink_under_a_withdrawn_article_is_gone_with_the_reason(
    client: Client, edition: Edition, reply: Comment, editor: User
) -> None:
    publishing.withdraw(edition.article, reason="A recall.", by=editor)
    for rest in ("comments/1/", "feed/"):
        response = client.get(f"{edition.article.get_absolute_url()}{rest}")
        assert response.status_code == 410
        assert "A recall." in response.text


def test_permalink_follows_a_renamed_article(
    client: Client, edition: Edition, reply: Comment
) -> None:
    old = edition.article.get_absolute_url()
    edition.article.slug = "renamed"
    edition.article.save()
    for rest in ("comments/1/", "feed/"):
        response = client.get(f"{old}{rest}")
        assert response.status_code == 301
        assert response["Location"] == f"/articles/renamed/{rest}"


def test_sample_replies_are_loaded_once_and_say_what_they_are(
    client: Client, db: None, mailoutbox: list[Any], tmp_path: Any, settings: Any, capsys: Any
) -> None:
    settings.VAR_DIR = tmp_path
    call_command("load_sample_replies")
    assert not Comment.objects.exists()
    call_command("load_sample_library", verbosity=0)
    call_command("load_sample_replies")
    call_command("load_sample_replies")
    assert capsys.readouterr().out.count("sample replies") == 1
    assert Comment.objects.pending().count() == 3
    soup = page(client, Edition.objects.live().get(article__slug="why-do-muscles-go-into-spasm"))
    assert [tag.get_text() for tag in soup.select(".thread .tag")] == ["Author", "Medical team"]
    for name in soup.select(".thread b"):
        assert "ample" in name.get_text()
    assert not Comment.objects.exclude(email="").exists()
    assert mailoutbox == []
