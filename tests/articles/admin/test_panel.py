"""The editorial checks beside the form: on the text as it is typed, and waived with a reason."""

from dataclasses import replace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import checking, drafting
from articles.admin.panel import Group
from articles.models import Article, Revision, Waiver
from tests.articles.admin.browser import CITE, fields, messages, page, signed_in
from tests.factories import UserFactory, text, write

NEW = reverse("admin:articles_article_add")
SURE = "<p>Cramps are always harmless.</p>"


def address(verb: str, *args: int) -> str:
    return reverse(f"admin:articles_article_{verb}", args=args)


def typed(client: Client, article: Article, **changes: Any) -> Any:
    """What the panel answers to the article's form with these changes typed into it."""
    form = fields(client.get(page(article))) | changes
    return client.post(address("check", article.pk), form)


def words(html: str) -> str:
    return " ".join(BeautifulSoup(html, "html.parser").get_text(" ").split())


def test_page_shows_the_checks_without_script(written: Article, editor: User) -> None:
    soup = BeautifulSoup(signed_in(editor).get(page(written)).content, "html.parser")
    panel = soup.select_one("#checks")
    assert panel is not None
    assert "0 must fix" in panel.get_text()
    assert "References 2" in " ".join(panel.get_text(" ").split())


def test_panel_follows_what_is_typed_and_stores_nothing(written: Article, editor: User) -> None:
    answer = typed(
        signed_in(editor), written, body=f"<p>New.{CITE.format('nobody1999')}</p>"
    ).json()
    assert "1 must fix" in answer["total"]
    assert "nobody1999" in words(answer["html"])
    assert Revision.objects.filter(article=written).count() == 1
    written.refresh_from_db()
    assert "New." not in written.body


def test_finding_leads_to_its_place(written: Article, editor: User) -> None:
    answer = typed(signed_in(editor), written, title=" ").json()
    link = BeautifulSoup(answer["html"], "html.parser").select_one('a[data-place="title"]')
    assert link is not None
    assert link["href"] == "#id_title"


def test_references_are_told_their_number_and_their_marks(written: Article, editor: User) -> None:
    body = f"<p>One.{CITE.format('second2020')}</p>"
    uses = typed(signed_in(editor), written, key_points="", body=body).json()["uses"]
    assert uses["second2020"]["number"] == 1
    assert uses["second2020"]["words"] == "Cited 2 times"
    assert uses["first2020"]["words"] == "Cited 1 time"
    assert uses["first2020"]["printed"].startswith("Example A.")


def test_many_findings_alike_are_told_by_the_first_dozen() -> None:
    findings = [{"code": "bare-url"}] * 40 + [{"code": "spelling"}]
    group = Group("warning", "Look at", "?", findings)
    assert [finding["code"] for finding in group.shown] == ["bare-url"] * 12 + ["spelling"]
    assert group.left_out == 28


def test_new_article_is_checked_before_its_first_save(writer: User) -> None:
    client = signed_in(writer)
    sent = fields(client.get(NEW)) | {"title": "Why yawn?", "body": "<p>Nobody knows</p>"}
    answer = client.post(address("check"), sent)
    assert answer.status_code == 200
    assert "must fix" in answer.json()["total"]
    assert not Article.objects.exists()


def test_half_filled_rows_are_read_as_far_as_they_go(written: Article, editor: User) -> None:
    changes = {
        "faqs-TOTAL_FORMS": "3",
        "faqs-2-question": "Only a question",
        "references-TOTAL_FORMS": "3",
        "references-2-key": "only-a-key",
        "references-1-source": "",
        "bylines-0-author": "987654",
        "slug": "",
    }
    answer = typed(signed_in(editor), written, **changes)
    assert answer.status_code == 200
    assert "Name at least one author" in words(answer.json()["html"])


@pytest.mark.parametrize("odd", ["\0", "x" * 20_000, "-1", "9" * 30, "<" * 5000])
def test_odd_input_is_never_a_crash(written: Article, editor: User, odd: str) -> None:
    client = signed_in(editor)
    form = fields(client.get(page(written)))
    assert client.post(address("check", written.pk), dict.fromkeys(form, odd)).status_code == 200
    assert client.post(address("check", written.pk), {}).status_code == 200


def test_typed_text_comes_back_escaped(written: Article, editor: User) -> None:
    hostile = "<script>alert(1)</script>"
    answer = typed(signed_in(editor), written, **{"references-1-key": hostile, "title": hostile})
    assert hostile not in answer.json()["html"]


def test_ladder_of_the_panel(written: Article, editor: User, reviewer: User) -> None:
    check = address("check", written.pk)
    assert signed_in(editor).get(check).status_code == 405
    assert signed_in(editor).post(address("check", 987_654)).status_code == 404
    assert signed_in(reviewer).post(check).status_code == 403
    assert signed_in(reviewer).post(address("check")).status_code == 403
    assert signed_in(UserFactory()).post(check).status_code == 403
    assert Client().post(check).status_code == 302
    guarded = Client(enforce_csrf_checks=True)
    guarded.force_login(editor)
    assert guarded.post(check).status_code == 403


def test_queries_do_not_grow_with_the_references(
    article: Article, writer: User, editor: User
) -> None:
    write(article, writer)
    few = queries(signed_in(editor), article, "A first summary.")
    write_more_references(article, writer)
    assert queries(signed_in(editor), article, "A second summary.") == few


def queries(client: Client, article: Article, summary: str) -> list[int]:
    """How many it takes to show the form, to check it, and to save it."""
    form = fields(client.get(page(article))) | {"summary": f"<p>{summary}</p>"}
    counted = []
    for request in (
        lambda: client.get(page(article)),
        lambda: client.post(address("check", article.pk), form),
        lambda: client.post(page(article), form),
    ):
        with CaptureQueriesContext(connection) as context:
            request()
        counted.append(len(context))
    return counted


def write_more_references(article: Article, writer: User) -> None:
    newest = drafting.newest(article)
    assert newest is not None
    more = [
        replace(reference, key=f"more{number}", further_reading=True)
        for number in range(5)
        for reference in text().references[:1]
    ]
    references = [*newest.content.references, *more]
    write(article, writer, replace(newest.content, references=references))


@pytest.fixture
def doubtful(article: Article, writer: User) -> Article:
    """An article that is too sure of something."""
    write(article, writer, summary=SURE)
    return article


def finding(article: Article) -> dict[str, Any]:
    """The first finding that may be waived."""
    newest = drafting.newest(article)
    assert newest is not None
    found = checking.report(article, newest.content)["findings"]
    return next(each for each in found if each["severity"] != "error" and not each["waiver"])


def waive(client: Client, article: Article, **changes: Any) -> Any:
    """Press the panel's button on the first finding."""
    soup = BeautifulSoup(client.get(page(article)).content, "html.parser")
    form = soup.select_one(f'form[action="{address("waive", article.pk)}"]')
    assert form is not None
    sent = {str(each["name"]): str(each["value"]) for each in form.select("input[name]")}
    sent |= {"reason": "The guideline says so."} | changes
    return client.post(address("waive", article.pk), sent, follow=True)


def test_warning_is_waived_with_a_reason_and_shown_with_it(doubtful: Article, editor: User) -> None:
    client = signed_in(editor)
    response = waive(client, doubtful)
    assert "Waived." in messages(response)
    waiver = Waiver.objects.get()
    assert (waiver.article, waiver.waived_by) == (doubtful, editor)
    shown = words(response.content.decode())
    assert f"Waived by {editor.get_full_name()}: The guideline says so." in shown


def test_waiver_needs_a_reason(doubtful: Article, editor: User) -> None:
    response = waive(signed_in(editor), doubtful, reason="  ")
    assert "reason" in messages(response).lower()
    assert not Waiver.objects.exists()


@pytest.mark.parametrize(
    "forged",
    [
        {"code": "no-title"},
        {"code": "\0"},
        {"text_hash": "0" * 64},
        {"text_hash": "x" * 5000},
        {"reason": "x" * 5000},
    ],
)
def test_forged_waiver_is_refused_in_words(
    doubtful: Article, editor: User, forged: dict[str, str]
) -> None:
    assert messages(waive(signed_in(editor), doubtful, **forged))
    assert not Waiver.objects.exists()


def test_waiver_is_taken_back(doubtful: Article, editor: User) -> None:
    client = signed_in(editor)
    waive(client, doubtful)
    sent = {"waiver": Waiver.objects.get().pk}
    response = client.post(address("unwaive", doubtful.pk), sent, follow=True)
    assert "taken back" in messages(response)
    assert not Waiver.objects.exists()


@pytest.mark.parametrize("odd", ["", "\0", "x", "9" * 30])
def test_unknown_waiver_is_never_a_crash(doubtful: Article, editor: User, odd: str) -> None:
    sent = {"waiver": odd}
    response = signed_in(editor).post(address("unwaive", doubtful.pk), sent, follow=True)
    assert response.status_code == 200


def test_waiver_of_another_article_is_not_taken_back(
    doubtful: Article, editor: User, writer: User
) -> None:
    client = signed_in(editor)
    waive(client, doubtful)
    other = Article.objects.create(slug="other", created_by=writer)
    sent = {"waiver": Waiver.objects.get().pk}
    client.post(address("unwaive", other.pk), sent)
    assert Waiver.objects.exists()


def test_only_saved_text_can_be_waived(doubtful: Article, editor: User) -> None:
    client = signed_in(editor)
    unchanged = typed(client, doubtful).json()["html"]
    changed = typed(client, doubtful, title="Another title").json()["html"]
    form = f'action="{address("waive", doubtful.pk)}"'
    assert form in unchanged
    assert form not in changed


@pytest.mark.parametrize("verb", ["waive", "unwaive"])
def test_ladder_of_waiving(doubtful: Article, editor: User, reviewer: User, verb: str) -> None:
    at = address(verb, doubtful.pk)
    assert signed_in(editor).get(at).status_code == 405
    assert signed_in(editor).post(address(verb, 987_654)).status_code == 404
    assert signed_in(reviewer).post(at).status_code == 403
    assert Client().post(at).status_code == 302


def test_reviewer_reads_the_checks_and_waives_nothing(doubtful: Article, reviewer: User) -> None:
    shown = signed_in(reviewer).get(page(doubtful)).content.decode()
    assert "Editorial checks" in shown
    assert address("waive", doubtful.pk) not in shown
