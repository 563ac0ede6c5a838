"""Who may do what: the table below, held by every verb and by every page.

`yes` it is done; `no` the role may not; `own` nobody reviews a text that they worked on, whatever
else they may. The article stands where the verb makes sense, and its text was saved by the writer
and by one of the two superusers.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client
from django.utils import timezone

from articles import publishing
from articles.findings import Refused
from articles.models import (
    Article,
    Assignment,
    Edition,
    Redaction,
    Review,
    Revision,
    Submission,
    Withdrawal,
)
from tests.articles.admin.browser import signed_in, verb_page
from tests.factories import ArticleFactory, UserFactory, clinician, write

TABLE = """
                          submit take approve send-back publish schedule reschedule cancel-schedule withdraw restore discard redact
Writer                    yes    no   no      no        no      no       no         no              no       yes     no      no
Medical reviewer          no     yes  yes     yes       no      no       no         no              no       no      no      no
Editor                    yes    no   no      no        yes     yes      yes        yes             yes      yes     yes     yes
Moderator                 no     no   no      no        no      no       no         no              no       no      no      no
Newsletter editor         no     no   no      no        no      no       no         no              no       no      no      no
outsider                  no     no   no      no        no      no       no         no              no       no      no      no
anonymous                 no     no   no      no        no      no       no         no              no       no      no      no
superuser who wrote it    yes    own  own     own       yes     yes      yes        yes             yes      yes     yes     yes
superuser who did not     yes    yes  yes     yes       yes     yes      yes        yes             yes      yes     yes     yes
"""  # noqa: E501 a table
HEAD, *LINES = TABLE.strip("\n").splitlines()
VERBS = HEAD.split()
ROLES = {line[:26].strip(): dict(zip(VERBS, line[26:].split(), strict=True)) for line in LINES}

LATER = timezone.now() + timedelta(days=30)
ANSWERS: dict[str, dict[str, Any]] = {
    "submit": {"revision": 2},
    "take": {"revision": 2},
    "approve": {"revision": 2, "competing_interests": "None"},
    "send-back": {"revision": 2, "notes": "More."},
    "publish": {"revision": 2},
    "schedule": {"revision": 2, "at": LATER},
    "reschedule": {"at": LATER},
    "cancel-schedule": {},
    "withdraw": {"kind": "withdrawal", "reason": "A recall."},
    "restore": {"revision": 1, "base": 2},
    "discard": {},
    "redact": {"text": "Most people", "reason": "Asked."},
}
FUNCTIONS: dict[str, Callable[..., object]] = {
    verb: getattr(publishing, verb.replace("-", "_")) for verb in VERBS if verb != "schedule"
} | {"schedule": publishing.publish}


@pytest.fixture
def people(reviewer: User, writer: User, editor: User, outsider: User) -> dict[str, User | None]:
    """One person of each role."""
    return {
        "Writer": writer,
        "Medical reviewer": reviewer,
        "Editor": editor,
        "Moderator": UserFactory(groups=["Moderator"]),
        "Newsletter editor": UserFactory(groups=["Newsletter editor"]),
        "outsider": outsider,
        "anonymous": None,
        "superuser who wrote it": clinician("Dr Sam Example", UserFactory(is_superuser=True)),
        "superuser who did not": clinician("Dr Sue Example", UserFactory(is_superuser=True)),
    }


def prepared(verb: str, people: dict[str, Any]) -> Article:
    """An article that stands where the verb makes sense."""
    article: Article = ArticleFactory(created_by=people["Writer"])
    write(article, people["Writer"])
    write(article, people["superuser who wrote it"], title="Why do better examples happen?")
    if verb in {"take", "approve", "send-back"}:
        publishing.submit(article, revision=2, by=people["Writer"])
    if verb in {"publish", "schedule", "reschedule", "cancel-schedule", "withdraw"}:
        publishing.approve(article, revision=2, by=people["Medical reviewer"])
    if verb in {"reschedule", "cancel-schedule"}:
        at = timezone.now() + timedelta(days=1)
        publishing.publish(article, revision=2, by=people["Editor"], at=at)
    if verb == "withdraw":
        publishing.publish(article, revision=2, by=people["Editor"])
    return article


@contextmanager
def tried() -> Iterator[None]:
    """What is done within is undone."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def record() -> list[int]:
    """How much has been done so far."""
    kept: list[Any] = [Submission, Assignment, Review, Edition, Withdrawal, Redaction, Revision]
    cancelled = Edition.objects.scheduled().count()
    return [*(model.objects.count() for model in kept), Article.objects.kept().count(), cancelled]


@pytest.mark.parametrize("verb", VERBS)
def test_verb_is_carried_out_for_those_in_the_table(
    people: dict[str, User | None], verb: str
) -> None:
    article = prepared(verb, people)
    for role, person in people.items():
        if person is None:
            continue  # a verb takes an account
        before = record()
        with tried():
            assert outcome(verb, article, person) == ROLES[role][verb], role
            assert (record() != before) == (ROLES[role][verb] == "yes"), role


def outcome(verb: str, article: Article, person: User) -> str:
    try:
        FUNCTIONS[verb](article, by=person, **ANSWERS[verb])
    except Refused as refusal:
        return {"not-allowed": "no", "own-work": "own"}[refusal.codes[0]]
    return "yes"


@pytest.mark.parametrize("verb", VERBS)
def test_page_is_open_and_its_button_works_for_those_in_the_table(
    people: dict[str, User | None], verb: str
) -> None:
    article = prepared(verb, people)
    address = verb_page(article, verb)
    sent = ANSWERS[verb] | ({"at": f"{LATER:%Y-%m-%dT12:00}"} if "at" in ANSWERS[verb] else {})
    for role, person in people.items():
        client = signed_in(person) if person else Client()
        before = record()
        expected = ROLES[role][verb] if person else "anonymous"
        seen, done = {
            "yes": (200, 302),
            "own": (200, 200),
            "no": (403, 403),
            "anonymous": (302, 302),
        }[expected]
        assert client.get(address).status_code == seen, role
        assert record() == before, role
        with tried():
            response = client.post(address, sent)
            assert response.status_code == done, role
            assert (record() != before) == (expected == "yes"), role
        if expected == "own":
            assert "somebody else must review it" in response.content.decode()
        if expected == "anonymous":
            assert response["Location"].startswith("/admin/login/")
