"""The chain's own arithmetic: whatever is done to it shows, and forgetting does not harm it."""

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from newsletter.consents import chain
from newsletter.consents.chain import Link, Opening

Entry = tuple[Link, Opening | None]
KINDS = st.sampled_from(["asked", "confirmed", "changed", "withdrawn"])
DETAILS = st.dictionaries(st.text(), st.none() | st.integers() | st.text() | st.lists(st.text()))


def extended(entries: list[Entry], kind: str, details: dict[str, Any]) -> list[Entry]:
    """The chain with one event more."""
    opened = chain.opening(details)
    added = chain.link(
        number=len(entries) + 1,
        kind=kind,
        at="2026-11-24T09:00:00+00:00",
        commitment=chain.commitment(opened),
        previous=entries[-1][0].seal if entries else chain.START,
    )
    return [*entries, (added, opened)]


@st.composite
def chains(draw: st.DrawFn, least: int = 1) -> list[Entry]:
    entries: list[Entry] = []
    for _ in range(draw(st.integers(least, 6))):
        entries = extended(entries, draw(KINDS), draw(DETAILS))
    return entries


def faults(entries: list[Entry], of: list[Entry]) -> list[str]:
    """What is found in the entries when the chain should end as `of` does."""
    return list(chain.faults(entries, length=len(of), head=of[-1][0].seal))


def test_empty_chain_is_whole() -> None:
    assert list(chain.faults([], length=0, head=chain.START)) == []


@given(chains())
def test_chain_as_it_was_made_is_whole(entries: list[Entry]) -> None:
    assert faults(entries, entries) == []


@given(chains(), st.sets(st.integers(0, 5)))
def test_forgetting_leaves_it_whole(entries: list[Entry], forgotten: set[int]) -> None:
    kept = [
        (link, None if place in forgotten else opened)
        for place, (link, opened) in enumerate(entries)
    ]
    assert faults(kept, entries) == []


@given(chains(), st.data())
def test_any_change_of_a_link_is_found(entries: list[Entry], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(entries) - 1))
    link, opened = entries[place]
    name = data.draw(st.sampled_from(["kind", "at", "commitment", "previous", "seal", "number"]))
    values: st.SearchStrategy[Any] = st.integers() if name == "number" else st.text()
    value = data.draw(values.filter(lambda value: value != getattr(link, name)))
    change: dict[str, Any] = {name: value}
    changed = [*entries]
    changed[place] = (replace(link, **change), opened)
    assert faults(changed, entries) != []


@given(chains(), st.data())
def test_any_change_of_the_details_is_found(entries: list[Entry], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(entries) - 1))
    link, opened = entries[place]
    assert opened is not None
    others = DETAILS.filter(lambda details: details != opened.details)
    changed = [*entries]
    changed[place] = (link, data.draw(others.map(lambda other: replace(opened, details=other))))
    assert faults(changed, entries) == [f"The details of event {place + 1} were changed."]


@given(chains(), st.data())
def test_any_removal_is_found(entries: list[Entry], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(entries) - 1))
    assert faults(entries[:place] + entries[place + 1 :], entries) != []


@given(chains(least=2), st.data())
def test_any_other_order_is_found(entries: list[Entry], data: st.DataObject) -> None:
    mixed = data.draw(st.permutations(entries).filter(lambda mixed: mixed != entries))
    assert faults(mixed, entries) != []


@given(chains(), chains(), st.data())
def test_any_insertion_is_found(
    entries: list[Entry], others: list[Entry], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(entries)))
    stranger = data.draw(st.sampled_from([*entries, *others]))
    assert faults([*entries[:place], stranger, *entries[place:]], entries) != []


@given(chains(), KINDS, DETAILS)
def test_chain_written_anew_from_some_event_on_ends_with_another_seal(
    entries: list[Entry], kind: str, details: dict[str, Any]
) -> None:
    anew = extended(entries[:-1], kind, details)
    assert faults(anew, entries) != []


def test_same_details_have_another_commitment_each_time() -> None:
    """Nobody can look up whether an address is in the chain by hashing it."""
    first, second = chain.opening({"email": "a@b.org"}), chain.opening({"email": "a@b.org"})
    assert chain.commitment(first) != chain.commitment(second)
