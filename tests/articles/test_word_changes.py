"""Two texts in one: the marks of change tell both, and stay inside their blocks."""

import re
from html.parser import HTMLParser
from random import Random

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import given
from hypothesis import strategies as st

from articles.word_changes import BLOCKS, in_html, in_text
from klarity import richtext
from tests.articles.citations.items import unhurried
from tests.factories import CITE

VOID = {"br", "img", "hr"}

words = st.sampled_from(
    ["rest", "water", "the", "pain.", "5 mg", "a&nbsp;week", "<em>not</em>", "&lt;b&gt;"]
)
marks = st.sampled_from([CITE.format("first2020"), CITE.format("second2021")])
lines = st.lists(st.one_of(words, marks), min_size=1, max_size=12).map(" ".join)
blocks = st.one_of(
    *(lines.map(f"<{tag}>{{}}</{tag}>".format) for tag in ("p", "h2", "h3", "blockquote")),
    lines.map('<p class="help">{}</p>'.format),
    st.lists(lines, min_size=1, max_size=4).map(
        lambda items: "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"
    ),
    st.lists(st.tuples(lines, lines), min_size=1, max_size=3).map(
        lambda rows: (
            "<table><tbody>"
            + "".join(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in rows)
            + "</tbody></table>"
        )
    ),
)
texts = st.lists(blocks, max_size=6).map("".join)


@st.composite
def drafts(draw: st.DrawFn) -> tuple[str, str]:
    """A text, and the same after some blocks were taken out, put in and moved."""
    old = draw(st.lists(blocks, max_size=6))
    new = list(old)
    for _ in range(draw(st.integers(0, 4))):
        place = draw(st.integers(0, len(new)))
        new[place : place + draw(st.integers(0, 2))] = draw(st.lists(blocks, max_size=1))
    return "".join(old), "".join(new)


def side(html: str, dropped: str) -> str:
    """One of the two texts: without the `dropped` marks and what they hold."""
    soup = BeautifulSoup(html, "html.parser")
    for gone in soup.select(f"{dropped}, [data-change={dropped}], .visually-hidden"):
        gone.decompose()
    for kept in soup.select("ins, del"):
        kept.unwrap()
    for kept in soup.select("[data-change]"):
        del kept["data-change"]
    return str(soup)


def shown(html: str) -> str:
    """A stored text with its marks as the comparison shows them."""
    soup = BeautifulSoup(richtext.clean(html), "html.parser")
    for mark in soup.select("sup.citation"):
        mark.string, mark["class"] = f"[{mark['data-reference']}]", "cite"
        del mark["data-reference"]
    return str(soup)


def even(html: str) -> str:
    """Without the differences that nobody sees: neighbours of one kind, space at the edges."""
    html = re.sub(r"</em>(\s*)<em>", r"\1", str(BeautifulSoup(html, "html.parser")))
    return re.sub(r"\s+", " ", html)


class Nesting(HTMLParser):
    """Raises AssertionError for tags that do not nest."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@unhurried
@given(st.one_of(drafts(), st.tuples(texts, texts)))
def test_both_texts_can_be_read_from_the_comparison(both: tuple[str, str]) -> None:
    old, new = both
    html = in_html(old, new)
    assert even(side(html, "del")) == even(shown(new))
    assert even(side(html, "ins")) == even(shown(old))


@unhurried
@given(st.one_of(drafts(), st.tuples(texts, texts)))
def test_marks_of_change_stay_inside_their_block(both: tuple[str, str]) -> None:
    html = in_html(*both)
    Nesting(html)
    for mark in BeautifulSoup(html, "html.parser").select("ins, del"):
        assert mark.find([*BLOCKS, "ins", "del"]) is None
        hidden = mark.contents[0]
        assert isinstance(hidden, Tag)
        assert hidden.get_text() == {"ins": "added: ", "del": "removed: "}[mark.name]


@unhurried
@given(texts)
def test_same_text_has_no_marks_of_change(text: str) -> None:
    assert not BeautifulSoup(in_html(text, text), "html.parser").select("ins, del, [data-change]")


@unhurried
@given(st.text(), st.text())
def test_no_text_becomes_markup(old: str, new: str) -> None:
    for html in (in_html(f"<p>{old}", f"<p>{new}"), in_text(old, new)):
        soup = BeautifulSoup(html, "html.parser")
        allowed = richtext.TAGS | {"ins", "del"}
        assert {tag.name for tag in soup.find_all(True)} <= allowed
    plain = BeautifulSoup(in_text(old, new), "html.parser")
    assert {tag.name for tag in plain.find_all(True)} <= {"ins", "del", "span"}


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '<a href="javascript:alert(1)">x</a>',
        '<p class="help" onclick="x()">x</p>',
        "</ins><script>x()</script>",
        '<sup class="citation" data-reference="&quot;><script>">[cite]</sup>',
    ],
)
def test_hostile_html_does_nothing(hostile: str) -> None:
    for html in (in_html("", hostile), in_html(hostile, ""), in_html("<p>x</p>", hostile)):
        soup = BeautifulSoup(html, "html.parser")
        assert soup.find("script") is None
        assert "javascript:" not in html
        assert not [tag for tag in soup.find_all(True) if {"onerror", "onclick"} & tag.attrs.keys()]
    assert "<script" not in in_text("", hostile)


def test_word_is_marked_and_its_neighbours_are_not() -> None:
    html = in_html("<p>Take two tablets a day.</p>", "<p>Take three tablets a day.</p>")
    assert html == (
        "<p>Take"
        '<del><span class="visually-hidden">removed: </span> two</del>'
        '<ins><span class="visually-hidden">added: </span> three</ins>'
        " tablets a day.</p>"
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('<p><a href="/a/">here</a></p>', '<p><a href="/b/">here</a></p>'),
        ("<p>not this</p>", "<p><strong>not</strong> this</p>"),
        ("<p>Rest.</p>", f"<p>Rest.{CITE.format('rest2020')}</p>"),
        ("<p>Rest.</p>", '<p class="help">Rest.</p>'),
        ("<h2>Rest</h2>", "<h3>Rest</h3>"),
        ("<ol><li>Rest</li></ol>", '<ol start="4"><li>Rest</li></ol>'),
        ("<p>5 mg</p>", "<p>5&nbsp;mg</p>"),
        ("<p>a b</p>", "<p>ab</p>"),
        ("<p>a</p><p>b</p>", "<p>a</p><hr><p>b</p>"),
    ],
)
def test_no_change_goes_unmarked(old: str, new: str) -> None:
    soup = BeautifulSoup(in_html(old, new), "html.parser")
    assert soup.select("ins")
    assert soup.select("ins, del")


def test_cell_stays_in_its_column() -> None:
    table = "<table><tbody><tr><td>Dose</td><td>{}</td></tr></tbody></table>"
    row = BeautifulSoup(in_html(table.format("5"), table.format("10")), "html.parser").tr
    assert row is not None
    assert len(row.find_all("td")) == 2


@pytest.mark.parametrize("share", [0.02, 0.3, 0.8])
def test_long_text_with_many_edits_is_compared(share: float) -> None:
    """`make bench` says how quickly."""
    random = Random(7)
    vocabulary = [f"word{number}" for number in range(800)] + ["the", "of", "a"] * 60
    old = [[random.choice(vocabulary) for _ in range(50)] for _ in range(100)]
    new = [
        [random.choice(vocabulary) if random.random() < share else word for word in paragraph]
        for paragraph in old
    ]
    in_paragraphs, as_one = (
        lambda text: "".join(f"<p>{' '.join(line)}.</p>" for line in text),
        lambda text: f"<p>{' '.join(' '.join(line) for line in text)}</p>",
    )
    for written in (in_paragraphs, as_one):
        both = in_html(written(old), written(new))
        assert shown(side(both, "ins")) == shown(written(old))
        assert shown(side(both, "del")) == shown(written(new))
