"""Who may do what with replies: the table below, held by every verb and every list.

`yes` it is done or shown; `no` the person may not.
"""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.urls import reverse

from articles.models import Edition
from comments import moderation
from comments.models import BlockedNetwork, Comment, Decision
from tests.articles.admin.browser import signed_in
from tests.comments.admin.desk import reported, verb_of
from tests.factories import CommentFactory

TABLE = """
                        writer reviewer editor moderator superuser outsider
approve                 no     no       no     yes       yes       no
approve-showing         no     no       no     yes       yes       no
reject                  no     no       no     yes       yes       no
mark-spam               no     no       no     yes       yes       no
remove                  no     no       no     yes       yes       no
restore                 no     no       no     yes       yes       no
dismiss                 no     no       no     yes       yes       no
show-details            no     no       no     yes       yes       no
hide-details            no     no       no     yes       yes       no
screen                  no     no       no     yes       yes       no
answer                  yes    yes      yes    yes       yes       no
block                   no     no       no     yes       yes       no
list of comment         yes    yes      yes    yes       yes       no
list of discussion      yes    yes      yes    yes       yes       no
list of decision        no     no       no     yes       yes       no
list of report          no     no       no     yes       yes       no
list of blockedword     no     no       no     yes       yes       no
list of blockednetwork  no     no       no     yes       yes       no
"""
HEAD, *LINES = TABLE.strip("\n").splitlines()
ROLES = HEAD.split()
RIGHTS = {line[:24].strip(): dict(zip(ROLES, line[24:].split(), strict=True)) for line in LINES}
VERBS = [name for name in RIGHTS if not name.startswith("list of ")]
LISTS = [name.removeprefix("list of ") for name in RIGHTS if name not in VERBS]
# Verbs that start from what readers see; the others from what waits.
ON_THE_PAGE = {"remove", "restore", "dismiss", "answer", "show-details", "hide-details"}


@pytest.fixture
def people(
    writer: User, reviewer: User, editor: User, moderator: User, superuser: User, outsider: User
) -> dict[str, User]:
    """One person of each role."""
    cast = [writer, reviewer, editor, moderator, superuser, outsider]
    return dict(zip(ROLES, cast, strict=True))


def prepared(verb: str, edition: Edition, by: User) -> Comment:
    """A reply that stands where the verb makes sense."""
    comment: Comment = CommentFactory(edition=edition, network="192.0.2.0/24")
    if verb in ON_THE_PAGE:
        comment = moderation.approve(comment, by=by)
        reported(comment)
    return comment


@pytest.mark.parametrize("verb", VERBS)
def test_button_works_for_those_in_the_table(
    edition: Edition, people: dict[str, User], verb: str
) -> None:
    comment = prepared(verb, edition, people["moderator"])
    newest = 0 if verb == "answer" else getattr(comment.decisions.last(), "pk", 0)
    for role, person in people.items():
        before = record()
        with transaction.atomic():
            sent = {"seen": newest, "body": "Thank you."}
            response = signed_in(person).post(verb_of(comment, verb), sent)
            is_allowed = RIGHTS[verb][role] == "yes"
            assert response.status_code == (302 if is_allowed else 403), role
            assert (record() != before) == is_allowed, role
            transaction.set_rollback(True)


def record() -> tuple[int, int]:
    """How much has been done so far."""
    return Decision.objects.count(), BlockedNetwork.objects.count()


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("view", ["changelist", "export"])
def test_list_and_its_file_are_open_to_those_in_the_table(
    edition: Edition, people: dict[str, User], name: str, view: str
) -> None:
    prepared("remove", edition, people["moderator"])
    address = reverse(f"admin:comments_{name}_{view}")
    for role, person in people.items():
        seen = 200 if RIGHTS[f"list of {name}"][role] == "yes" else 403
        assert signed_in(person).get(address).status_code == seen, role


@pytest.mark.parametrize("name", ["comment", "decision", "report"])
def test_nobody_edits_a_reply_or_the_record(
    edition: Edition, people: dict[str, User], name: str
) -> None:
    comment = prepared("remove", edition, people["moderator"])
    rows: dict[str, Any] = {
        "comment": comment,
        "decision": comment.decisions.last(),
        "report": comment.reports.last(),
    }
    row = rows[name]
    for person in (people["moderator"], people["superuser"]):
        client = signed_in(person)
        change = reverse(f"admin:comments_{name}_change", args=[row.pk])
        assert client.get(change).status_code == 200
        assert client.post(change, {"body": "Changed", "note": "Changed"}).status_code in {403, 405}
        for address in (change.replace("change", "delete"), reverse(f"admin:comments_{name}_add")):
            assert client.post(address, {"post": "yes"}).status_code == 403
    before = type(row).objects.filter(pk=row.pk).values().get()
    assert before["id"] == row.pk
    assert "Changed" not in before.values()
