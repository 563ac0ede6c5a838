"""An article is checked with all that the library knows of it, and reported in one piece."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import checking, drafting, publishing, rendering
from articles.content import Answer, Citation, Content, Picture
from articles.models import (
    Article,
    CommercialHost,
    Edition,
    KnownWord,
    Notice,
    NoticeAnswer,
    Source,
)
from tests.articles.refusals import refused
from tests.factories import CITE, ArticleFactory, SourceFactory, TopicFactory, approved, text, write

BARE = "<p>Cramps are common, and most of them pass within some minutes at rest.</p>"


def codes(article: Article, content: Content) -> list[str]:
    return [finding.code for finding in checking.check(article, content)]


def test_text_is_read_with_its_places(article: Article) -> None:
    read = checking.text_of(article, text(title=" Why  do examples happen? "))
    assert (read.title.text, read.title.place) == ("Why do examples happen?", "title")
    assert [block.place for block in read.blocks()] == [
        "standfirst:1",
        "key_points:1",
        "body:1",
        "body:2",
        "body:3",
        "faq-1:1",
        "faq-2:1",
        "summary:1",
    ]
    assert [faq.question.place for faq in read.faqs] == ["faq-1", "faq-2"]
    assert [reference.place for reference in read.references] == [
        "reference:first2020",
        "reference:second2020",
    ]


def test_checks_lean_on_the_topic_and_on_what_editors_taught_them(article: Article) -> None:
    article.topic = TopicFactory(reading_age_from=11, reading_age_to=13)
    CommercialHost.objects.create(host="shop.example")
    KnownWord.objects.create(word="dantrolene")
    setting = checking.text_of(article, text()).setting
    assert setting.reading_age == (11, 13)
    assert "shop.example" in setting.commercial_hosts
    assert "dantrolene" in setting.known_words
    assert setting.today == timezone.localdate()


def test_lead_picture_needs_words_or_is_decoration(article: Article) -> None:
    picture = Picture("images/a.webp", 1, 1)
    assert "alt-missing" in codes(article, text(image=picture))
    assert "alt-missing" not in codes(article, text(image=replace(picture, alt="A leg")))
    assert "alt-missing" not in codes(article, text(image=replace(picture, decorative=True)))


def test_pictures_in_answers_need_words_too(article: Article) -> None:
    faqs = [Answer("Why?", '<p>So.</p><p><img src="/media/images/a.webp" alt=""></p>')]
    found = {finding.code: finding.where for finding in checking.check(article, text(faqs=faqs))}
    assert found["alt-missing"] == "faq-1:2"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": ""}, "no-title"),
        ({"byline": []}, "no-author"),
        ({"body": f"<p>See.{CITE.format('nothing')}</p>"}, "citation-dangling"),
        ({"image": Picture("images/a.webp", 1, 1)}, "alt-missing"),
    ],
)
def test_errors_stand_against_publication(
    article: Article, changes: dict[str, Any], code: str
) -> None:
    assert code in [finding.code for finding in checking.errors(article, text(**changes))]


def test_a_work_listed_twice_is_not_published(
    article: Article, writer: User, reviewer: User, editor: User
) -> None:
    content = text()
    twice = replace(content.references[0], key="again2020")
    body = content.body + f"<p>Again.{CITE.format('again2020')}</p>"
    content = replace(content, body=body, references=[*content.references, twice])
    number = approved(article, writer, reviewer, content)
    with refused("duplicate-reference"):
        publishing.publish(article, revision=number, by=editor)


def cited(source: Source) -> Content:
    """A text that rests on this source alone."""
    body = f"<h2>Causes</h2><p>They have causes.{CITE.format('one')}</p>"
    references = [Citation("one", source.pk, source.item())]
    return text(key_points="", body=body, faqs=[], summary="", references=references)


@pytest.mark.parametrize(
    ("status", "expected"), [("dead", True), ("moved", False), ("works", False)]
)
def test_dead_address_of_a_source(article: Article, status: str, expected: bool) -> None:
    source = SourceFactory(link_status=status)
    assert ("source-unreachable" in codes(article, cited(source))) == expected


def test_retraction_of_a_source_is_told_until_it_is_answered(
    article: Article, editor: User
) -> None:
    source = SourceFactory()
    notice = Notice.objects.create(
        source=source,
        kind="retraction",
        identifier="10.1000/notice",
        issued_on=date(2025, 5, 1),
        found_at=timezone.now(),
    )
    (finding,) = [
        each for each in checking.check(article, cited(source)) if each.code == "source-retracted"
    ]
    assert finding.message.startswith("Retraction of 1 May 2025 (10.1000/notice).")
    assert finding.where == "reference:one"
    other = ArticleFactory()
    _answer(notice, other, editor)
    assert "source-retracted" in codes(article, cited(source))
    _answer(notice, article, editor)
    assert "source-retracted" not in codes(article, cited(source))


def _answer(notice: Notice, article: Article, by: User) -> None:
    NoticeAnswer(
        notice=notice,
        article=article,
        reason="Cited as an example of it.",
        answered_by=by,
        answered_at=timezone.now(),
    ).append()


def test_review_that_is_overdue(edition: Edition) -> None:
    article, content = edition.article, edition.revision.content
    assert "review-overdue" not in codes(article, content)
    yesterday = timezone.localdate() - timedelta(days=1)
    type(edition.review).objects.filter(pk=edition.review.pk).overwrite(due_on=yesterday)
    assert "review-overdue" in codes(article, content)


def test_new_address_of_a_live_page_is_told_before_it_is_saved(edition: Edition) -> None:
    article, content = edition.article, edition.revision.content
    assert "slug-changed" not in codes(article, content)
    article.slug = "a-new-address"
    assert "slug-changed" in codes(article, content)
    article.save()
    assert "slug-changed" not in codes(article, content)


def test_new_article_can_be_checked_before_it_is_stored(writer: User) -> None:
    report = checking.report(Article(slug="new"), Content())
    assert [finding["code"] for finding in report["findings"]] == [
        "no-title",
        "no-topic",
        "no-author",
    ]


def test_report_has_all_that_was_agreed(article: Article) -> None:
    report = checking.report(article, text(summary=""))
    assert list(report) == [
        *("findings", "counts", "passed", "words", "minutes", "references", "marks"),
        "reading_age",
    ]
    (finding,) = [each for each in report["findings"] if each["code"] == "no-summary"]
    assert set(finding) == {
        *("code", "severity", "message", "where", "label", "text_hash", "excerpt", "waiver"),
    }
    assert (finding["where"], finding["label"], finding["waiver"]) == ("summary", "Summary", None)
    assert json.loads(json.dumps(report)) == report


def test_report_counts_words_as_the_page_does(article: Article) -> None:
    content = text(
        body=f"<p>10<sup>9</sup> words{CITE.format('first2020')}, {'and more ' * 300}.</p>"
    )
    report = checking.report(article, content)
    assert report["minutes"] == rendering.reading_minutes(content)
    assert (report["references"], report["marks"]) == (2, 4)


def test_report_tells_the_reading_age_of_the_whole(article: Article) -> None:
    easy = "<p>" + "The leg can hurt. You can rest it. You can rub it. " * 5 + "</p>"
    hard = easy.replace("hurt", "experience considerable neuromuscular irritability")
    ages = [checking.report(article, text(body=body))["reading_age"] for body in (easy, hard)]
    assert ages[0] < ages[1]
    assert checking.report(article, Content())["reading_age"] is None


def test_report_tells_the_grave_first_and_then_goes_down_the_form(article: Article) -> None:
    content = text(
        title="",
        body=f"{BARE}<p>See www.example.org, and more.</p>{BARE}<h2>Causes</h2>{BARE}",
        summary=BARE,
    )
    report = checking.report(article, content)
    severities = [each["severity"] for each in report["findings"]]
    assert severities == sorted(severities, key=["error", "warning", "info"].index)
    structural = {"bare-url", "section-uncited", "summary-uncited"}
    told = [each["where"] for each in report["findings"] if each["code"] in structural]
    assert told == ["body:1", "body:2", "body:4", "summary:1"]


def test_report_names_the_checks_that_found_nothing(article: Article) -> None:
    report = checking.report(article, text(summary=""))
    passed = {each["code"]: each["label"] for each in report["passed"]}
    assert passed["citation-dangling"] == "Every mark leads to a reference"
    assert "no-summary" not in passed


def test_counts_are_those_of_the_findings(article: Article) -> None:
    report = checking.report(article, text(title="", summary=""))
    for severity in ("error", "warning", "info"):
        told = [each for each in report["findings"] if each["severity"] == severity]
        assert report["counts"][severity] == len(told)
    assert report["counts"]["waived"] == 0


def queries(job: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as asked:
        job()
    return len(asked)


def many(references: int) -> Content:
    """A text that cites so many works."""
    sources = [SourceFactory() for _ in range(references)]
    listed = [Citation(f"work-{n}", source.pk, source.item()) for n, source in enumerate(sources)]
    marks = "".join(f"<p>A claim.{CITE.format(each.key)}</p>" for each in listed)
    return text(body=f"<h2>Causes</h2>{marks}", references=listed, key_points="", faqs=[])


def test_queries_do_not_grow_with_the_references(article: Article, writer: User) -> None:
    few, much = many(10), many(200)
    assert queries(lambda: checking.report(article, few)) == queries(
        lambda: checking.report(article, much)
    )
    assert queries(lambda: checking.report(article, much)) <= 8


def test_checks_change_nothing(article: Article, writer: User) -> None:
    write(article, writer)
    before = drafting.freeze(article)
    with CaptureQueriesContext(connection) as asked:
        checking.report(article, before)
    assert all(query["sql"].lstrip().startswith("SELECT") for query in asked.captured_queries)
