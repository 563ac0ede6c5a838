"""Whatever the article, numbers run 1 to n as it is read, and every link arrives."""

import re
from collections.abc import Sequence
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from articles.citations.marks import (
    find,
    order,
    render,
    strip,
    token,
)
from tests.articles.citations.items import unhurried

LINK = re.compile(r'<a id="[^"]+" href="#ref-(\d+)" role="doc-biblioref" aria-label="([^"]+)">')

keys = st.from_regex(r"[a-z][a-z0-9-]{0,5}", fullmatch=True)
texts = st.sampled_from(
    ["", " ", "Rest. ", "&nbsp;", "<b>x</b>", "10<sup>9</sup>", "a < b & c", "\n"]
)


@st.composite
def articles(draw: st.DrawFn) -> tuple[list[str], list[str]]:
    """Paragraphs with marks, and the keys of the references."""
    known = draw(st.lists(keys, min_size=1, max_size=8, unique=True))
    piece = st.one_of(texts, st.sampled_from(known).map(token))
    paragraph = st.lists(piece, max_size=12).map(lambda pieces: f"<p>{''.join(pieces)}</p>")
    return draw(st.lists(paragraph, max_size=6)), known


def cited_numbers(parts: Sequence[str]) -> list[int]:
    """The numbers that a reader meets, ranges written out."""
    met: list[int] = []
    for label in (label for part in parts for _, label in LINK.findall(part)):
        numbers = [int(number) for number in re.findall(r"\d+", label)]
        met.extend(range(numbers[0], numbers[-1] + 1))
    return met


@unhurried
@given(articles(), st.randoms())
def test_any_permutation_of_paragraphs_numbers_one_to_n_as_read(
    article: tuple[list[str], list[str]], random: Random
) -> None:
    paragraphs, _ = article
    random.shuffle(paragraphs)
    rendered = render(paragraphs)
    met = list(dict.fromkeys(cited_numbers(rendered.parts)))
    assert met == list(range(1, len(rendered.numbers) + 1))
    assert list(rendered.numbers) == order(paragraphs)
    assert list(rendered.numbers.values()) == met


@unhurried
@given(articles())
def test_numbers_rise_within_a_run(article: tuple[list[str], list[str]]) -> None:
    for run in re.findall(r'<sup class="cite">.*?</sup>', "".join(render(article[0]).parts)):
        numbers = cited_numbers([run])
        assert numbers == sorted(set(numbers))


@unhurried
@given(articles(), st.lists(keys, max_size=4))
def test_list_and_marks_agree(article: tuple[list[str], list[str]], further: list[str]) -> None:
    paragraphs, known = article
    rendered = render(paragraphs, further)
    assert set(rendered.numbers) == set(order(paragraphs)) | set(further)
    assert sorted(rendered.numbers.values()) == list(range(1, len(rendered.numbers) + 1))
    cited = {key for key, places in rendered.back_links.items() if places}
    assert cited == set(order(paragraphs)) <= set(known)
    assert {rendered.numbers[key] for key in cited} == set(cited_numbers(rendered.parts))


@unhurried
@given(articles())
def test_ids_are_unique_and_every_link_arrives(article: tuple[list[str], list[str]]) -> None:
    rendered = render(article[0])
    html = "".join(rendered.parts)
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(set(ids)) == len(ids)
    assert {int(number) for number, _ in LINK.findall(html)} <= set(rendered.numbers.values())
    back = [place for places in rendered.back_links.values() for place in places]
    assert sorted(back) == sorted(ids)


@unhurried
@given(articles())
def test_back_links_are_in_reading_order(article: tuple[list[str], list[str]]) -> None:
    rendered = render(article[0])
    html = "".join(rendered.parts)
    for key, places in rendered.back_links.items():
        number = rendered.numbers[key]
        assert places == [f"cite-{number}-{n}" for n in range(1, len(places) + 1)]
        assert places == sorted(places, key=lambda place: html.index(f'id="{place}"'))


@unhurried
@given(articles())
def test_rendering_is_idempotent(article: tuple[list[str], list[str]]) -> None:
    once = render(article[0]).parts
    again = render(once)
    assert again.parts == once
    assert again.numbers == {}


@unhurried
@given(articles())
def test_stripped_text_has_no_marks_and_all_words(article: tuple[list[str], list[str]]) -> None:
    for paragraph in article[0]:
        stripped = strip(paragraph)
        assert find(stripped) == []
        assert letters(stripped) == letters(without_marks(paragraph))


def letters(html: str) -> str:
    """All but the space."""
    return re.sub(r"&nbsp;|\s", "", html)


def without_marks(html: str) -> str:
    for mark in reversed(find(html)):
        html = html[: mark.start] + html[mark.end :]
    return html


@unhurried
@given(st.lists(st.text(alphabet="<>!-/='\" supcitaondr&;[]"), max_size=3))
def test_any_text_at_all_is_rendered(parts: Sequence[str]) -> None:
    rendered = render(parts)
    assert len(rendered.parts) == len(parts)
    assert render(rendered.parts).parts == rendered.parts
