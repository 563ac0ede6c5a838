"""One of the people in a race: a live process with a connection of its own, told what to do.

START runs it. It reads orders, each a verb and its values as JSON, and answers each with a line:
what came of it, or the codes of the refusal.
"""

import json
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from articles import drafting, publishing
from articles.findings import Refused
from articles.models import Article
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
    """The member of the group, made at the first call."""
    if known := User.objects.filter(username=group).first():
        return known
    user = UserFactory(username=group, groups=[group])
    return clinician(user=user) if group == "Medical reviewer" else user


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
    return drafting.source_for({"type": "book", "title": "A work", "DOI": doi}).pk


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


def _article(slug: str) -> Article:
    return Article.objects.get(slug=slug)


VERBS: dict[str, Callable[..., int]] = {
    verb.__name__: verb
    for verb in (prepare, approve, send_back, publish, schedule, cancel, cite, save, save_many)
}


def answer(verb: str, values: dict[str, Any]) -> dict[str, Any]:
    """What came of an order."""
    try:
        return {"made": VERBS[verb](**values)}
    except Refused as refusal:
        return {"refused": refusal.codes}


def serve() -> None:
    """Answer orders until there are no more. An error ends the process, and so the race."""
    for factory in (AuthorFactory, SourceFactory):
        factory.reset_sequence(os.getpid() * 1000)  # each process would begin with the first
    for line in sys.stdin:
        print(json.dumps(answer(*json.loads(line))), flush=True)
