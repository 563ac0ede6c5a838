"""Each article is told of once a list, and again when a change of it is marked notable."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.utils import timezone

from articles import publishing
from articles.models import Article, Edition
from newsletter import digests, issues
from newsletter.models import Issue, Item
from tests.articles.admin.browser import press, signed_in
from tests.articles.shelf import fill
from tests.factories import approved as approved_text
from tests.factories import published
from tests.newsletter.issuing import A_DAY, approved, begun, colleague, drafted, edited, keys

CHANGE = {"change_note": "A new dose.", "change_type": "update"}


@pytest.fixture
def again(writer: User, reviewer: User, editor: User) -> Any:
    """Publish a later edition: `again(edition, "Title", notable=True)`."""

    def publish(edition: Edition, title: str, **values: Any) -> Edition:
        number = approved_text(edition.article, writer, reviewer, title=title)
        return publishing.publish(edition.article, revision=number, by=editor, **CHANGE | values)

    return publish


def told(frequency: str = "daily") -> list[str]:
    """The titles in the next issue of the list; it is drafted."""
    issue = digests.draft(frequency)
    return [item.edition.title for item in issue.items.all()] if issue else []


def test_first_editions_are_told_once_and_in_their_order(
    edition: Edition, writer: User, reviewer: User, editor: User
) -> None:
    published(writer, reviewer, editor, title="The newest")
    issue = drafted()
    assert [item.edition.title for item in issue.items.all()] == [edition.title, "The newest"]
    assert (issue.number, issue.subject) == (1, "The newest and 1 more")
    assert digests.draft("daily") is None
    assert Issue.objects.count() == 1


def test_each_list_tells_for_itself(edition: Edition) -> None:
    assert told("daily") == told("weekly") == [edition.title]
    assert Issue.objects.get(frequency="weekly").number == 1


def test_schedules_draft_their_own_list(edition: Edition) -> None:
    digests.daily()
    digests.weekly()
    assert set(Issue.objects.values_list("frequency", flat=True)) == {"daily", "weekly"}


def test_nothing_new_makes_no_issue(db: None) -> None:
    assert digests.draft("daily") is None


def test_what_was_published_before_the_list_began_is_old(edition: Edition) -> None:
    begun(days_ago=-1)
    assert told() == []


def test_schedule_is_told_when_its_time_has_come(
    article: Article, writer: User, reviewer: User, editor: User
) -> None:
    at, number = timezone.now() + A_DAY, approved_text(article, writer, reviewer)
    publishing.publish(article, revision=number, by=editor, at=at)
    assert told() == []
    assert digests.draft("daily", now=at) is not None


def test_withdrawn_article_is_not_told(edition: Edition, editor: User) -> None:
    publishing.withdraw(edition.article, reason="A recall.", by=editor)
    assert told() == []


def test_article_past_its_review_date_is_told_once_it_is_reviewed(edition: Edition) -> None:
    due_on = edition.review.due_on
    assert due_on is not None
    later = timezone.now() + (due_on - timezone.localdate()) + A_DAY
    assert digests.draft("daily", now=later) is None
    assert digests.draft("daily", now=later - A_DAY) is not None


def test_sample_is_told_like_any_other(edition: Edition) -> None:
    Article.objects.update(sample=True)
    assert told() == [edition.title]


def test_new_article_is_told_as_it_is_now(edition: Edition, again: Any) -> None:
    again(edition, "Better")
    assert told() == ["Better"]
    assert told() == []


def test_only_a_notable_change_is_told_again(edition: Edition, again: Any) -> None:
    assert told() == [edition.title]
    again(edition, "A small change")
    assert told() == []
    again(edition, "A great change", notable=True)
    assert told() == ["A great change"]
    assert told() == []


def test_notable_change_of_an_old_article_is_told(edition: Edition, again: Any) -> None:
    begun(days_ago=0)
    again(edition, "A great change", notable=True)
    assert told() == ["A great change"]


def test_small_change_right_after_a_notable_one_does_not_hide_it(
    edition: Edition, again: Any
) -> None:
    assert told() == [edition.title]
    again(edition, "A great change", notable=True)
    again(edition, "A great change, spelt right")
    assert told() == ["A great change, spelt right"]
    assert told() == []


def test_what_an_editor_left_out_the_next_issue_tells(
    edition: Edition, writer: User, reviewer: User, editor: User
) -> None:
    published(writer, reviewer, editor, title="Left out")
    issue = drafted()
    edited(issue, items=keys(issue)[:1])
    assert told() == ["Left out"]


def test_what_a_cancelled_issue_held_the_next_one_tells(edition: Edition) -> None:
    issues.cancel(drafted(), by=colleague())
    assert told() == [edition.title]
    assert Issue.objects.get(items__isnull=False).number == 2


def test_what_was_replaced_before_the_sending_the_next_issue_tells(
    edition: Edition, again: Any
) -> None:
    issue = approved(drafted())
    again(edition, "Better")
    digests.let_go(issue, timezone.now())
    assert keys(issue) == []
    assert told() == ["Better"]


def test_more_than_an_issue_holds_is_left_to_the_next(edition: Edition) -> None:
    fill(edition, [f"Title {number}" for number in range(digests.MOST_ITEMS + 1)])
    assert drafted().items.count() == digests.MOST_ITEMS
    assert drafted().items.count() == 2


def test_one_title_is_the_subject_cut_where_it_must_be(edition: Edition) -> None:
    assert drafted().subject == edition.title
    (long,) = fill(edition, ["word " * 40])
    assert digests.subject([long]) == ("word " * 24)[:-1] + "…"
    assert len(digests.subject([long] * 40)) <= issues.LONGEST_SUBJECT


def test_drafting_asks_no_more_for_many_articles(
    edition: Edition, django_assert_num_queries: Any
) -> None:
    fill(edition, ["One", "Two"])
    with django_assert_num_queries(9):
        drafted()
    fill(edition, [f"Title {number}" for number in range(30)])
    with django_assert_num_queries(9):
        drafted()
    assert Item.objects.count() == 33


def test_moved_schedule_stays_notable(edition: Edition, again: Any, editor: User) -> None:
    soon = timezone.now() + timedelta(hours=1)
    again(edition, "A great change", notable=True, at=soon)
    assert publishing.reschedule(edition.article, at=soon + A_DAY, by=editor).notable


def test_box_on_the_form_makes_a_change_notable(
    edition: Edition, writer: User, reviewer: User, editor: User
) -> None:
    approved_text(edition.article, writer, reviewer, title="Better")
    press(signed_in(editor), edition.article, "publish", **CHANGE | {"notable": "on"})
    assert Edition.objects.live().get().notable


def test_scheduling_form_has_the_box_and_moving_keeps_it(
    edition: Edition, writer: User, reviewer: User, editor: User
) -> None:
    approved_text(edition.article, writer, reviewer, title="Better")
    browser, soon = signed_in(editor), timezone.localtime() + A_DAY
    at = {"at": f"{soon:%Y-%m-%dT12:00}"}
    press(browser, edition.article, "schedule", **CHANGE | at | {"notable": "on"})
    later = {"at": f"{soon + A_DAY:%Y-%m-%dT12:00}"}
    press(browser, edition.article, "reschedule", **later)
    assert Edition.objects.scheduled().get().notable


def test_command_publishes_a_notable_change(
    edition: Edition, writer: User, reviewer: User, editor: User
) -> None:
    slug = edition.article.slug
    for title, option in (("Small", []), ("Great", ["--notable"])):
        number = approved_text(edition.article, writer, reviewer, title=title)
        call_command("publish_article", slug, f"--revision={number}", "--by=editor", *option)
        assert Edition.objects.live().get().notable == bool(option)
