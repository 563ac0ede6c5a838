"""A change of name: logged, and laid over what is frozen."""

from typing import Any

import pytest
from django.contrib.auth.models import User

from articles import bylines
from articles.findings import Refused
from articles.models import Edition, NameChange
from tests.factories import AuthorFactory


def test_rename_changes_the_author_and_is_logged(editor: User) -> None:
    author = AuthorFactory(name="Ann Old")
    change = bylines.rename(author, name="Ann New", by=editor)
    assert (change.old_name, change.new_name, change.changed_by) == ("Ann Old", "Ann New", editor)
    assert author.name == "Ann New"
    author.refresh_from_db()
    assert author.name == "Ann New"


def test_newest_name_counts_and_unchanged_authors_are_absent(
    editor: User, django_assert_num_queries: Any
) -> None:
    author, other = AuthorFactory(), AuthorFactory()
    bylines.rename(author, name="Second", by=editor)
    bylines.rename(author, name="Third", by=editor)
    with django_assert_num_queries(1):
        assert bylines.current_names([author.pk, other.pk, author.pk]) == {author.pk: "Third"}


def test_nobody_asked_for_is_nobody_found(db: None) -> None:
    assert bylines.current_names([]) == {}


def test_frozen_byline_keeps_the_old_name(edition: Edition, editor: User) -> None:
    signature = edition.revision.content.byline[0]
    author = edition.article.authors.get()
    bylines.rename(author, name="Somebody Else", by=editor)
    edition.revision.refresh_from_db()
    assert edition.revision.content.byline[0].name == signature.name
    assert bylines.current_names([signature.author]) == {signature.author: "Somebody Else"}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "no-name"),
        (" \n ", "no-name"),
        ("Ann", "name-unchanged"),
        (" Ann ", "name-unchanged"),
        ("x" * 201, "name-too-long"),
    ],
)
def test_refused_name_changes_nothing(editor: User, name: str, code: str) -> None:
    author = AuthorFactory(name="Ann")
    with pytest.raises(Refused) as refusal:
        bylines.rename(author, name=name, by=editor)
    assert refusal.value.codes == [code]
    author.refresh_from_db()
    assert author.name == "Ann"
    assert not NameChange.objects.exists()


def test_white_space_in_a_name_is_joined(editor: User) -> None:
    author = AuthorFactory(name="Ann")
    assert bylines.rename(author, name=" Ann \t Other ", by=editor).new_name == "Ann Other"
