"""The retraction watch: what is found is kept and told once, and silence is never good news."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.utils import timezone
from django_q.models import OrmQ

from articles import asking, publishing, watching
from articles.asking import Answer
from articles.models import Article, Edition, Notice, NoticeAnswer, Source
from articles.sources.notices import Found
from tests.articles.answering import Servers
from tests.articles.refusals import refused
from tests.factories import SourceFactory, UserFactory, approved, published, text, write

RETRACTED = "notices-crossref-retracted.json"
FINE = "notices-crossref-fine.json"
PUBMED = "notices-pubmed.xml"


def source(**values: Any) -> Source:
    return SourceFactory(**{"doi": "", "pmid": ""} | values)


def kinds(of: Source) -> list[str]:
    return sorted(of.notices.values_list("kind", flat=True))


def cited(edition: Edition) -> Source:
    """A source that the edition cites."""
    return edition.sources.order_by("pk")[0]


def notice(of: Source, kind: str = "retraction", **values: Any) -> Notice:
    return Notice.objects.create(source=of, kind=kind, found_at=timezone.now(), **values)


def test_notices_of_a_doi_are_kept(servers: Servers, db: None) -> None:
    servers.says("api.crossref.org", RETRACTED)
    found = source(doi="10.1000/example.retracted")
    watching.watch()
    found.refresh_from_db()
    assert kinds(found) == ["correction", "expression-of-concern", "retraction"]
    assert found.notices_checked_at is not None
    assert found.notices_failure == ""
    assert servers.visits == ["GET https://api.crossref.org/works/10.1000%2Fexample.retracted"]


def test_notices_of_pmids_are_asked_for_together(servers: Servers, db: None) -> None:
    servers.says("eutils.ncbi.nlm.nih.gov", PUBMED)
    works = [source(pmid=pmid) for pmid in ("1001", "1002", "1003")]
    watching.watch()
    assert [kinds(work) for work in works] == [
        ["correction", "expression-of-concern", "retraction"],
        [],
        ["retraction"],
    ]
    assert len(servers.visits) == 1
    assert servers.visits[0].endswith("db=pubmed&retmode=xml&id=1001,1002,1003")


def test_notice_found_by_both_and_again_stays_one_row(servers: Servers, db: None) -> None:
    servers.says("api.crossref.org", RETRACTED)
    servers.says("eutils.ncbi.nlm.nih.gov", PUBMED)
    work = source(doi="10.1000/example.retracted", pmid="1001")
    for _ in range(3):
        watching.watch()
        Source.objects.update(notices_checked_at=None)
    assert kinds(work) == ["correction", "expression-of-concern", "retraction"]


def test_library_that_holds_the_notice_learns_of_the_work_that_it_is_about(
    servers: Servers, db: None
) -> None:
    servers.says("api.crossref.org", "notices-crossref-is-a-notice.json", FINE)
    the_notice = source(doi="10.1000/notice.retraction")
    work = source(doi="10.1000/example.retracted")
    watching.watch()
    assert kinds(the_notice) == []
    assert kinds(work) == ["retraction"]


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (404, "Crossref does not know this DOI."),
        (429, "Crossref was busy (it answered 429)."),
        (503, "Crossref was busy (it answered 503)."),
        (httpx.Response(200, text="<html>"), "Crossref’s answer was not understood."),
        (httpx.ConnectTimeout("slow"), "Crossref could not be asked"),
        (httpx.ConnectError("away"), "Crossref could not be asked"),
    ],
)
def test_who_cannot_tell_is_never_taken_for_good_news(
    servers: Servers, db: None, answer: Any, told: str
) -> None:
    servers.says("api.crossref.org", answer)
    earlier = timezone.now() - timedelta(days=3)
    work = source(doi="10.1000/example.fine", notices_checked_at=earlier)
    watching.watch()
    work.refresh_from_db()
    assert told in work.notices_failure
    assert work.notices_checked_at == earlier


def test_failure_is_forgotten_when_an_answer_comes(servers: Servers, db: None) -> None:
    servers.says("api.crossref.org", 503, FINE)
    work = source(doi="10.1000/example.fine")
    for _ in range(2):
        watching.watch()
    work.refresh_from_db()
    assert (work.notices_failure, work.notices_checked_at is None) == ("", False)


def test_what_one_service_found_is_kept_although_the_other_is_silent(
    servers: Servers, db: None
) -> None:
    servers.says("eutils.ncbi.nlm.nih.gov", PUBMED)
    work = source(doi="10.1000/example.retracted", pmid="1001")
    watching.watch()
    work.refresh_from_db()
    assert "retraction" in kinds(work)
    assert work.notices_checked_at is None
    assert "Crossref" in work.notices_failure


def test_work_that_pubmed_does_not_give_is_unknown(servers: Servers, db: None) -> None:
    servers.says("eutils.ncbi.nlm.nih.gov", PUBMED)
    work = source(pmid="999")
    watching.watch()
    work.refresh_from_db()
    assert work.notices_failure == "PubMed does not know this PMID."
    assert work.notices_checked_at is None


def test_silent_service_is_left_alone_and_all_its_works_are_unknown(
    servers: Servers, db: None
) -> None:
    for number in range(20):
        source(doi=f"10.1000/example.{number}")
    watching.watch()
    assert len(servers.visits) == asking.PATIENCE
    assert Source.objects.exclude(notices_failure="").count() == 20


def test_source_without_identifier_is_not_asked_about(servers: Servers, db: None) -> None:
    source(url="https://example.org/")
    watching.watch()
    assert servers.visits == []


def test_work_asked_about_lately_is_passed_over(servers: Servers, db: None) -> None:
    source(doi="10.1000/example.fine", notices_checked_at=timezone.now())
    watching.watch()
    assert servers.visits == []


def test_round_goes_on_in_shifts_where_it_was(servers: Servers, db: None, settings: Any) -> None:
    settings.SHIFT_SECONDS = -1
    servers.says("api.crossref.org", FINE)
    works = [source(doi=f"10.1000/example.{number}") for number in range(3)]
    watching.watch()
    assert len(servers.visits) == 1
    order = OrmQ.objects.get()
    assert (order.func(), order.args()) == ("articles.watching.watch", (works[0].pk,))
    watching.watch(*order.args())
    assert [visit[-1] for visit in servers.visits] == ["0", "1"]


def test_editors_are_mailed_once_about_what_concerns_an_article(
    edition: Edition, editor: User, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    UserFactory(groups=["Editor"], email="second@example.org")
    UserFactory(groups=["Editor"], email="gone@example.org", is_active=False)
    notice(cited(edition), url="https://doi.org/10.1000/notice")
    notice(source())
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            watching.tell()
    (sent,) = mail.outbox
    assert sent.to == ["editor@example.org", "second@example.org"]
    assert sent.subject == "1 notice about sources of our articles"
    row = Notice.objects.get(source=cited(edition))
    assert f"/admin/articles/notice/{row.pk}/answer/{edition.article.pk}/" in str(sent.body)
    assert not Notice.objects.filter(told_at=None).exists()


def test_nothing_new_is_no_mail(
    edition: Edition, editor: User, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        watching.tell()
    assert mail.outbox == []


def test_notice_waits_for_an_answer_for_each_article(
    edition: Edition, writer: User, reviewer: User, editor: User
) -> None:
    work = cited(edition)
    second = published(writer, reviewer, editor, references=edition.revision.content.references)
    found = notice(work)
    assert list(watching.unanswered(edition.article)) == [found]
    watching.answer(found, edition.article, reason="Cited as such.", by=editor)
    assert not watching.unanswered(edition.article).exists()
    assert list(watching.unanswered(second.article)) == [found]
    assert list(Notice.objects.unanswered()) == [found]
    watching.answer(found, second.article, reason="Here too.", by=editor)
    assert not Notice.objects.unanswered().exists()


def test_source_taken_out_of_the_draft_is_still_cited_in_public(
    edition: Edition, writer: User, reviewer: User, editor: User
) -> None:
    found = notice(cited(edition))
    write(edition.article, writer, text())
    assert list(watching.unanswered(edition.article)) == [found]
    approved(edition.article, writer, reviewer)
    publishing.publish(edition.article, revision=3, by=editor)
    assert not watching.unanswered(edition.article).exists()


def test_source_of_a_draft_alone_concerns_it(article: Article, writer: User) -> None:
    write(article, writer)
    found = notice(article.sources.order_by("pk")[0])
    (concern,) = watching.concerns([found])
    assert (concern.article, concern.is_live, concern.answer) == (article, False, None)


@pytest.mark.parametrize("reason", ["", " \n"])
def test_answer_needs_a_reason(edition: Edition, editor: User, reason: str) -> None:
    with refused("no-reason"):
        watching.answer(notice(cited(edition)), edition.article, reason=reason, by=editor)
    assert not NoticeAnswer.objects.exists()


def test_answer_is_an_editors(edition: Edition, writer: User, reviewer: User) -> None:
    for person in (writer, reviewer):
        with refused("not-allowed"):
            watching.answer(notice(cited(edition)), edition.article, reason="So.", by=person)
        Notice.objects.all().delete()


def test_notice_is_answered_once(edition: Edition, editor: User) -> None:
    found = notice(cited(edition))
    watching.answer(found, edition.article, reason="So.", by=editor)
    with refused("answered"):
        watching.answer(found, edition.article, reason="So again.", by=editor)


def test_article_that_does_not_cite_the_source_has_nothing_to_answer(
    edition: Edition, editor: User
) -> None:
    with refused("not-concerned"):
        watching.answer(notice(source()), edition.article, reason="So.", by=editor)


def test_what_is_grave_and_unanswered_waits_for_the_editors(edition: Edition, editor: User) -> None:
    first, second = edition.sources.order_by("pk")
    retraction = notice(first)
    answered = notice(second, "expression-of-concern")
    notice(second, "correction")
    watching.answer(answered, edition.article, reason="So.", by=editor)
    assert list(Notice.objects.grave().unanswered()) == [retraction]


def test_queries_for_what_they_concern_do_not_grow(
    writer: User,
    reviewer: User,
    editor: User,
    django_assert_num_queries: Callable[..., Any],
) -> None:
    for _ in range(2):
        for _ in range(3):
            for work in published(writer, reviewer, editor).sources.all():
                notice(work)
        with django_assert_num_queries(4):
            concerned = watching.concerns(Notice.objects.grave().unanswered())
    assert len(concerned) == 12


def test_identifier_that_two_watchers_store_at_once_is_one_row(edition: Edition) -> None:
    found = Answer([Found("retraction", "10.1000/notice")])
    assert len(watching.keep(cited(edition), found)) == 1
    assert watching.keep(cited(edition), found) == []


def test_answer_about_identifiers_that_were_changed_meanwhile_is_dropped(db: None) -> None:
    asked = source(doi="10.1000/wrong")
    Source.objects.update(doi="10.1000/right")
    assert watching.keep(asked, Answer([Found("retraction", "10.1000/notice")])) == []
    assert not Notice.objects.exists()
    assert Source.objects.get().notices_checked_at is None


def test_personal_text_goes_from_answers_too(edition: Edition, editor: User) -> None:
    reason = "Dr Jane Example told us so."
    watching.answer(notice(cited(edition)), edition.article, reason=reason, by=editor)
    publishing.redact(edition.article, text="Jane Example", reason="Asked.", by=editor)
    assert NoticeAnswer.objects.get().reason == "Dr […] told us so."
