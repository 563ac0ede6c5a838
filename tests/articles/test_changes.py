"""Readers are told what kind of change an edition is, what was wrong, and since when."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from articles import publishing
from articles.changes import SHOWN_FOR
from articles.models import Edition, Withdrawal
from tests.articles.admin.browser import messages, press, signed_in, verb_page
from tests.articles.refusals import refused
from tests.articles.test_json_ld import told
from tests.factories import approved, write

NOW = timezone.now()
TODAY = timezone.localdate(NOW)
TOMORROW = TODAY + timedelta(days=1)
DAY = timedelta(days=1)
TWO_WEEKS_AGO = TODAY - timedelta(days=14)
WRONG: dict[str, Any] = {
    "change_type": "correction",
    "fault": "We gave ten times the dose.",
    "change_note": "The dose is right now.",
    "wrong_since": TWO_WEEKS_AGO,
}


@pytest.fixture
def article(edition: Edition) -> Any:
    """Live for a month."""
    Edition.objects.filter(pk=edition.pk).overwrite(published_at=NOW - timedelta(days=30))
    return edition.article


@pytest.fixture
def changed(article: Any, writer: User, reviewer: User) -> int:
    """The number of an approved change to its text."""
    return approved(article, writer, reviewer, title="Another question?")


@pytest.fixture
def corrected(article: Any, changed: int, editor: User) -> Edition:
    """A correction, a moment ago."""
    return publishing.publish(article, revision=changed, by=editor, **WRONG)


def shown(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status
    main = BeautifulSoup(response.content, "html.parser").main
    assert main is not None
    return " ".join(main.get_text(" ").split())


def test_first_edition_is_called_so(edition: Edition) -> None:
    assert edition.change_type == "first"


def test_other_text_is_an_update(article: Any, changed: int, editor: User) -> None:
    assert publishing.publish(article, revision=changed, by=editor).change_type == "update"


def test_same_text_is_reviewed_again(article: Any, reviewer: User, editor: User) -> None:
    publishing.approve(article, revision=1, by=reviewer)
    assert publishing.publish(article, revision=1, by=editor).change_type == "review"


def test_text_taken_back_to_the_live_one_is_reviewed_again(
    article: Any, writer: User, reviewer: User, editor: User
) -> None:
    write(article, writer, title="A draft that nobody liked")
    publishing.restore(article, revision=1, base=2, by=writer)
    publishing.approve(article, revision=3, by=reviewer)
    assert publishing.publish(article, revision=3, by=editor).change_type == "review"


def test_withdrawn_text_comes_back_as_reviewed_again(
    article: Any, reviewer: User, editor: User
) -> None:
    publishing.withdraw(article, reason="By mistake.", by=editor)
    with refused("not-approved"):
        publishing.publish(article, revision=1, by=editor)
    publishing.approve(article, revision=1, by=reviewer)
    assert publishing.publish(article, revision=1, by=editor).change_type == "review"


def test_fault_that_an_update_put_right_may_be_owned_up_to_later(
    article: Any, reviewer: User, editor: User
) -> None:
    publishing.approve(article, revision=1, by=reviewer)
    edition = publishing.publish(article, revision=1, by=editor, **WRONG)
    assert edition.change_type == "correction"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"change_type": "first"}, "change-type-unfit"),
        ({"change_type": "review"}, "change-type-unfit"),
        ({"change_type": "nonsense"}, "change-type-unfit"),
        (WRONG | {"fault": " \n"}, "no-fault"),
        (WRONG | {"change_note": ""}, "no-change-note"),
        (WRONG | {"wrong_since": None}, "no-wrong-since"),
        (WRONG | {"wrong_since": TOMORROW}, "wrong-since-future"),
        (WRONG | {"wrong_since": date(1, 1, 1)}, "wrong-since-unpublished"),
        (WRONG | {"change_type": "update"}, "not-a-correction"),
        ({"fault": "Wrong."}, "not-a-correction"),
        ({"wrong_since": TODAY}, "not-a-correction"),
    ],
)
def test_untrue_or_untold_change_is_refused(
    article: Any, changed: int, editor: User, values: dict[str, Any], code: str
) -> None:
    with refused(code):
        publishing.publish(article, revision=changed, by=editor, **values)
    assert Edition.objects.filter(article=article).count() == 1


@pytest.mark.parametrize("kind", ["update", "review"])
def test_same_text_is_no_update_and_a_first_edition_no_change(
    article: Any, writer: User, reviewer: User, editor: User, kind: str
) -> None:
    publishing.approve(article, revision=1, by=reviewer)
    with refused("change-type-unfit"):
        publishing.publish(article, revision=1, by=editor, change_type="update")
    draft = type(article).objects.create(slug="draft", topic=article.topic, created_by=writer)
    number = approved(draft, writer, reviewer)
    with refused("change-type-unfit"):
        publishing.publish(draft, revision=number, by=editor, change_type=kind)


def test_first_edition_corrects_nothing(writer: User, reviewer: User, editor: User,
                                        article: Any) -> None:  # fmt: skip
    draft = type(article).objects.create(slug="draft", topic=article.topic, created_by=writer)
    number = approved(draft, writer, reviewer)
    with refused("change-type-unfit"):
        publishing.publish(draft, revision=number, by=editor, **WRONG)


def test_schedule_that_is_moved_keeps_its_words(article: Any, changed: int, editor: User) -> None:
    soon = timezone.now() + DAY
    publishing.publish(article, revision=changed, by=editor, at=soon, **WRONG)
    moved = publishing.reschedule(article, at=soon + DAY, by=editor)
    assert {name: getattr(moved, name) for name in WRONG} == WRONG


def test_command_tells_the_same(article: Any, changed: int, editor: User) -> None:
    call_command(
        "publish_article",
        *(article.slug, f"--revision={changed}", "--by=editor", "--change-type=correction"),
        *(f"--fault={WRONG['fault']}", f"--change-note={WRONG['change_note']}"),
        f"--wrong-since={WRONG['wrong_since']}",
    )
    edition = Edition.objects.live().get(article=article)
    assert {name: getattr(edition, name) for name in WRONG} == WRONG


def test_form_asks_of_a_first_edition_for_no_fault(writer: User, reviewer: User,
                                                  editor: User, article: Any) -> None:  # fmt: skip
    draft = type(article).objects.create(slug="draft", topic=article.topic, created_by=writer)
    approved(draft, writer, reviewer)
    page = signed_in(editor).get(verb_page(draft, "publish"))
    assert "change_note" in page.text
    assert "wrong_since" not in page.text


def test_form_asks_what_an_update_changed(article: Any, changed: int, editor: User) -> None:
    browser = signed_in(editor)
    assert "Say what changed" in messages(press(browser, article, "publish", change_type="update"))
    done = press(browser, article, "publish", change_type="update", change_note="A new title.")
    assert "Published." in messages(done)
    assert Edition.objects.live().get().change_note == "A new title."


def test_form_publishes_a_correction_or_says_what_it_lacks(
    article: Any, changed: int, editor: User
) -> None:
    browser = signed_in(editor)
    told = messages(press(browser, article, "publish", **WRONG | {"fault": ""}))
    assert "Say what was wrong" in told
    too_long = press(browser, article, "publish", **WRONG | {"fault": "x" * 100_000})
    assert "at most 5000 characters" in messages(too_long)
    assert "Published." in messages(press(browser, article, "publish", **WRONG))
    assert Edition.objects.live().get().fault == WRONG["fault"]


def test_correction_stands_at_the_top_of_the_article(client: Client, corrected: Edition) -> None:
    text = shown(client, corrected.article.get_absolute_url())
    since = date_format(TWO_WEEKS_AGO, "j F Y")
    assert f"Corrected on {date_format(TODAY, 'j F Y')} ." in text
    assert f"from {since} on: We gave ten times the dose." in text
    assert "What we changed: The dose is right now." in text
    assert text.index("Corrected on") < text.index("Most people meet an example")


def test_update_stands_there_not(client: Client, article: Any, changed: int, editor: User) -> None:
    publishing.publish(article, revision=changed, by=editor, change_note="More is known.")
    assert "Corrected" not in shown(client, article.get_absolute_url())


def test_correction_outlives_the_next_edition(
    client: Client, corrected: Edition, writer: User, reviewer: User, editor: User
) -> None:
    number = approved(corrected.article, writer, reviewer, title="A third question?")
    publishing.publish(corrected.article, revision=number, by=editor)
    assert "ten times the dose" in shown(client, corrected.article.get_absolute_url())


def test_correction_leaves_the_article_by_time_alone_and_stays_in_its_history(
    client: Client, corrected: Edition, at: Callable[[timedelta], None], settings: Any
) -> None:
    settings.PAGE_CACHE = True
    cache.clear()
    url = corrected.article.get_absolute_url()
    at(SHOWN_FOR)
    assert "Corrected on" in shown(client, url)
    at(SHOWN_FOR + DAY)
    assert "Corrected on" not in shown(client, url)
    assert "ten times the dose" in shown(client, f"{url}history/")
    cache.clear()


def test_older_edition_says_what_was_corrected_since(
    client: Client, corrected: Edition, at: Callable[[timedelta], None]
) -> None:
    url = corrected.article.get_absolute_url()
    at(SHOWN_FOR * 4)
    text = shown(client, f"{url}editions/1/")
    assert "Older edition." in text
    assert "ten times the dose" in text


def test_history_names_each_change(client: Client, corrected: Edition) -> None:
    text = shown(client, f"{corrected.article.get_absolute_url()}history/")
    assert f"Correction, {date_format(TODAY, 'j F Y')}" in text
    assert "ten times the dose" in text
    assert "First edition, " in text


def test_search_engines_are_told_of_corrections(client: Client, corrected: Edition) -> None:
    (comment,) = told(client, corrected)["correction"]
    assert comment["@type"] == "CorrectionComment"
    assert comment["text"] == (
        f"Wrong since {TWO_WEEKS_AGO}: We gave ten times the dose.\n\n"
        "Changed: The dose is right now."
    )
    assert comment["datePublished"].startswith(TODAY.isoformat())


def test_search_engines_are_told_of_no_correction_where_there_is_none(
    client: Client, article: Any, edition: Edition
) -> None:
    assert "correction" not in told(client, edition)


def test_markup_in_a_fault_is_text(client: Client, article: Any, changed: int,
                                   editor: User) -> None:  # fmt: skip
    hostile = "</script><script>alert(1)</script><b>"
    publishing.publish(article, revision=changed, by=editor, **WRONG | {"fault": hostile})
    url = article.get_absolute_url()
    assert hostile in shown(client, url)
    assert hostile in shown(client, f"{url}history/")


def test_personal_text_goes_from_a_fault_too(corrected: Edition, editor: User) -> None:
    publishing.redact(corrected.article, text="ten times", reason="Asked.", by=editor)
    corrected.refresh_from_db()
    assert corrected.fault == "We gave […] the dose."


def test_retraction_says_so_and_since_when(client: Client, article: Any, editor: User) -> None:
    publishing.withdraw(
        article, reason="The study is false.", by=editor, kind="retraction",
        wrong_since=TWO_WEEKS_AGO,
    )  # fmt: skip
    url, since = article.get_absolute_url(), date_format(TWO_WEEKS_AGO, "j F Y")
    for text in (shown(client, url, 410), shown(client, f"{url}history/")):
        assert "retracted" in text.lower()
        assert "The study is false." in text
        assert f"wrong from {since} on" in text


def test_withdrawal_is_called_no_retraction(client: Client, article: Any, editor: User) -> None:
    publishing.withdraw(article, reason="It is being rewritten.", by=editor)
    text = shown(client, article.get_absolute_url(), 410)
    assert "has been withdrawn" in text
    assert "wrong" not in text


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"kind": "nonsense"}, "kind-unknown"),
        ({"kind": "retraction"}, "no-wrong-since"),
        ({"kind": "retraction", "wrong_since": TOMORROW}, "wrong-since-future"),
        ({"kind": "retraction", "wrong_since": date(2001, 1, 1)}, "wrong-since-unpublished"),
        ({"wrong_since": TODAY}, "not-a-retraction"),
    ],
)
def test_untrue_withdrawal_is_refused(
    article: Any, editor: User, values: dict[str, Any], code: str
) -> None:
    with refused(code):
        publishing.withdraw(article, reason="Wrong.", by=editor, **values)
    assert not Withdrawal.objects.exists()


def test_form_retracts(article: Any, editor: User) -> None:
    browser = signed_in(editor)
    asked = {"kind": "retraction", "reason": "The study is false."}
    assert "Say since when" in messages(press(browser, article, "withdraw", **asked))
    press(browser, article, "withdraw", **asked, wrong_since=TWO_WEEKS_AGO)
    assert Withdrawal.objects.get().kind == "retraction"


def test_page_past_its_review_date_says_what_that_means(
    client: Client, edition: Edition, at: Callable[[timedelta], None], settings: Any
) -> None:
    settings.PAGE_CACHE = True
    cache.clear()
    due = timezone.localdate()
    type(edition.review).objects.filter(pk=edition.review.pk).overwrite(due_on=due)
    url = edition.article.get_absolute_url()
    assert "Past its review date" not in shown(client, url)
    at(DAY)
    text = shown(client, url)
    assert f"again by {date_format(due, 'j F Y')}, and no later review" in text
    assert "may be out of date" in text
    cache.clear()
