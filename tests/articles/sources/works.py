"""Works for property tests, in the fields that every reference format can carry."""

from typing import Any

from hypothesis import strategies as st

# One line of any letters, as titles and names have them.
LETTERS = st.characters(categories=["L", "N"], exclude_characters="ªº")
WORD = st.text(LETTERS, min_size=1, max_size=8)
WORDS = st.lists(WORD, min_size=1, max_size=5).map(" ".join)
SMALL = st.integers(1, 99_999).map(str)
PERSON = st.fixed_dictionaries({"family": WORD, "given": WORD})
BODY = st.fixed_dictionaries({"literal": WORDS})
DATE = st.dates().filter(lambda day: day.year >= 1500 and day.year < 2100)
HEX = st.text("abcdef0123456789", min_size=1, max_size=9)


def articles(**changes: Any) -> st.SearchStrategy[dict[str, Any]]:
    """Journal articles as CSL-JSON items."""
    parts: dict[str, Any] = {
        "type": st.just("article-journal"),
        "title": WORDS,
        "author": st.lists(PERSON | BODY, min_size=1, max_size=9),
        "container-title": WORDS,
        "issued": DATE.map(lambda day: {"date-parts": [[day.year, day.month, day.day]]}),
        "volume": SMALL,
        "issue": SMALL,
        "page": st.tuples(SMALL, SMALL).map("-".join),
        "DOI": HEX.map("10.1000/{}".format),
        "URL": HEX.map("https://example.org/a%20b;c_d?e={}".format),
    }
    return st.fixed_dictionaries(parts | changes)
