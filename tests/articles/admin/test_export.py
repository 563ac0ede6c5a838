"""Any list of the desk as a file for a spreadsheet: all of it, and harmless."""

import csv
import io
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.safestring import mark_safe
from hypothesis import given
from hypothesis import strategies as st

from articles.admin.export import FORMULA, cell
from articles.models import Article, Edition, Enquiry, Source, Topic
from tests.articles.admin.browser import signed_in
from tests.articles.admin.test_pages import LIBRARY
from tests.articles.admin.test_pages import fill as fill_library
from tests.factories import ArticleFactory, SourceFactory, write


def export(who: User, model: Any, **query: str) -> Any:
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_export"
    return signed_in(who).get(reverse(name), query)


def rows(response: Any) -> list[list[str]]:
    assert response.status_code == 200
    text = response.getvalue().decode()
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def test_list_of_articles_is_exported_with_its_columns(edition: Edition, editor: User) -> None:
    header, line = rows(export(editor, Article))
    assert header == [
        *("Article", "Status", "Topic", "Live edition"),
        *("Scheduled for", "Review due", "Last saved"),
    ]
    values = dict(zip(header, line, strict=True))
    assert values["Article"] == edition.title
    assert (values["Status"], values["Live edition"]) == ("Published", "1")
    assert values["Review due"] == str(edition.review.due_on)
    assert datetime.fromisoformat(values["Last saved"]).tzinfo
    assert values["Scheduled for"] == ""


def test_file_is_named_after_list_and_day(edition: Edition, editor: User) -> None:
    response = export(editor, Article)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"].startswith('attachment; filename="articles-20')


def test_what_is_exported_is_what_the_list_shows(
    edition: Edition, article: Article, writer: User, editor: User
) -> None:
    write(article, writer, title="What is a draft?")
    assert [line[0] for line in rows(export(editor, Article, status="draft"))[1:]] == [
        "What is a draft?"
    ]
    assert len(rows(export(editor, Article, q="examples happen"))) == 2
    assert len(rows(export(editor, Article, q="nothing of the kind"))) == 1
    ordered = [line[0] for line in rows(export(editor, Article, o="-1"))[1:]]
    assert ordered == [edition.title, "What is a draft?"]


def test_all_pages_are_exported(writer: User, editor: User) -> None:
    for _ in range(60):
        ArticleFactory(created_by=writer)
    assert len(rows(export(editor, Article, p="2"))) == 61
    assert len(rows(export(editor, Article, p="99999"))) == 61


def test_list_links_to_its_file(edition: Edition, editor: User) -> None:
    page = signed_in(editor).get("/admin/articles/article/?status=draft&q=a")
    assert 'href="/admin/articles/article/export/?status=draft&amp;q=a"' in page.text


def test_choices_are_written_in_words(editor: User) -> None:
    SourceFactory(type=Source.Type.BOOK)
    assert "Book" in rows(export(editor, Source))[1]


def test_formula_is_made_harmless(editor: User) -> None:
    Enquiry.objects.create(body="A fault.", name='=HYPERLINK("http://evil.example")')
    assert rows(export(editor, Enquiry))[1][2] == '\'=HYPERLINK("http://evil.example")'


@given(st.text())
def test_no_cell_is_a_formula(text: str) -> None:
    written = cell(text)
    assert not written.startswith(FORMULA)
    assert written in {text, f"'{text}"}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, ""),
        (True, "yes"),
        (False, "no"),
        (-5, "-5"),
        (date(2026, 3, 1), "2026-03-01"),
        (datetime(2026, 7, 1, 12, tzinfo=UTC), "2026-07-01T13:00:00+01:00"),
        (mark_safe('<a href="/x/">=1+1</a>'), "'=1+1"),
        ("<b>stays</b>", "<b>stays</b>"),
        ("\t=1", "'\t=1"),
        ("＝1", "'＝1"),
    ],
)
def test_value_is_written_for_a_spreadsheet(value: Any, expected: str) -> None:
    assert cell(value) == expected


def test_queries_do_not_grow(
    writer: User, editor: User, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(editor)
    write(ArticleFactory(), writer)
    address = reverse("admin:articles_article_export")
    with django_assert_max_num_queries(11) as few:
        client.get(address).getvalue()
    for _ in range(20):
        write(ArticleFactory(), writer)
    with django_assert_num_queries(len(few)):
        client.get(address).getvalue()


@pytest.mark.parametrize("model", LIBRARY, ids=lambda model: model.__name__)
def test_ladder(
    writer: User, reviewer: User, editor: User, superuser: User, outsider: User, model: Any
) -> None:
    fill_library(writer, reviewer, editor)
    assert len(rows(export(superuser, model))) > 1
    assert export(outsider, model).status_code == 403
    address = reverse(f"admin:articles_{model._meta.model_name}_export")
    assert signed_in(superuser).post(address).status_code == 405
    query = {"q": "\0", "o": "99", "e": "1"}
    assert signed_in(superuser).get(address, query).status_code == 200


@pytest.mark.parametrize("query", [{"nonsense": "x"}, {"topic__id__exact": "\0"}, {"id": "x"}])
def test_query_that_the_list_refuses_leads_back_to_it(
    edition: Edition, editor: User, query: dict[str, str]
) -> None:
    response = export(editor, Article, **query)
    assert response.status_code == 302
    assert response["Location"] == "/admin/articles/article/?e=1"


def test_every_list_of_ours_has_its_file() -> None:
    ours = [
        model_admin
        for model, model_admin in admin.site._registry.items()
        if type(model_admin).__module__.startswith("articles.")
    ]
    assert len(ours) > 15
    for model_admin in ours:
        opts: Any = model_admin.opts
        reverse(f"admin:{opts.app_label}_{opts.model_name}_export")


def test_staff_is_exported_for_superusers_alone(superuser: User, editor: User) -> None:
    assert any("admin" in line for line in rows(export(superuser, User)))
    assert export(editor, User).status_code == 403
    assert export(editor, Topic).status_code == 200
