"""The mail of an issue: what it says, that it carries the disclaimer, and that it asks nobody."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.auth.models import User
from django.utils import timezone

from articles import publishing
from articles.disclaimers import missing
from articles.models import Article, Disclaimer, Edition
from newsletter import rendering
from newsletter.models import Issue
from newsletter.rendering import LEAVE, Copy, NoDisclaimer
from newsletter.wrapping import WIDTH, wrapped
from tests.articles.shelf import fill
from tests.factories import TopicFactory, published
from tests.factories import approved as approved_text
from tests.newsletter.issuing import approved, drafted, edited

ADDRESS = "https://library.example/newsletter/unsubscribe/abc/"


@pytest.fixture
def issue(edition: Edition) -> Issue:
    """A draft that tells of one article."""
    return drafted()


def copied(issue: Issue) -> Copy:
    """The whole issue."""
    return rendering.copy(issue, rendering.shown(issue))


def words(html: str) -> str:
    return BeautifulSoup(html, "html.parser").get_text(" ", strip=True)


def plain(text: str) -> str:
    return " ".join(text.split())


def links(html: str) -> list[str]:
    return [str(link["href"]) for link in BeautifulSoup(html, "html.parser").select("a")]


def test_both_parts_tell_of_each_article_and_who_reviewed_it(
    issue: Issue, edition: Edition
) -> None:
    copy, today = copied(issue), f"{timezone.localdate():%-d %B %Y}"
    assert copy.subject == edition.title
    for part in (words(copy.html), plain(copy.text)):
        assert edition.article.topic is not None
        assert edition.article.topic.name in part
        assert edition.standfirst in part
        assert f"Medically reviewed by Dr Ada Example, MBBS, on {today}." in part
        assert f"Daily newsletter 1, {today}" in part
        assert "because you asked for our daily newsletter and confirmed it on our website" in part
        assert "Klarity / Managed Self Ltd, Alum House, 5 Alum Chine Road" in part


def test_every_link_leads_to_our_site_and_only_one_is_the_reader_s_own(
    issue: Issue, edition: Edition
) -> None:
    copy, article = copied(issue), settings.SITE_URL + edition.article.get_absolute_url()
    assert article in links(copy.html)
    assert article in copy.text
    archive = settings.SITE_URL + issue.get_absolute_url()
    assert archive in links(copy.html)
    assert archive in copy.text
    others = [link for link in links(copy.html) if not link.startswith(settings.SITE_URL)]
    assert others == [LEAVE]
    own = copy.for_leaving_at(ADDRESS)
    assert ADDRESS in links(own.html)
    assert own.text.count(ADDRESS) == 1
    assert LEAVE not in own.html + own.text


def test_mail_fetches_nothing(issue: Issue) -> None:
    page = copied(edited(issue, intro='<p>Look<img src="/media/a.png" alt="">.</p>')).html
    assert (
        re.findall(r"<(?:img|link|script|iframe|object|svg)\b|url\(|@import|@font-face", page) == []
    )


def test_introduction_keeps_its_links_and_has_them_in_the_text(issue: Issue) -> None:
    intro = '<p>Hello &amp; <a href="/topics/mind/">read on</a>.</p><ul><li>One</li></ul>'
    copy = copied(edited(issue, intro=intro))
    assert f"{settings.SITE_URL}/topics/mind/" in links(copy.html)
    assert "Hello & read on" in words(copy.html)
    assert f"Hello & read on ({settings.SITE_URL}/topics/mind/)." in plain(copy.text)
    assert "\n\nOne\n" in copy.text


def test_what_an_article_is_called_is_no_markup(edition: Edition, writer: User, reviewer: User,
                                                editor: User) -> None:  # fmt: skip
    published(writer, reviewer, editor, title="<b>1 & 2</b> {{ issue }}")
    copy = copied(drafted())
    assert "&lt;b&gt;1 &amp; 2&lt;/b&gt; {{ issue }}" in copy.html
    assert "<b>1 & 2</b> {{ issue }}" in copy.text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"change_note": "A new dose."}, "Update: A new dose."),
        (
            {
                "change_type": "correction",
                "fault": "The dose.",
                "wrong_since": timezone.localdate(),
                "change_note": "It is right.",
            },
            "Corrected. What was wrong, from {today} on: The dose. What we changed: It is right.",
        ),
    ],
)
def test_change_says_what_it_is(
    issue: Issue, edition: Edition, writer: User, reviewer: User, editor: User,
    change: dict[str, Any], said: str,
) -> None:  # fmt: skip
    assert "What was wrong" not in copied(issue).text
    number = approved_text(edition.article, writer, reviewer, title="Changed")
    publishing.publish(edition.article, revision=number, by=editor, notable=True, **change)
    copy = copied(drafted())
    said = said.format(today=f"{timezone.localdate():%-d %B %Y}")
    assert said in re.sub(r" (?=:)", "", words(copy.html))
    assert said in plain(copy.text)


def test_sample_article_says_that_no_clinician_reviewed_it(issue: Issue) -> None:
    Article.objects.update(sample=True)
    copy = copied(issue)
    for part in (copy.html, copy.text):
        assert "sample article" in part.lower()
        assert "Not reviewed by a real clinician" in part
        assert "Medically reviewed" not in part


def test_disclaimer_of_the_approval_stays_with_the_issue(issue: Issue) -> None:
    old = Disclaimer.objects.in_force()
    approved(issue)
    new = {"short": "New.", "full": "New in full.", "site": "New of site."}
    Disclaimer(in_force_from=timezone.now(), **new).append()
    issue.refresh_from_db()
    assert missing(copied(issue).html, old, {"full", "site"}) == set()
    assert "New in full." in copied(edited(issue)).text


def test_without_a_disclaimer_there_is_no_copy(issue: Issue) -> None:
    Disclaimer.objects.overwrite(in_force_from=timezone.now() + timedelta(days=1))
    with pytest.raises(NoDisclaimer):
        copied(issue)


@pytest.fixture
def rewrite(tmp_path: Path, settings: Any) -> Any:
    """Have a template of the mail say something else: `rewrite("_frame.html", "this", "that")`."""

    def change(name: str, old: str, new: str) -> None:
        (engine,) = settings.TEMPLATES
        source = (engine["DIRS"][0] / "newsletter/email" / name).read_text()
        assert old in source
        folder = tmp_path / "newsletter/email"
        folder.mkdir(parents=True)
        (folder / name).write_text(source.replace(old, new))
        settings.TEMPLATES = [engine | {"DIRS": [tmp_path, *engine["DIRS"]]}]

    return change


@pytest.mark.parametrize(
    ("template", "part"),
    [
        ("_frame.html", '{% medical_disclaimer "full" %}'),
        ("_frame.html", '{% medical_disclaimer "site" %}'),
        ("_frame.txt", "{{ disclaimer.full }}"),
        ("_frame.txt", "{{ disclaimer.site }}"),
    ],
)
def test_template_that_lost_a_wording_makes_no_copy(
    issue: Issue, rewrite: Any, template: str, part: str
) -> None:
    assert copied(issue)
    rewrite(template, part, "")
    with pytest.raises(NoDisclaimer):
        copied(issue)


def test_style_that_hides_the_wording_makes_no_copy(issue: Issue, rewrite: Any) -> None:
    """The style of a paragraph would be written into the element that the guard knows."""
    rewrite("_frame.html", "<style>", "<style>p { display: none }")
    with pytest.raises(NoDisclaimer):
        copied(issue)


def test_topics_choose_what_is_shown(edition: Edition) -> None:
    other = TopicFactory()
    fill(edition, ["Of another topic"], topic=other)
    items = rendering.shown(drafted())
    assert len(rendering.chosen(items, frozenset())) == 2
    (item,) = rendering.chosen(items, frozenset({other.pk}))
    assert item.edition.title == "Of another topic"
    assert rendering.chosen(items, frozenset({other.pk + 1})) == []


def test_articles_come_in_the_order_that_the_editor_gave(edition: Edition) -> None:
    fill(edition, ["Second"])
    issue = drafted()
    turned = list(issue.items.order_by("-position").values_list("pk", flat=True))
    edited(issue, items=turned)
    assert [item.edition.title for item in rendering.shown(issue)] == ["Second", edition.title]


def test_what_is_shown_costs_one_query_and_a_copy_none(
    edition: Edition, django_assert_num_queries: Any
) -> None:
    fill(edition, [f"Title {number}" for number in range(30)])
    pk = approved(drafted()).pk
    issue = Issue.objects.select_related("disclaimer").get(pk=pk)
    with django_assert_num_queries(1):
        items = rendering.shown(issue)
        assert len(items) == 31
    with django_assert_num_queries(0):
        assert rendering.copy(issue, items).html.count("<article") == 31


def test_text_is_wrapped_and_addresses_stay_whole(issue: Issue) -> None:
    address = f"https://example.org/{'x' * 100}"
    assert wrapped(f"{'word ' * 40}\n\n\n\n{address}\n").count("\n\n") == 1
    assert address in wrapped(f"See {address} for more.").split("\n")[1]
    lines = copied(edited(issue, intro=f"<p>{'word ' * 200}</p>")).text.splitlines()
    assert max(len(line) for line in lines if "://" not in line) <= WIDTH


def test_proof_says_that_it_is_one(issue: Issue) -> None:
    copy = rendering.copy(issue, rendering.shown(issue), is_test=True)
    for part in (words(copy.html), plain(copy.text)):
        assert "A test, sent to you alone." in part
    assert "A test" not in copied(issue).html + copied(issue).text
