from datetime import timedelta

from django.contrib.auth.models import User
from django.utils import timezone
from django_q.models import OrmQ

from articles import tidying
from articles.models import Article, Job, MissedQuery, Presence, Upload

NOW = timezone.now()


def job(by: User, **values: object) -> Job:
    made = Job.objects.create(kind=Job.Kind.IMPORT, title="Work", entries=[{}], started_by=by)
    Job.objects.filter(pk=made.pk).update(**values)
    return made


def test_what_nobody_needs_any_more_goes(writer: User, article: Article) -> None:
    kept = [
        job(writer, finished_at=NOW - timedelta(days=80)),
        job(writer),
    ]
    job(writer, finished_at=NOW - timedelta(days=100))
    old, new = (Upload.objects.create(name="a", data=b"", uploaded_by=writer) for _ in "ab")
    Upload.objects.filter(pk=old.pk).update(uploaded_at=NOW - timedelta(days=8))
    Presence.objects.create(article=article, user=writer, seen_at=NOW - timedelta(days=2))
    tidying.tidy(NOW)
    assert set(Job.objects.all()) == set(kept)
    assert list(Upload.objects.all()) == [new]
    assert not Presence.objects.exists()


def test_who_is_at_a_form_now_stays_there(writer: User, article: Article) -> None:
    Presence.objects.create(article=article, user=writer, seen_at=NOW)
    tidying.tidy(NOW)
    assert Presence.objects.exists()


def test_work_that_was_left_lying_is_ordered_once_more(writer: User) -> None:
    left = job(writer, created_at=NOW - timedelta(days=2))
    job(writer)
    job(writer, created_at=NOW - timedelta(days=2), finished_at=NOW)
    tidying.tidy(NOW)
    assert [order.args() for order in OrmQ.objects.all()] == [(left.pk,)]


def test_search_in_vain_of_long_ago_is_forgotten(db: None) -> None:
    day = timezone.localdate(NOW)
    MissedQuery.objects.create(words="lately", last_on=day)
    MissedQuery.objects.create(words="long ago", last_on=day - timedelta(days=60))
    tidying.tidy(NOW)
    assert MissedQuery.objects.get().words == "lately"
