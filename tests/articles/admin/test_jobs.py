"""The pages of jobs: how far they are, what came of them, and for whom."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Job
from tests.articles.admin.browser import signed_in


def job(by: User, **values: Any) -> Job:
    entries = [{"name": str(number)} for number in range(40)]
    values = {"kind": Job.Kind.IMPORT, "title": "Import 40", "entries": entries} | values
    return Job.objects.create(started_by=by, **values)


def page(job: Job) -> str:
    return reverse("admin:articles_job_change", args=[job.pk])


def progress(job: Job) -> str:
    return reverse("admin:articles_job_progress", args=[job.pk])


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({}, "Waiting for a worker: none of 40 done yet."),
        ({"done": 13, "failures": ["a.md: No."]}, "12 of 40 done, 1 could not be."),
        ({"done": 12}, "12 of 40 done."),
        ({"done": 40, "finished_at": timezone.now()}, "40 of 40 done."),
    ],
)
def test_page_says_how_far_the_job_is(writer: User, values: Any, told: str) -> None:
    row, client = job(writer, **values), signed_in(writer)
    shown = client.get(page(row)).content.decode()
    assert told in shown
    assert f'<progress max="40" value="{row.done}"' in shown
    assert client.get(progress(row)).json() == {
        "done": row.done,
        "text": told,
        "finished": row.finished_at is not None,
    }
    assert told in client.get(reverse("admin:articles_job_changelist")).content.decode()


def test_page_works_without_script_and_asks_no_more_when_it_is_finished(writer: User) -> None:
    row, client = job(writer), signed_in(writer)
    shown = client.get(page(row)).content.decode()
    assert f'<a href="{page(row)}">See how far it is now</a>' in shown
    assert f'data-progress-url="{progress(row)}"' in shown
    assert "http-equiv" not in shown
    Job.objects.update(finished_at=timezone.now(), done=40)
    finished = client.get(page(row)).content.decode()
    assert "See how far it is now" not in finished
    assert "data-progress-url" not in finished


def test_page_leads_to_what_was_made_and_names_what_was_not(writer: User, article: Article) -> None:
    made = [{"text": "One <b>example</b>", "model": "article", "pk": article.pk}]
    row = job(writer, done=2, made=made, failures=["a.md: <script>No</script>"])
    shown = signed_in(writer).get(page(row)).content.decode()
    address = reverse("admin:articles_article_change", args=[article.pk])
    assert f'<a href="{address}">One &lt;b&gt;example&lt;/b&gt;</a>' in shown
    assert "a.md: &lt;script&gt;No&lt;/script&gt;" in shown


def test_jobs_are_for_those_who_may_see_them(writer: User, reviewer: User, outsider: User) -> None:
    row = job(writer)
    for person, status in ((writer, 200), (reviewer, 200), (outsider, 403)):
        assert signed_in(person).get(page(row)).status_code == status
        assert signed_in(person).get(progress(row)).status_code == status
    client = signed_in(writer)
    assert client.post(progress(row)).status_code == 405
    assert client.get(reverse("admin:articles_job_progress", args=[987])).status_code == 404
    assert client.post(page(row), {"done": 40}).status_code == 403
    assert client.get(reverse("admin:articles_job_add")).status_code == 403


def test_progress_is_never_kept_by_a_browser(writer: User) -> None:
    answer = signed_in(writer).get(progress(job(writer)))
    assert "no-store" in answer.headers["Cache-Control"]


def test_visitor_is_sent_to_sign_in(client: Any, writer: User) -> None:
    row = job(writer)
    for address in (page(row), progress(row)):
        assert client.get(address).status_code == 302
