"""Blocks are numbered as the editor counts them, and read as a person reads them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.checks.blocks import KINDS, anchored, blocks, pictures
from articles.citations import marks
from klarity import richtext
from tests.articles.checks.made import cite

PIECES = st.sampled_from(
    [
        *(
            f"<{name}>"
            for name in [*KINDS, "ul", "table", "tr", "figure", "em", "sup", "div", "dl"]
        ),
        *(f"</{name}>" for name in [*KINDS, "ul", "table", "tr", "figure", "em", "sup", "div"]),
        *("word ", " more", ". ", "10", "&amp;", "&nbsp;", "<br>", "<!-- no -->", "<", ">", "“”"),
        *(cite("a"), cite("b"), '<sup class="citation">', "<img alt=''>", '<a href="#x">'),
    ]
)
HTML = st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=200)


def read(html: str) -> list[tuple[str, str, str]]:
    return [(block.place, block.kind, block.text) for block in blocks("body", html)]


def test_each_block_has_its_number_kind_and_words() -> None:
    html = (
        "<h2>Causes</h2><p>One &amp; <em>two</em>.</p><ul><li>Salt</li></ul><h3>More</h3>"
        '<table><caption>Doses</caption><tr><th scope="col">Age</th><td>5</td></tr></table>'
        "<figure><figcaption>A leg</figcaption></figure><dl><dt>Cramp</dt><dd>A pain</dd></dl>"
        "<blockquote>Rest.</blockquote>"
    )
    assert read(html) == [
        ("body:1", "heading", "Causes"),
        ("body:2", "paragraph", "One & two."),
        ("body:3", "item", "Salt"),
        ("body:4", "heading", "More"),
        ("body:5", "caption", "Doses"),
        ("body:6", "header-cell", "Age"),
        ("body:7", "cell", "5"),
        ("body:8", "caption", "A leg"),
        ("body:9", "term", "Cramp"),
        ("body:10", "item", "A pain"),
        ("body:11", "quote", "Rest."),
    ]
    assert [block.level for block in blocks("body", html) if block.level] == [2, 3]


def test_what_holds_blocks_is_one_only_for_words_of_its_own() -> None:
    assert read("<ul><li>One<ul><li>two</li></ul> and on</li><li><p>three</p></li></ul>") == [
        ("body:1", "item", "One and on"),
        ("body:2", "item", "two"),
        ("body:3", "item", "three"),
    ]
    assert read("<blockquote><p>A</p><p>B</p></blockquote>") == [
        ("body:1", "quote", "A"),
        ("body:2", "quote", "B"),
    ]


def test_empty_blocks_are_counted_and_left_out() -> None:
    assert read("<p>&nbsp;</p><p>Here</p><p></p><p>There</p>") == [
        ("body:2", "paragraph", "Here"),
        ("body:4", "paragraph", "There"),
    ]


def test_a_line_without_any_block_is_one() -> None:
    assert read("What an <em>example</em> is.") == [("body:1", "paragraph", "What an example is.")]
    assert read(" \n ") == []


def test_marks_are_taken_out_and_their_places_kept() -> None:
    (block,) = blocks("body", f"<p>Rest {cite('a')}{cite('b')}. Heat{cite('a')} helps.</p>")
    assert block.text == "Rest. Heat helps."
    assert [(mark.key, block.text[: mark.offset]) for mark in block.marks] == [
        ("a", "Rest"),
        ("b", "Rest"),
        ("a", "Rest. Heat"),
    ]


def test_a_mark_alone_is_kept() -> None:
    (block,) = blocks("body", f"<p>{cite('a')}</p>")
    assert (block.text, [mark.key for mark in block.marks]) == ("", ["a"])


def test_raised_figures_that_are_no_marks_read_as_such() -> None:
    assert read("<p>10<sup>9</sup> and I<sup>131</sup></p>")[0][2] == "10⁹ and I¹³¹"


def test_addresses_behind_words_are_kept() -> None:
    (block,) = blocks("body", '<p><a href="https://a.org/?a=1&amp;b=2">Here</a></p>')
    assert block.links == ("https://a.org/?a=1&b=2",)


@pytest.mark.parametrize(
    ("html", "place"),
    [
        ('<p>A</p><p>B <img src="/media/a.webp" alt=""></p>', "body:2"),
        ('<p>A</p><figure><img alt=""><figcaption>B</figcaption></figure>', "body:2"),
        ('<p>A</p><figure><img alt=""></figure>', "body:1"),
        ('<ul><li><img alt=""><p>A</p></li></ul>', "body:1"),
        ('<figure><img alt=""></figure>', "body"),
    ],
)
def test_a_picture_stands_at_a_block(html: str, place: str) -> None:
    assert [picture.place for picture in pictures("body", html)] == [place]


def test_a_picture_says_what_it_shows_or_that_it_is_decoration() -> None:
    html = '<p><img alt=" A leg "><img role="presentation" alt=""><img></p>'
    shown = [(picture.alt, picture.decorative) for picture in pictures("body", html)]
    assert shown == [("A leg", False), ("", True), ("", False)]


def test_blocks_say_their_places_and_nothing_else_changes() -> None:
    html = f'<h2>A</h2><ul><li lang="fr">B{cite("a")}</li></ul><p></p><p>C</p>'
    assert anchored("body", html) == (
        f'<h2 data-place="body:1">A</h2><ul><li data-place="body:2" lang="fr">B{cite("a")}</li>'
        '</ul><p data-place="body:3"></p><p data-place="body:4">C</p>'
    )
    assert anchored("standfirst", "A <em>B</em>") == (
        '<span data-place="standfirst:1">A <em>B</em></span>'
    )
    assert anchored("body", "A<p>B</p>") == (
        '<div data-place="body:1">A<p data-place="body:2">B</p></div>'
    )


@given(HTML)
def test_any_html_is_read(html: str) -> None:
    read_in = blocks("body", html)
    numbers = [int(block.place.removeprefix("body:")) for block in read_in]
    assert numbers == sorted(set(numbers))
    for block in read_in:
        assert block.text == " ".join(block.text.split())
        assert all(0 <= mark.offset <= len(block.text) for mark in block.marks)
    read_marks = [mark.key for block in read_in for mark in block.marks]
    assert sorted(read_marks) == sorted(mark.key for mark in marks.find(html))


@given(HTML)
def test_every_place_is_found_again(html: str) -> None:
    shown = anchored("body", html)
    present = set(re.findall(r'data-place="(body:\d+)"', shown))
    assert {block.place for block in blocks("body", html)} <= present
    assert re.sub(r' data-place="body:\d+"', "", shown) in (
        html,
        f"<span>{html}</span>",
        f"<div>{html}</div>",
    )


@given(HTML)
def test_accepted_html_reads_as_readers_see_it(html: str) -> None:
    accepted = richtext.clean(f"<p>Words.</p>{html}")
    words = " ".join(block.text for block in blocks("body", accepted))
    shown = richtext.plain_text(marks.strip(accepted))
    assert sorted(words.replace(" ", "")) == sorted("".join(shown.split()))


@pytest.mark.parametrize(
    "piece",
    [
        "<p>",
        "<li></p>",
        "<ul><li>",
        "<p>" + cite("a"),
        "word <b>",
        "<sup class=citation>",
        "<",
        "<!--",
    ],
)
def test_hostile_html_is_read_to_its_end(piece: str) -> None:
    """Were the work to grow with the square of its length, this would take minutes."""
    found = blocks("body", piece * 20_000 + "<p>The end.</p>")
    assert len({block.place for block in found}) == len(found)
    assert piece == "<!--" or found[-1].text.endswith("The end.")


def test_words_that_an_abbreviation_explains_are_told_apart() -> None:
    (block,) = blocks("body", '<p>An <abbr title="heart trace">ECG</abbr> or <abbr>MRI</abbr>.</p>')
    assert block.explained == ("ECG",)


@pytest.mark.parametrize(
    ("html", "foreign"),
    [
        ('<p>So <em lang="fr">la vie</em> goes on.</p>', ("la vie",)),
        ('<p lang="la">De <em>gustibus</em></p>', ("De gustibus",)),
        ('<p>So <em lang="en-GB">it</em> goes.</p>', ()),
        ('<p>So <em lang="fr">la <strong lang="de">das</strong> vie</em>.</p>', ("la das vie",)),
        ('<p>So <em lang="fr">la vie goes on.</p>', ("la vie goes on.",)),
        ('<p>So <em lang="fr">la vie</p><p>goes on.</em></p>', ("la vie",)),
    ],
)
def test_words_in_another_language_are_told_apart(html: str, foreign: tuple[str, ...]) -> None:
    assert blocks("body", html)[0].foreign == foreign
