"""The desk's front page: what waits for whom, whatever the number."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.test import Client
from django.utils import timezone

from articles import desk, piles, publishing
from articles.desk import SHOWN, Tray
from articles.models import (
    Article,
    Assignment,
    Edition,
    Enquiry,
    MissedQuery,
    Notice,
    NoticeAnswer,
    Review,
    Source,
    Status,
    Submission,
)
from tests.articles.admin.browser import signed_in
from tests.articles.shelf import multiply
from tests.factories import ArticleFactory, SourceFactory, approved, published, write

DAY = timedelta(days=1)
FRONT = "/admin/"


def trays(who: User) -> dict[str, Tray]:
    return {tray.title: tray for tray in desk.trays(User.objects.get(pk=who.pk))}


def names(who: User, title: str) -> list[str]:
    return [entry.name for entry in trays(who)[title].entries]


def details(who: User, title: str) -> str:
    return " ".join(entry.detail for entry in trays(who)[title].entries)


def titled(article: Article, by: User, title: str) -> int:
    return write(article, by, title=title).number


@pytest.fixture
def draft(article: Article, writer: User) -> Article:
    """A draft of the writer's."""
    titled(article, writer, "What is a draft?")
    return article


def test_draft_lies_on_the_desk_of_whoever_worked_on_it(
    draft: Article, writer: User, editor: User
) -> None:
    assert names(writer, "My drafts") == ["What is a draft?"]
    assert "by Robin" in details(writer, "My drafts")
    assert names(editor, "My drafts") == []
    titled(draft, editor, "What is a better draft?")
    assert names(editor, "My drafts") == ["What is a better draft?"]


def test_article_without_any_text_lies_there_last(draft: Article, writer: User) -> None:
    ArticleFactory(slug="empty", created_by=writer)
    assert names(writer, "My drafts") == ["What is a draft?", "empty"]
    assert "nothing saved yet" in details(writer, "My drafts")


def test_submitted_text_waits_and_says_who_took_it(
    draft: Article, writer: User, reviewer: User
) -> None:
    submission = publishing.submit(draft, revision=1, by=writer)
    assert names(reviewer, "Waiting for review") == ["What is a draft?"]
    assert "nobody has taken it yet" in details(reviewer, "Waiting for review")
    reviewer.first_name, reviewer.last_name = "Ada", "Example"
    reviewer.save()
    for who in (writer, reviewer):
        Assignment(submission=submission, reviewer=who, assigned_at=timezone.now()).append()
    assert "taken by Ada Example" in details(reviewer, "Waiting for review")
    assert names(writer, "My drafts") == []


def test_what_waits_longest_comes_first(writer: User, reviewer: User) -> None:
    for title, days in (("Second", 2), ("First", 3), ("Third", 1)):
        article = ArticleFactory(created_by=writer)
        titled(article, writer, title)
        publishing.submit(article, revision=1, by=writer, now=timezone.now() - DAY * days)
    assert names(reviewer, "Waiting for review") == ["First", "Second", "Third"]


def test_text_that_was_sent_back_goes_to_its_writer(
    draft: Article, writer: User, reviewer: User, editor: User
) -> None:
    publishing.send_back(draft, revision=1, by=reviewer, notes="Say more.")
    assert names(writer, "Sent back to me") == ["What is a draft?"]
    assert "by Dr Ada Example" in details(writer, "Sent back to me")
    assert names(editor, "Sent back to me") == []


def test_approved_text_waits_for_the_editor(
    article: Article, writer: User, reviewer: User, editor: User
) -> None:
    approved(article, writer, reviewer, title="What is ready?")
    assert names(editor, "Approved, not published") == ["What is ready?"]
    publishing.publish(article, revision=1, by=editor)
    assert names(editor, "Approved, not published") == []


def test_live_text_reviewed_anew_waits_to_be_published(
    edition: Edition, reviewer: User, editor: User
) -> None:
    publishing.approve(edition.article, revision=1, by=reviewer)
    assert names(editor, "Approved, not published") == [edition.title]
    publishing.publish(edition.article, revision=1, by=editor)
    assert names(editor, "Approved, not published") == []


def test_withdrawn_text_waits_for_its_fresh_review_and_then_for_the_editor(
    edition: Edition, writer: User, reviewer: User, editor: User
) -> None:
    article = edition.article
    publishing.approve(article, revision=1, by=reviewer)
    publishing.withdraw(article, reason="A recall.", by=editor)
    assert names(editor, "Approved, not published") == []
    publishing.submit(article, revision=1, by=writer)
    assert names(reviewer, "Waiting for review") == [edition.title]
    publishing.approve(article, revision=1, by=reviewer)
    assert names(reviewer, "Waiting for review") == []
    assert names(editor, "Approved, not published") == [edition.title]


def test_schedule_and_a_newer_draft_beside_it(
    article: Article, writer: User, reviewer: User, editor: User
) -> None:
    number = approved(article, writer, reviewer, title="To come")
    publishing.publish(article, revision=number, by=editor, at=timezone.now() + DAY)
    assert names(editor, "Scheduled") == ["To come"]
    assert names(editor, "Scheduled, but older than the draft") == []
    titled(article, writer, "Newer")
    assert names(editor, "Scheduled, but older than the draft") == ["Newer"]
    assert names(editor, "Scheduled") == ["Newer"]


@pytest.mark.parametrize(
    ("days", "title"),
    [
        (-1, "Past their review date"),
        (0, "Due for review in 60 days"),
        (60, "Due for review in 60 days"),
        (61, None),
    ],
)
def test_reviews_fall_due(edition: Edition, editor: User, days: int, title: str | None) -> None:
    due_on = timezone.localdate() + DAY * days
    Review.objects.filter(pk=edition.review_id).overwrite(due_on=due_on)
    shown = [tray.title for tray in trays(editor).values() if tray.count]
    assert shown == ([title] if title else [])


def test_review_of_a_withdrawn_article_is_not_due(edition: Edition, editor: User) -> None:
    Review.objects.filter(pk=edition.review_id).overwrite(due_on=timezone.localdate() - DAY)
    publishing.withdraw(edition.article, reason="Old.", by=editor)
    assert not any(tray.count for tray in trays(editor).values())


def test_retracted_source_lies_there_until_every_article_has_its_answer(
    edition: Edition, draft: Article, editor: User
) -> None:
    source = edition.article.sources.first()
    assert source is not None
    draft.references.update(source=source)
    now = timezone.now()
    notice = Notice.objects.create(source=source, kind="retraction", found_at=now)
    for article in (edition.article, draft):
        assert names(editor, "Retracted or doubtful sources") == [str(source)]
        NoticeAnswer(
            notice=notice, article=article, reason="Told.", answered_by=editor, answered_at=now
        ).append()
    assert names(editor, "Retracted or doubtful sources") == []


def test_dead_link_lies_there(edition: Edition, editor: User) -> None:
    source = edition.article.sources.first()
    assert source is not None
    Source.objects.filter(pk=source.pk).update(link_status="dead")
    assert names(editor, "Dead links") == [str(source)]
    assert "articles that cite it: 1" in details(editor, "Dead links")


def test_report_of_a_reader_lies_there_until_it_is_answered(edition: Edition, editor: User) -> None:
    report = Enquiry.objects.create(article=edition.article, body="A fault. " * 100)
    Enquiry.objects.create(body="Hello.")
    title = "Unanswered reports from readers"
    assert names(editor, title) == [edition.title, "To the library"]
    assert len(details(editor, title)) < 300
    Enquiry.objects.filter(pk=report.pk).update(answered_at=timezone.now())
    assert names(editor, title) == ["To the library"]


def test_discarded_article_lies_nowhere(draft: Article, writer: User, editor: User) -> None:
    publishing.discard(draft, by=editor)
    assert not any(tray.count for tray in trays(writer).values())


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        (
            "writer",
            ["My drafts", "Sent back to me", "Waiting for review", "Past their review date",
             "Due for review in 60 days", "Retracted or doubtful sources", "Dead links"],
        ),
        (
            "reviewer",
            ["Waiting for review", "Past their review date", "Due for review in 60 days"],
        ),
        ("outsider", []),
    ],
)  # fmt: skip
def test_each_sees_what_they_may_act_on(
    edition: Edition, request: pytest.FixtureRequest, outsider: User, who: str, seen: list[str]
) -> None:
    assert list(trays(request.getfixturevalue(who))) == seen


def test_editor_sees_every_tray(edition: Edition, editor: User) -> None:
    assert len(trays(editor)) == 12


def test_empty_desk_says_so_kindly(editor: User) -> None:
    page = signed_in(editor).get(FRONT)
    for tray in trays(editor).values():
        assert tray.empty in page.text


def tray_on(page: Any, title: str) -> Tag:
    soup = BeautifulSoup(page.content, "html.parser")
    heading = soup.find("h2", string=title)
    assert isinstance(heading, Tag)
    section = heading.find_parent("section")
    assert isinstance(section, Tag)
    return section


def test_tray_shows_the_first_ten_and_leads_to_all(writer: User) -> None:
    for _ in range(SHOWN + 2):
        write(ArticleFactory(created_by=writer), writer)
    client = signed_in(writer)
    section = tray_on(client.get(FRONT), "My drafts")
    assert len(section.select("li")) == SHOWN
    link = section.select_one("header a")
    assert link is not None
    assert link.get_text() == f"All {SHOWN + 2} of “My drafts”"
    listed = client.get(str(link["href"])).context["cl"]
    assert listed.result_count == SHOWN + 2


def test_every_tray_and_its_list_agree(
    draft: Article, edition: Edition, writer: User, reviewer: User, editor: User
) -> None:
    write_all(writer, reviewer, editor)
    client = signed_in(editor)
    for tray in trays(editor).values():
        if tray.url:
            assert client.get(tray.url).context["cl"].result_count == tray.count, tray.title


def test_desk_reads_whatever_lies_in_a_pile_and_nothing_else(
    draft: Article, edition: Edition, writer: User, reviewer: User, editor: User
) -> None:
    write_all(writer, reviewer, editor)
    write_others(writer, reviewer, editor)
    read, everything = piles.rows(), Article.objects.kept().with_status()
    for pile in piles.PILES:
        held = [row.pk for row in read if pile.holds(row)]
        assert held == [article.pk for article in everything if pile.holds(article)] != []
    assert all(any(pile.holds(row) for pile in piles.PILES) for row in read)
    assert {article.status for article in Article.objects.with_status()} == set(Status)


def test_desk_reads_its_articles_at_once(
    writer: User, reviewer: User, editor: User, django_assert_num_queries: Callable[..., Any]
) -> None:
    write_all(writer, reviewer, editor)
    with django_assert_num_queries(1):
        read = piles.rows()
        told = [pile.detail(row) for pile in piles.PILES for row in read if pile.holds(row)]
    assert len(told) >= len(read) > 5


def test_entries_lead_to_where_they_are_dealt_with(
    writer: User, reviewer: User, editor: User
) -> None:
    write_all(writer, reviewer, editor)
    client = signed_in(editor)
    urls = {entry.url for tray in trays(editor).values() for entry in tray.entries}
    assert len(urls) > 5
    for url in urls:
        assert client.get(url).status_code == 200


def test_hostile_title_and_report_are_text(article: Article, editor: User) -> None:
    titled(article, editor, "<script>alert(1)</script>")
    Enquiry.objects.create(article=article, body="<img src=x onerror=alert(1)>")
    section = tray_on(signed_in(editor).get(FRONT), "My drafts")
    assert not section.select("script")
    assert "<script>alert(1)</script>" in section.get_text()


def write_all(writer: User, reviewer: User, editor: User) -> None:
    """Something for each tray of the editor's."""
    now = timezone.now()
    write(ArticleFactory(created_by=editor), editor)
    waiting = ArticleFactory(created_by=writer)
    write(waiting, writer)
    submission = publishing.submit(waiting, revision=1, by=writer)
    Assignment(submission=submission, reviewer=reviewer, assigned_at=now).append()
    back = ArticleFactory(created_by=editor)
    write(back, writer)
    publishing.send_back(back, revision=1, by=reviewer, notes="No.")
    approved(ArticleFactory(created_by=writer), writer, reviewer)
    scheduled = ArticleFactory(created_by=writer)
    revision = approved(scheduled, writer, reviewer)
    publishing.publish(scheduled, revision=revision, by=editor, at=now + DAY)
    write(scheduled, writer, title="Newer")
    for days in (-1, 1):
        live = published(writer, reviewer, editor)
        due_on = timezone.localdate() + DAY * days
        Review.objects.filter(pk=live.review_id).overwrite(due_on=due_on)
    first, second = live.article.sources.all()
    Notice.objects.create(source=first, kind="retraction", found_at=now)
    Source.objects.filter(pk=second.pk).update(link_status="dead")
    Enquiry.objects.create(article=live.article, body="A fault.")
    MissedQuery.objects.create(words="bagpipe", last_on=timezone.localdate())


def write_others(writer: User, reviewer: User, editor: User) -> None:
    """An article in each state that no tray needs: scheduled, at rest, discarded."""
    scheduled = ArticleFactory(created_by=writer)
    revision = approved(scheduled, writer, reviewer)
    publishing.publish(scheduled, revision=revision, by=editor, at=timezone.now() + DAY)
    published(writer, reviewer, editor)
    withdrawn = published(writer, reviewer, editor).article
    publishing.approve(withdrawn, revision=1, by=reviewer, due_on=timezone.localdate() - DAY)
    publishing.withdraw(withdrawn, reason="Old.", by=editor)
    publishing.discard(ArticleFactory(created_by=writer), by=editor)


def increase(times: int) -> None:
    """Everything so many times more."""
    for article in Article.objects.all():
        multiply(article, times)
    for notice in Notice.objects.all():
        for _ in range(times):
            name = f"10.1000/notice.{Notice.objects.count()}"
            Notice.objects.create(
                source=notice.source, kind="retraction", identifier=name, found_at=notice.found_at
            )
    for _ in range(Source.objects.filter(link_status="dead").count() * times):
        SourceFactory(link_status="dead")
    known = MissedQuery.objects.count()
    for number in range(known, known * (times + 1)):
        MissedQuery.objects.create(words=f"bagpipe {number}", last_on=timezone.localdate())


def test_queries_are_as_many_for_a_hundred_as_for_ten(
    writer: User,
    reviewer: User,
    editor: User,
    edition: Edition,
    django_assert_num_queries: Callable[..., Any],
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    client = signed_in(editor)
    write_all(writer, reviewer, editor)
    increase(9)
    with django_assert_max_num_queries(18) as few:
        client.get(FRONT)
    increase(9)
    with django_assert_num_queries(len(few)):
        page = client.get(FRONT)
    for tray in trays(editor).values():
        assert tray.count >= 100, tray.title
        assert len(tray_on(page, tray.title).select("li")) == SHOWN


def test_front_page_is_for_the_staff(writer: User, client: Client) -> None:
    assert client.get(FRONT).status_code == 302
    assert signed_in(writer).get(FRONT).status_code == 200


def test_looking_changes_nothing(draft: Article, writer: User) -> None:
    before = [QuerySet(model=model).count() for model in (Submission, Review, Edition)]
    signed_in(writer).get(FRONT)
    assert before == [QuerySet(model=model).count() for model in (Submission, Review, Edition)]
