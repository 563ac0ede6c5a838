"""A person's change of name: written once to the record, shown on every old byline and review.

What an Edition froze stays as it was; readers see the newest name laid over it.
"""

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from articles.findings import Finding, Refused
from articles.models import Author, NameChange

LONGEST_NAME = 200


def current_names(author_ids: Iterable[int]) -> dict[int, str]:
    """The present names of those authors who changed theirs, by author id, in one query.

    An author without a change is absent: the frozen name stands.
    """
    changes = NameChange.objects.filter(author__in=set(author_ids)).order_by("pk")
    return dict(changes.values_list("author", "new_name"))


@transaction.atomic
def rename(author: Author, *, name: str, by: User) -> NameChange:
    """Give the author a new name everywhere, and log it.

    Raises Refused: `no-name`, `name-too-long`, `name-unchanged`.
    """
    name = " ".join(name.split())
    row = Author.objects.select_for_update().get(pk=author.pk)
    if refusal := _refusal(row, name):
        raise Refused([refusal])
    change = NameChange(
        author=row, old_name=row.name, new_name=name, changed_by=by, changed_at=timezone.now()
    ).append()
    row.name = author.name = name
    row.save(update_fields=["name"])
    return change


def _refusal(author: Author, name: str) -> Finding | None:
    if not name:
        return Finding("no-name", "Give the author a name.", "name")
    if len(name) > LONGEST_NAME:
        return Finding("name-too-long", f"A name has at most {LONGEST_NAME} characters.", "name")
    if name == author.name:
        return Finding("name-unchanged", "The author has this name already.", "name")
    return None
