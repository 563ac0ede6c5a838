"""`rebuild_search_index`: what is missing, old or past, while readers search on."""

import io
from collections import Counter

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from articles.models import Edition, SearchEntry, SearchState, SearchWord
from articles.search import indexing, rebuilding
from articles.search.engines import engine
from articles.search.finding import find
from articles.search.results import Asked
from tests.factories import published


@pytest.fixture
def untidied(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test's transaction may not tidy up the index."""
    monkeypatch.setattr(engine(), "tidy", lambda: None, raising=True)


def rebuild(*arguments: str) -> list[str]:
    out = io.StringIO()
    call_command("rebuild_search_index", *arguments, stdout=out)
    return out.getvalue().splitlines()


def words() -> dict[str, int]:
    return dict(SearchWord.objects.values_list("word", "entries"))


@pytest.fixture
def library(writer: User, reviewer: User, editor: User, untidied: None) -> list[Edition]:
    return [published(writer, reviewer, editor, title=f"Gout {number}") for number in range(3)]


def test_an_empty_index_is_filled(library: list[Edition]) -> None:
    before = words()
    SearchEntry.objects.all().delete()
    SearchWord.objects.all().delete()
    assert find(Asked("gout")).total == 0
    assert rebuild()[-1] == "The index is whole: 3 written."
    assert find(Asked("gout")).total == 3
    assert (words(), SearchState.objects.get().entries) == (before, 3)


def test_only_what_is_missing_or_old_is_written(library: list[Edition]) -> None:
    assert rebuild() == ["The index is whole: 0 written."]
    SearchEntry.objects.filter(pk=library[0].pk).update(analysis=0)
    assert rebuild()[-1] == "The index is whole: 1 written."
    assert rebuild("--all")[-1] == "The index is whole: 3 written."


def test_it_goes_on_where_it_was_interrupted(
    library: list[Edition], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rebuilding, "A_BATCH", 1)
    SearchEntry.objects.update(analysis=0)
    run = rebuilding.rebuild(rebuilding.wanting())
    assert (next(run), next(run)) == (1, 2)
    del run
    assert find(Asked("gout")).total == 3
    assert rebuilding.wanting() == [library[2].pk]
    assert rebuild()[0] == "1 of 1"


def test_wrong_counts_and_past_entries_are_put_right(
    library: list[Edition], editor: User, writer: User
) -> None:
    right = words()
    SearchWord.objects.update(entries=7)
    SearchWord.objects.create(word="ghost", stem="ghost", entries=1)
    rebuild()
    assert words() == right


def test_a_change_meanwhile_is_not_overwritten(
    library: list[Edition], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was counted before somebody published is counted once more."""
    real = rebuilding._counted
    counts: list[Counter[str]] = []

    def counted() -> Counter[str]:
        counts.append(real())
        if len(counts) == 1:
            indexing.remove([library[0].pk])
        return counts[-1]

    monkeypatch.setattr(rebuilding, "_counted", counted)
    rebuild()
    assert len(counts) == 2
    assert words()["gout"] == 2
