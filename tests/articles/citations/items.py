"""Arbitrary works: every field may be missing, empty, or hold the signs that break a layout."""

from typing import cast, get_args

from hypothesis import settings
from hypothesis import strategies as st

from articles.citations.item import Item, ItemType

# A busy machine may take its time over an example.
unhurried = settings(deadline=None)

TEXTS = ["title", "container-title", "publisher", "publisher-place", "volume", "issue", "page"]
TEXTS += ["edition", "number", "genre", "PMID", "PMCID", "ISBN", "language"]


def texts() -> st.SearchStrategy[str]:
    """Any text, much of it punctuation, markup and odd white space."""
    signs = st.sampled_from(" .,;:?!<>&\"'()[]-–…\n\u00a0\u00ad")
    return st.text(st.one_of(signs, st.characters()))


def words() -> st.SearchStrategy[str]:
    """A plain word, a number, or nothing."""
    return st.sampled_from(["", "sleep", "Pain", "12", "3-5"])


def addresses() -> st.SearchStrategy[str]:
    """Web addresses, good and bad."""
    path = r"(/[a-z<\"0-9]{1,5}){0,3}/?"
    good = st.from_regex(r"https?://(www\.)?[a-z]{1,9}\.org" + path, fullmatch=True)
    return st.one_of(good, st.sampled_from(["", "javascript:alert(1)", "nhs.uk", "http://["]))


def items(text: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[Item]:
    """Works of every type, and of none, their fields drawn from `text`."""
    text = texts() if text is None else text
    name = st.fixed_dictionaries(
        {}, optional=dict.fromkeys(("family", "given", "suffix", "literal"), text)
    )
    number = st.integers(-3, 2100)
    dates = st.lists(st.lists(number, max_size=4), max_size=3)
    fields: dict[str, st.SearchStrategy[object]] = {
        "type": st.sampled_from(get_args(ItemType)),
        "author": st.lists(name, max_size=8),
        "editor": st.lists(name, max_size=3),
        "issued": st.fixed_dictionaries({}, optional={"date-parts": dates}),
        "DOI": st.one_of(text, st.just("10.1000/182")),
        "URL": addresses(),
    }
    fields |= dict.fromkeys(TEXTS, text)
    return st.fixed_dictionaries({}, optional=fields).map(lambda item: cast(Item, item))
