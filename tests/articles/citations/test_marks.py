"""Marks are found wherever an editor may leave them, numbered as read, and link both ways."""

import re

import pytest

from articles.citations.marks import (
    Mark,
    find,
    order,
    render,
    strip,
    token,
)


def shown(html: str) -> str:
    """What a reader sees of it."""
    return re.sub(r"<[^>]*>", "", html)


def keys(html: str) -> list[str]:
    return [mark.key for mark in find(html)]


A, B, C, D, E = (token(key) for key in "abcde")


def test_token_is_the_stored_form() -> None:
    assert token("nhs2021-b") == ('<sup class="citation" data-reference="nhs2021-b">[cite]</sup>')


@pytest.mark.parametrize("key", ["", "-a", "A", "a b", 'a"', "a_b", "é", "a\n"])
def test_token_refuses_what_is_no_key(key: str) -> None:
    with pytest.raises(ValueError, match="Not a reference key"):
        token(key)


def test_find_gives_key_and_place() -> None:
    html = f"<p>Rest.{A}</p>"
    assert find(html) == [Mark("a", 8, 8 + len(A))]


@pytest.mark.parametrize(
    "html",
    [
        '<sup data-reference="a" class="citation">1</sup>',
        "<sup class='citation' data-reference='a'>[cite]</sup>",
        "<sup class=citation data-reference=a>[cite]</sup>",
        '<SUP CLASS="citation" DATA-REFERENCE="a">[cite]</SUP>',
        '<sup class="x citation ck-widget" id="q" data-reference="a">[cite]</sup >',
        '<sup\n class = "citation"\n data-reference = "a"\n>[cite]</sup>',
        '<sup class="citation" data-reference="&#97;">[cite]</sup>',
        '<sup class="citation" data-reference=" a ">[cite]</sup>',
        '<sup class="citation" title="a > b" data-reference="a">[cite]</sup>',
        '<sup class="citation" data-reference="a" data-reference="b">[cite]</sup>',
        '<sup class="citation" data-reference="a"><b>[<sup>x</sup>]</b></sup>',
        '<sup class="citation" data-reference="a"></sup>',
        f'<sup class="citation" data-reference="a">{B}</sup>',
        '<sup class="citation" data-reference="a"><!-- </sup> -->1</sup>',
    ],
)
def test_mark_is_found_however_it_is_written(html: str) -> None:
    assert keys(html) == ["a"]
    assert find(html)[0].end == len(html)


@pytest.mark.parametrize(
    "html",
    [
        "10<sup>9</sup>",
        '<sup class="citations" data-reference="a">1</sup>',
        '<sup class="Citation" data-reference="a">1</sup>',
        '<sub class="citation" data-reference="a">1</sub>',
        f"<!-- {A} -->",
        f"<!-- > {A}",
        "<img alt='" + A + "'>",
        "<a title='" + A,
        A.replace("<", "&lt;").replace(">", "&gt;"),
        '<sup class="cite">[<a id="cite-1-1" href="#ref-1">1</a>]</sup>',
        "",
    ],
)
def test_what_only_looks_like_a_mark_is_none(html: str) -> None:
    assert find(html) == []


@pytest.mark.parametrize("comment", ["<!-->", "<!--->", "<!-- x --!>", "<!DOCTYPE html>", "<?x>"])
def test_mark_behind_a_comment_is_found(comment: str) -> None:
    assert keys(comment + A) == ["a"]


@pytest.mark.parametrize("html", ['<sup class="citation">[cite]</sup>', '<sup class="citation">'])
def test_mark_without_a_key_is_not_overlooked(html: str) -> None:
    assert order([html]) == [""]


def test_mark_that_is_never_closed_swallows_no_text() -> None:
    html = f'<p>One<sup class="citation" data-reference="a">.</p><p>Two.{B}</p>'
    assert keys(html) == ["a", "b"]
    assert strip(html) == "<p>One.</p><p>Two.</p>"


@pytest.mark.parametrize(
    "unit", ["<", "<a ", "<a '", '<sup x="', "<!--", "<!", "</", "<sup>", "a="]
)
def test_hostile_text_is_read_once(unit: str) -> None:
    """Were any of these quadratic, the suite would stand still here."""
    assert find(unit * 50_000) == []


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (f"Rest.{A}", "Rest."),
        (f"Rest {A}.", "Rest."),
        (f"Rest {A}", "Rest"),
        (f"Rest&nbsp;{A} {B}, then", "Rest, then"),
        (f"Rest {A} then", "Rest then"),
        (f"Rest{A} then", "Rest then"),
        (f"Rest {A}<em>then</em>", "Rest <em>then</em>"),
        (f"10<sup>9</sup>{A}", "10<sup>9</sup>"),
        ("No marks.", "No marks."),
    ],
)
def test_strip_leaves_the_spaces_of_a_sentence(html: str, text: str) -> None:
    assert strip(html) == text


def test_order_is_that_of_first_appearance_over_all_parts() -> None:
    assert order([f"x{B}y{A}", "", f"{C}{B}"]) == ["b", "a", "c"]


def test_single_mark_is_an_accessible_link() -> None:
    rendered = render([f"Rest.{A}"])
    assert rendered.parts == [
        'Rest.<sup class="cite">[<a id="cite-1-1" href="#ref-1" role="doc-biblioref"'
        ' aria-label="Reference 1">1</a>]</sup>'
    ]
    assert rendered.numbers == {"a": 1}
    assert rendered.back_links == {"a": ["cite-1-1"]}


@pytest.mark.parametrize(
    ("run", "text"),
    [
        (A, "[1]"),
        (A + B, "[1,2]"),
        (A + B + C, "[1-3]"),
        (E + A + C + B, "[1-3,5]"),
        (A + C + E, "[1,3,5]"),
        (A + B + D + E, "[1,2,4,5]"),
        (A + B + C + D + E, "[1-5]"),
        (B + A + B, "[1,2]"),
        (f"{A} {B}\n{C}&nbsp;{D}", "[1-4]"),
        (f"{A}, {B}", "[1], [2]"),
        (f"{A}<b> </b>{B}", "[1] [2]"),
    ],
)
def test_run_of_marks_is_sorted_and_joined(run: str, text: str) -> None:
    numbered_first = "".join(f"{mark} x " for mark in (A, B, C, D, E))
    assert shown(render([numbered_first, run]).parts[1]) == text


def test_dash_of_a_range_leads_to_what_it_stands_for() -> None:
    rendered = render([A + B + C + D])
    assert (
        '<a id="cite-2-1" href="#ref-2" role="doc-biblioref" aria-label="References 2 to 3">'
        '<span id="cite-3-1"></span>-</a>'
    ) in rendered.parts[0]
    assert rendered.back_links == {
        "a": ["cite-1-1"],
        "b": ["cite-2-1"],
        "c": ["cite-3-1"],
        "d": ["cite-4-1"],
    }


def test_dash_over_one_reference_names_it() -> None:
    assert 'aria-label="Reference 2">-</a>' in render([A + B + C]).parts[0]


def test_every_link_has_something_to_see() -> None:
    links = re.findall(r"<a [^>]*>(.*?)</a>", render([A + B + C + D + E]).parts[0])
    assert [shown(link) for link in links] == ["1", "-", "5"]


def test_further_reading_is_numbered_behind_the_cited() -> None:
    rendered = render([f"{B} {A}"], further_reading=["d", "b", "c", "d"])
    assert rendered.numbers == {"b": 1, "a": 2, "d": 3, "c": 4}
    assert rendered.back_links["d"] == []


def test_mark_without_a_known_reference_shows_as_a_question() -> None:
    rendered = render([f"x{C}{A} y{C}"], known={"a", "b"})
    assert [shown(part) for part in rendered.parts] == ["x[1,?] y[?]"]
    assert rendered.numbers == {"a": 1}


def test_text_between_marks_is_untouched() -> None:
    html = f"<p title='a > b'>&amp; <!-- x -->{A} und&#160;so{B}<br></p>"
    around = re.sub(r'<sup class="cite">.*?</sup>', "|", render([html]).parts[0])
    assert around == "<p title='a > b'>&amp; <!-- x -->| und&#160;so|<br></p>"


def test_article_without_marks_has_no_numbers() -> None:
    rendered = render(["<p>Rest.</p>", ""])
    assert rendered.parts == ["<p>Rest.</p>", ""]
    assert rendered.numbers == {}
