"""A source's address and notices are checked at a press, and a new address is taken over."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone
from django_q.models import Failure, OrmQ, Schedule, Success

from articles.models import Job, Source
from tests.articles.admin.browser import messages, signed_in
from tests.factories import SourceFactory

LIST = "admin:articles_source_changelist"


def page(source: Source) -> str:
    return reverse("admin:articles_source_change", args=[source.pk])


def taking_over(source: Source) -> str:
    return reverse("admin:articles_source_take_over", args=[source.pk])


@pytest.fixture
def moved(db: None) -> Source:
    """A source whose address has moved for good."""
    return SourceFactory(
        url="https://example.org/old",
        link_status="moved",
        link_detail="It has moved for good.",
        link_moved_to="https://example.org/new",
        link_checked_at=timezone.now(),
    )


@pytest.mark.parametrize(
    ("action", "kind"), [("check_links", "check-links"), ("check_notices", "check-notices")]
)
def test_action_starts_a_job_and_leads_to_its_progress(
    writer: User, action: str, kind: str
) -> None:
    works = [SourceFactory(url="https://example.org/") for _ in range(2)]
    SourceFactory()
    act = {"action": action, "_selected_action": [work.pk for work in works]}
    response = signed_in(writer).post(reverse(LIST), act, follow=True)
    job = Job.objects.get()
    assert response.redirect_chain[-1][0] == reverse("admin:articles_job_change", args=[job.pk])
    assert (job.kind, job.total, job.started_by) == (kind, 2, writer)
    assert "Waiting for a worker" in response.content.decode()


def test_nothing_that_can_be_checked_starts_no_job(writer: User) -> None:
    work = SourceFactory(doi="")
    for action in ("check_links", "check_notices"):
        act = {"action": action, "_selected_action": [work.pk]}
        response = signed_in(writer).post(reverse(LIST), act, follow=True)
        assert "There is nothing to do." in messages(response)
    assert not Job.objects.exists()


def test_who_may_not_change_sources_checks_none(reviewer: User) -> None:
    work = SourceFactory(url="https://example.org/")
    act = {"action": "check_links", "_selected_action": [work.pk]}
    client = signed_in(reviewer)
    client.post(reverse(LIST), act)
    assert "Check these links now" not in client.get(reverse(LIST)).content.decode()
    assert not Job.objects.exists()


def test_page_offers_the_new_address(moved: Source, writer: User) -> None:
    client = signed_in(writer)
    shown = client.get(page(moved)).content.decode()
    assert f'formaction="{taking_over(moved)}"' in shown
    assert "Moved (checked on" in shown
    response = client.post(taking_over(moved), follow=True)
    moved.refresh_from_db()
    assert moved.url == "https://example.org/new"
    assert "The address is now https://example.org/new" in messages(response)
    assert "formaction" not in response.content.decode()


def test_page_says_what_is_not_known(writer: User) -> None:
    never = SourceFactory(url="https://example.org/")
    assert "Not checked yet." in signed_in(writer).get(page(never)).content.decode()
    silent = SourceFactory(
        url="https://example.org/2",
        link_detail="The server answered 403, which tells nothing.",
        link_checked_at=timezone.now(),
    )
    assert "Not known (checked on" in signed_in(writer).get(page(silent)).content.decode()


def test_new_address_that_is_gone_meanwhile_is_said_so(moved: Source, writer: User) -> None:
    client = signed_in(writer)
    client.post(taking_over(moved))
    assert "No new address is known" in messages(client.post(taking_over(moved), follow=True))


def test_taking_over_is_a_press_of_those_who_may(
    moved: Source, writer: User, reviewer: User, outsider: User
) -> None:
    assert signed_in(writer).get(taking_over(moved)).status_code == 405
    for person in (reviewer, outsider):
        assert signed_in(person).post(taking_over(moved)).status_code == 403
    missing = reverse("admin:articles_source_take_over", args=[987])
    assert signed_in(writer).post(missing).status_code == 404
    moved.refresh_from_db()
    assert moved.url == "https://example.org/old"


@pytest.mark.parametrize("model", [Schedule, Failure])
def test_queue_is_read_by_superusers_alone(superuser: User, editor: User, model: Any) -> None:
    listed = reverse(f"admin:django_q_{model._meta.model_name}_changelist")
    assert signed_in(superuser).get(listed).status_code == 200
    assert signed_in(editor).get(listed).status_code == 403


def test_schedule_is_shown_and_not_changed(superuser: User) -> None:
    schedule = Schedule.objects.get(name="link check")
    shown = reverse("admin:django_q_schedule_change", args=[schedule.pk])
    client = signed_in(superuser)
    assert "articles.link_check.check_all" in client.get(shown).content.decode()
    assert client.post(shown, {"func": "os.system"}).status_code == 403


@pytest.mark.parametrize("model", [OrmQ, Success])
def test_rest_of_the_queue_has_no_pages(superuser: User, model: Any) -> None:
    address = f"/admin/django_q/{model._meta.model_name}/"
    assert signed_in(superuser).get(address).status_code == 404
