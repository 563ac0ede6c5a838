"""Long work: each entry is dealt with once, and what could not be says why."""

import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import OperationalError, transaction
from django_q.models import OrmQ

from articles import importing, jobs
from articles.findings import Finding, Refused
from articles.models import Article, Job, Manuscript, Source, Topic, Upload
from articles.models.job import Made
from tests.articles.answering import Servers
from tests.articles.refusals import refused
from tests.factories import SourceFactory, TopicFactory

TEXT = """# {}

What an example is.

## Causes

They have causes.[^1]

## References

[^1]: Example A. A study of examples. J Examples. 2020;3(2):100-10. doi: 10.1000/{}.
"""


def manuscript(title: str) -> tuple[str, bytes]:
    slug = title.lower().replace(" ", "-")
    return f"{slug}.md", TEXT.format(title, slug).encode()


def started(
    by: User, *files: tuple[str, bytes], topic: Topic | None = None, update: bool = False
) -> Job:
    entries = importing.put_by(files, by=by, topic=topic, update=update)
    return jobs.start(Job.Kind.IMPORT, title="Import", entries=entries, by=by)


def test_job_is_queued_with_its_row_and_waits(writer: User) -> None:
    job = started(writer, manuscript("One example"))
    order = OrmQ.objects.get()
    assert (order.func(), order.args()) == ("articles.jobs.run", (job.pk,))
    assert (job.done, job.finished_at) == (0, None)


def test_entries_are_dealt_with_one_by_one(writer: User) -> None:
    topic = TopicFactory()
    job = started(writer, manuscript("One example"), manuscript("Two examples"), topic=topic)
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.done, job.failures) == (2, [])
    assert job.finished_at is not None
    assert [made["text"].partition(",")[0] for made in job.made] == [
        "One example: revision 1",
        "Two examples: revision 1",
    ]
    assert [made["pk"] for made in job.made] == list(
        Article.objects.order_by("pk").values_list("pk", flat=True)
    )
    assert {article.topic for article in Article.objects.all()} == {topic}
    assert not Upload.objects.exists()


def test_what_cannot_be_done_says_why_and_holds_up_nothing(writer: User) -> None:
    job = started(
        writer,
        ("picture.pdf", b"%PDF"),
        manuscript("One example"),
        ("again.md", TEXT.format("One example", "other").encode()),
        ("empty.txt", b""),
    )
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.done, len(job.made)) == (4, 1)
    assert job.failures == [
        "picture.pdf: Only .txt, .md, .docx and .html files are read.",
        "again.md: There is an article at one-example already. Import it as an update (--update)"
        " to add a revision to it.",
        "empty.txt: The file is empty.",
    ]
    assert (Article.objects.count(), Manuscript.objects.count()) == (1, 1)


def test_same_words_again_change_nothing(writer: User) -> None:
    for _ in range(2):
        job = started(writer, manuscript("One example"))
        jobs.run(job.pk)
    job.refresh_from_db()
    assert "nothing changed" in job.made[0]["text"]
    assert Article.objects.count() == 1


def test_update_adds_a_revision(writer: User) -> None:
    jobs.run(started(writer, manuscript("One example")).pk)
    again = ("again.md", TEXT.format("One example", "other").encode())
    job = started(writer, again, update=True)
    jobs.run(job.pk)
    job.refresh_from_db()
    assert job.made[0]["text"].startswith("One example: revision 2")


def test_topic_that_is_gone_meanwhile_is_none(writer: User) -> None:
    topic = TopicFactory()
    job = started(writer, manuscript("One example"), topic=topic)
    topic.delete()
    jobs.run(job.pk)
    assert Article.objects.get().topic is None


def test_file_that_is_no_longer_kept_is_said_so(writer: User) -> None:
    job = started(writer, manuscript("One example"))
    Upload.objects.all().delete()
    jobs.run(job.pk)
    job.refresh_from_db()
    assert job.failures == ["one-example.md: The file is no longer kept. Send it once more."]


def test_permission_is_asked_again_when_the_work_is_done(writer: User) -> None:
    job = started(writer, manuscript("One example"))
    writer.groups.clear()
    jobs.run(job.pk)
    job.refresh_from_db()
    assert "may not add articles" in job.failures[0]
    assert not Article.objects.exists()


def test_who_may_not_do_the_work_may_not_start_it(reviewer: User, outsider: User) -> None:
    for person in (reviewer, outsider):
        for kind in Job.Kind.values:
            with refused("not-allowed"):
                jobs.start(kind, title="Work", entries=[{"name": "a"}], by=person)
    assert not Job.objects.exists()
    assert not OrmQ.objects.exists()


def test_nothing_and_too_much_are_refused(writer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "MOST_ENTRIES", 2)
    with refused("nothing-to-do"):
        jobs.start(Job.Kind.IMPORT, title="Work", entries=[], by=writer)
    with refused("too-much"):
        jobs.start(Job.Kind.IMPORT, title="Work", entries=[{"name": "a"}] * 3, by=writer)


def test_finished_job_is_not_done_again(writer: User) -> None:
    job = started(writer, manuscript("One example"))
    for _ in range(3):
        jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.done, len(job.made)) == (1, 1)


def test_job_that_is_gone_is_no_error(db: None) -> None:
    jobs.run(987)


def test_long_work_is_done_in_shifts(writer: User, settings: Any) -> None:
    settings.SHIFT_SECONDS = -1
    job = started(writer, *(manuscript(f"Example {number}") for number in "abc"))
    OrmQ.objects.all().delete()
    for done in (1, 2, 3):
        jobs.run(job.pk)
        job.refresh_from_db()
        assert job.done == done
        assert OrmQ.objects.count() == done
    jobs.run(job.pk)
    assert OrmQ.objects.count() == 3


@pytest.fixture
def doing(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any], None]:
    """Let the handler of an import be another."""

    def put(handler: Any) -> None:
        monkeypatch.setitem(jobs.HANDLERS, Job.Kind.IMPORT, handler)

    return put


def test_error_that_nobody_foresaw_holds_up_nothing(
    writer: User, doing: Callable[[Any], None], caplog: pytest.LogCaptureFixture
) -> None:
    def handler(entry: Any, by: User) -> Made:
        if entry["name"] == "one.md":
            raise ZeroDivisionError
        return Made(text="done", model="article", pk=1)

    doing(handler)
    job = started(writer, ("one.md", b""), ("two.md", b""))
    with caplog.at_level(logging.CRITICAL, "articles.jobs"):
        jobs.run(job.pk)
    job.refresh_from_db()
    assert job.failures == [f"one.md: {jobs.UNEXPECTED}"]
    assert len(job.made) == 1


def test_database_that_is_away_loses_no_entry(writer: User, doing: Callable[[Any], None]) -> None:
    def handler(entry: Any, by: User) -> Made:
        raise OperationalError

    doing(handler)
    job = started(writer, ("one.md", b""))
    with pytest.raises(OperationalError):
        jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.done, job.failures) == (0, [])


def test_entry_that_another_worker_deals_with_meanwhile_is_counted_once(
    writer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = [{"name": str(number)} for number in range(3)]
    job = jobs.start(Job.Kind.CHECK_LINKS, title="Work", entries=entries, by=writer)

    def handler(entry: Any, by: User) -> Made:
        if entry["name"] == "1" and not second_worker:
            second_worker.append(True)
            jobs.run(job.pk)
        return Made(text=entry["name"], model="source", pk=1)

    second_worker: list[bool] = []
    monkeypatch.setitem(jobs.HANDLERS, Job.Kind.CHECK_LINKS, handler)
    jobs.run(job.pk)
    job.refresh_from_db()
    assert [made["text"] for made in job.made] == ["0", "1", "2"]
    assert job.done == 3


def check(by: User, kind: str, *sources: Source) -> Job:
    entries = [{"name": str(source), "source": source.pk} for source in sources]
    job = jobs.start(kind, title="Check", entries=entries, by=by)
    jobs.run(job.pk)
    job.refresh_from_db()
    return job


def test_links_are_checked_and_what_is_not_known_is_said(servers: Servers, writer: User) -> None:
    servers.says("works.example", 200)
    servers.says("dead.example", 404)
    servers.says("closed.example", 403)
    hosts = ("works", "dead", "closed")
    works = [SourceFactory(title=host, issued="", url=f"https://{host}.example/") for host in hosts]
    job = check(writer, Job.Kind.CHECK_LINKS, *works, SourceFactory(title="None", issued=""))
    assert [made["text"] for made in job.made] == ["works: works", "dead: dead"]
    assert job.failures == [
        "closed: The server answered 403, which tells nothing.",
        "None: It has no address.",
    ]


def test_notices_are_looked_for_and_what_is_not_known_is_said(
    servers: Servers, writer: User
) -> None:
    servers.says("retracted", "notices-crossref-retracted.json")
    servers.says("fine", "notices-crossref-fine.json")
    names = ("retracted", "fine", "other")
    works = [SourceFactory(title=name, issued="", doi=f"10.1000/{name}") for name in names]
    job = check(writer, Job.Kind.CHECK_NOTICES, *works)
    assert [made["text"] for made in job.made] == ["retracted: 3 new notices", "fine: nothing new"]
    assert job.failures == ["other: Crossref could not be asked: api.crossref.org does not answer."]


def test_refusal_leaves_nothing_of_its_entry(writer: User, doing: Callable[[Any], None]) -> None:
    @transaction.atomic
    def handler(entry: Any, by: User) -> Made:
        Topic.objects.create(name="Half made", slug="half-made")
        raise Refused([Finding("no", "Not so.")])

    doing(handler)
    job = started(writer, ("one.md", b""))
    jobs.run(job.pk)
    job.refresh_from_db()
    assert job.failures == ["one.md: Not so."]
    assert not Topic.objects.exists()
