"""One of the people in a race: a live process with a connection of its own, told what to do.

START runs it. It reads orders, each a verb and its values as JSON, and answers each with a line:
what came of it, or the codes of the refusal.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles import drafting, importing, jobs, known_works, publishing
from articles.findings import Refused
from articles.models import Article, Job, Manuscript, Revision
from articles.models.job import Made
from tests.factories import (
    ArticleFactory,
    AuthorFactory,
    SourceFactory,
    TopicFactory,
    UserFactory,
    approved,
    clinician,
)

START = "import django; django.setup(); from tests.articles.racer import serve; serve()"


def person(group: str) -> User:
    """The member of the group, made at the first call: whole, and once, though others call too."""
    if known := User.objects.filter(username=group).first():
        return known
    try:
        with transaction.atomic():
            user = UserFactory(username=group, groups=[group])
            return clinician(user=user) if group == "Medical reviewer" else user
    except IntegrityError:
        return User.objects.get(username=group)


def prepare(slug: str) -> int:
    """An article with an approved first text."""
    topic = TopicFactory(name=slug, slug=slug)
    article = ArticleFactory(slug=slug, topic=topic, created_by=person("Writer"))
    return approved(article, person("Writer"), person("Medical reviewer"))


def approve(slug: str, revision: int) -> int:
    by = person("Medical reviewer")
    return publishing.approve(_article(slug), revision=revision, by=by).pk


def send_back(slug: str, revision: int) -> int:
    by = person("Medical reviewer")
    return publishing.send_back(_article(slug), revision=revision, by=by, notes="No.").pk


def publish(slug: str, revision: int) -> int:
    return publishing.publish(_article(slug), revision=revision, by=person("Editor")).number


def schedule(slug: str, revision: int) -> int:
    at = timezone.now() + timedelta(hours=1)
    return publishing.publish(_article(slug), revision=revision, by=person("Editor"), at=at).number


def cancel(slug: str) -> int:
    return publishing.cancel_schedule(_article(slug), by=person("Editor")).number


def save(slug: str, base: int, title: str) -> int:
    article = _article(slug)
    content = replace(drafting.freeze(article), title=title)
    revision = drafting.save(article, content, base=base, by=person("Writer"))
    assert revision is not None
    return revision.number


def cite(doi: str) -> int:
    return known_works.store([{"type": "book", "title": "A work", "DOI": doi}])[0].pk


def save_many(slug: str, titles: list[str]) -> int:
    """Save each title as an editor does: told that the text moved on, look again and save."""
    attempts = 0
    for title in titles:
        saved = False
        while not saved:
            attempts += 1
            newest = drafting.newest(_article(slug))
            assert newest is not None
            try:
                saved = bool(save(slug, newest.number, title))
            except Refused as refusal:
                if refusal.codes != ["stale-copy"]:
                    raise
    return attempts


def start_import(count: int) -> int:
    """A job that imports so many manuscripts."""
    files = [(f"{n}.md", f"# Question {n}\n\nIt has an answer.\n".encode()) for n in range(count)]
    entries = importing.put_by(files, by=person("Writer"), topic=None, update=False)
    return jobs.start(Job.Kind.IMPORT, title="Import", entries=entries, by=person("Writer")).pk


def run_job(job: int) -> int:
    jobs.run(job)
    return Job.objects.get(pk=job).done


def hang_in_job(job: int, at: int) -> int:
    """Work on the job, and stay for ever in the middle of the entry at that place: imported, and
    not committed."""

    def handler(entry: Any, by: User) -> Made:
        made = importing.import_upload(entry, by)
        if Job.objects.get(pk=job).done == at:
            print(json.dumps({"hangs": at}), flush=True)
            time.sleep(3600)
        return made

    jobs.HANDLERS[Job.Kind.IMPORT] = handler
    return run_job(job)


def job_done(job: int) -> int:
    return Job.objects.get(pk=job).done


def job_state(job: int) -> dict[str, Any]:
    """What there is to see of the job and of what it imported."""
    row = Job.objects.get(pk=job)
    return {
        "done": row.done,
        "finished": row.finished_at is not None,
        "failures": row.failures,
        "made": len({made["pk"] for made in row.made}),
        "articles": Article.objects.filter(slug__startswith="question-").count(),
        "revisions": Revision.objects.filter(article__slug__startswith="question-").count(),
        "manuscripts": Manuscript.objects.count(),
    }


def _article(slug: str) -> Article:
    return Article.objects.get(slug=slug)


VERBS: dict[str, Callable[..., Any]] = {
    verb.__name__: verb
    for verb in (
        prepare,
        approve,
        send_back,
        publish,
        schedule,
        cancel,
        cite,
        save,
        save_many,
        start_import,
        run_job,
        hang_in_job,
        job_done,
        job_state,
    )
}


def answer(
    verbs: dict[str, Callable[..., Any]], verb: str, values: dict[str, Any]
) -> dict[str, Any]:
    """What came of an order."""
    try:
        return {"made": verbs[verb](**values)}
    except Refused as refusal:
        return {"refused": refusal.codes}


def serve(verbs: dict[str, Callable[..., Any]] = VERBS) -> None:
    """Answer orders until there are no more. An error ends the process, and so the race."""
    for factory in (AuthorFactory, SourceFactory):
        factory.reset_sequence(os.getpid() * 1000)  # each process would begin with the first
    for line in sys.stdin:
        print(json.dumps(answer(verbs, *json.loads(line))), flush=True)
