"""What the rich-text editor rewrites is no change; what a person changes is one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.admin import markup, names
from articles.citations.item import Name
from articles.content import Answer, Content
from tests.articles.admin.browser import CITE

CITED = f"<p>Common.{CITE.format('a2020')}</p>"


@pytest.mark.parametrize(
    ("stored", "sent"),
    [
        (
            "<ul><li>a<ul><li>b</li></ul></li></ul>",
            "<ul>\n\t<li>a\n\t<ul>\n\t\t<li>b</li>\n\t</ul>\n\t</li>\n</ul>\n",
        ),
        ("<p>a<br>b</p>", "<p>a<br>\nb</p>"),
        (
            '<table><tr><th scope="col" colspan="2">B</th></tr></table>',
            '<table>\n<tr>\n<th colspan="2" scope="col">B</th>\n</tr>\n</table>',
        ),
        (CITED, f"{CITED}\n"),
    ],
)
def test_editors_rewriting_leaves_the_stored_text(stored: str, sent: str) -> None:
    before = Content(body=stored, faqs=[Answer("Q?", stored)])
    after = Content(body=sent, faqs=[Answer("Q?", sent)])
    assert markup.as_stored(after, before) == before


@pytest.mark.parametrize(
    "sent",
    [
        "<p>Common.</p>",
        "<p>Common. </p><p></p>",
        f"<p>Common.{CITE.format('b2020')}</p>",
        f"<p>Com mon.{CITE.format('a2020')}</p>",
        f"<p>Common.\xa0{CITE.format('a2020')}</p>",
    ],
)
def test_every_other_difference_is_a_change(sent: str) -> None:
    changed = Content(body=sent)
    assert markup.as_stored(changed, Content(body=CITED)).body == sent


BLOCKS = st.sampled_from(
    [
        "<p>a <em>b</em> c</p>",
        "<p>a\nb</p>\n",
        '<p lang="la"><a href="/x" title="&gt;">x</a></p>\n\n',
        CITED,
        '<ol start="2" type="a">\n<li>a<ul><li>b</li></ul></li>\n</ol>\n',
        '<table><tbody><tr><th scope="row" colspan="2">B</th><td></td></tr></tbody></table>',
        '<dl class="defs"><div><dt>T</dt><dd>D</dd></div></dl>\n',
        '<div class="callout"><h3>When?</h3><p>Now.</p></div>',
        "<hr>",
        "loose <strong>words</strong>",
    ]
)
TEXTS = st.lists(BLOCKS, max_size=6).map("".join)


@given(TEXTS)
def test_blocks_joined_are_the_text(html: str) -> None:
    assert "".join(markup.blocks(html)) == html


@given(TEXTS)
def test_reading_of_a_text_is_the_same_again(html: str) -> None:
    assert markup.canonical(markup.canonical(html)) == markup.canonical(html)


@given(TEXTS, TEXTS)
def test_text_reads_the_same_whatever_was_stored_before(sent: str, stored: str) -> None:
    kept = markup.as_stored(Content(body=sent), Content(body=stored)).body
    assert markup.canonical(kept) == markup.canonical(sent)


@given(TEXTS)
def test_text_sent_back_without_line_breaks_is_the_stored_one(stored: str) -> None:
    sent = markup.canonical(stored)
    assert markup.as_stored(Content(body=sent), Content(body=stored)).body == stored


def test_blocks_that_nobody_touched_keep_their_letters() -> None:
    stored = '<p>One\ntwo</p>\n<p lang="la"><a href="/x" title="t">x</a></p>\n\n<p>Three</p>'
    sent = '<p>One two</p><p lang="la"><a title="t" href="/x">x</a></p><p>Three, changed</p>'
    kept = markup.as_stored(Content(body=sent), Content(body=stored)).body
    assert kept == stored.replace("Three", "Three, changed")


WORD = st.text(
    st.characters(blacklist_categories=("C", "Z"), blacklist_characters=",{}"), min_size=1
)
PERSON = st.builds(lambda family, given: Name(family=family, given=given), WORD, WORD)
BODY = st.builds(lambda words: Name(literal=", ".join(words)), st.lists(WORD, min_size=1))


@given(st.lists(st.one_of(PERSON, BODY)))
def test_names_come_back_from_their_lines(given_names: list[Name]) -> None:
    assert names.names(names.lines(given_names)) == given_names
