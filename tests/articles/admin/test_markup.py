"""What the rich-text editor rewrites is no change; what a person changes is one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.admin import markup, names
from articles.admin.widgets import RichTextWidget, allowed_content
from articles.citations.item import Name
from articles.content import Answer, Content
from klarity import richtext
from tests.articles.admin.browser import CITE

CITED = f"<p>Common.{CITE.format('a2020')}</p>"


@pytest.mark.parametrize(
    ("stored", "sent"),
    [
        (
            "<ul><li>a<ul><li>b</li></ul></li></ul>",
            "<ul>\n\t<li>a\n\t<ul>\n\t\t<li>b</li>\n\t</ul>\n\t</li>\n</ul>\n",
        ),
        ("<p>a<br>b</p>", "<p>a<br />\nb</p>"),
        (
            '<table><tr><th scope="col" colspan="2">B</th></tr></table>',
            '<table>\n<tr>\n<th colspan="2" scope="col">B</th>\n</tr>\n</table>',
        ),
        ("<dl><div><dt>T</dt><dd>D</dd></div></dl>", "<dl>\n\t<dt>T</dt>\n\t<dd>D</dd>\n</dl>"),
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


def test_groups_of_a_definition_list_are_opened_for_the_editor() -> None:
    grouped = '<dl class="defs"><div><dt>T</dt><dd>D</dd></div></dl><p>a<br>b</p>'
    assert markup.ungrouped(grouped).startswith('<dl class="defs"><dt>T</dt><dd>D</dd></dl>')
    assert markup.ungrouped(CITED) == CITED


def test_editor_is_told_to_keep_all_that_we_accept() -> None:
    allowed = allowed_content()
    assert allowed.keys() == richtext.TAGS
    assert allowed["sup"] == {"attributes": "lang,data-reference", "classes": "citation"}
    assert RichTextWidget().config["allowedContent"] == allowed


WORD = st.text(
    st.characters(blacklist_categories=("C", "Z"), blacklist_characters=",{}"), min_size=1
)
PERSON = st.builds(lambda family, given: Name(family=family, given=given), WORD, WORD)
BODY = st.builds(lambda words: Name(literal=", ".join(words)), st.lists(WORD, min_size=1))


@given(st.lists(st.one_of(PERSON, BODY)))
def test_names_come_back_from_their_lines(given_names: list[Name]) -> None:
    assert names.names(names.lines(given_names)) == given_names
