"""What comes from Word and Google Docs: its meaning is kept, its looks and leftovers are not."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from klarity import richtext
from tests.browser.conftest import Site
from tests.browser.editing import CLIPBOARD, data, paste, press, text, write

CITE = '<sup class="citation" data-reference="{}">[cite]</sup>'
LIST = "<ul><li>Walking{}<ul><li>on soft ground</li></ul></li><li>Swimming</li></ul>"
TABLE = (
    '<table><thead><tr><th scope="col">Age</th><th scope="col">Walk</th></tr></thead>'
    "<tbody><tr><td>Over 60</td><td>20 minutes</td></tr></tbody></table>"
)
WORD = (
    "<p>Why do knees creak?</p><h2>What a creak is</h2>"
    "<p>Most knees make a sound.<sup>1</sup> It is <strong>rarely</strong> a <em>sign</em> of harm."
    "<sup>2,3</sup></p><p>About 10<sup>9</sup> cells line the joint, over 5 cm<sup>2</sup>, and "
    "Ca<sup>2+</sup> moves through them. This one was added.</p><h3>What helps</h3>"
    f"{LIST.format('<sup>4</sup>')}<ol><li>Rest it</li><li>Bend it</li></ol>{TABLE}"
    '<p>See a physiotherapist<sup>1</sup> or read <a href="https://example.org/knees">this page</a>'
    ".</p><p>[1] Example A. Knees. 2020.</p>"
)
PLAIN = "<p>a <strong>b</strong> <em>c</em> d</p>"
GOOGLE_DOCS = (
    "<p>Why do knees creak?</p><h2>What a creak is</h2>"
    "<p>Most knees make a sound.<sup>1</sup> It is <strong>rarely</strong> a <em>sign</em> of harm."
    f"<sup>1</sup></p><h3>What helps</h3>{LIST.format('')}{TABLE}"
    '<p><a href="https://example.org/knees">This page</a> says more.</p><hr>'
    "<p>[1] Example A. Knees. 2020.</p>"
)


@pytest.fixture(scope="module")
def address(site: Site) -> str:
    """The form of an article without a text, but with references."""
    return write(site, "pasting", summary=f"<p>So.{CITE.format('nhs')}</p>")


@pytest.fixture
def form(page: Page, address: str, signed_in: Callable[[str], Any]) -> Page:
    """That form, with the caret in its body."""
    signed_in("writer")
    page.goto(address)
    text(page).click()
    return page


def sample(name: str) -> str:
    return (CLIPBOARD / f"{name}.html").read_text(encoding="utf-8")


def bar(page: Page) -> Locator:
    return page.get_by_role("region", name="Raised numbers")


@pytest.mark.parametrize(
    ("name", "kept"), [("word", WORD), ("google_docs", GOOGLE_DOCS)], ids=["word", "google-docs"]
)
def test_manuscript_comes_in_clean(form: Page, name: str, kept: str) -> None:
    paste(form, sample(name))
    expect(text(form)).to_contain_text("Example A. Knees. 2020.")
    assert richtext.clean(data(form)) == kept


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("<h1>One</h1><h3>Three</h3><h5>Five</h5>", "<h2>One</h2><h3>Three</h3><h4>Five</h4>"),
        ('<p class="MsoTitle">Title</p>', "<p>Title</p>"),
        (
            '<p style="color:red" class="x">a <b>b</b> <i>c</i> <u>d</u></p>',
            PLAIN,
        ),
        ('<font face="x"><p>a <b>b</b> <i>c</i> <s>d</s></p></font>', PLAIN),
        (
            '<p><span lang="la">os</span> <span lang="en-US">bone</span></p>',
            '<p><span lang="la">os</span> bone</p>',
        ),
        (
            '<p>a<img src="file:///C:/a.png"><img src="https://elsewhere.example/b.png"></p>',
            "<p>a</p>",
        ),
        ('<p><a href="javascript:alert(1)">a</a> <a name="x">b</a></p>', "<p>a b</p>"),
        (
            "<table><tr><td><b>A</b></td><td>B</td></tr><tr><th>c</th><td>1</td></tr></table>",
            "<table><tbody><tr><td><strong>A</strong></td><td>B</td></tr>"
            '<tr><th scope="row">c</th><td>1</td></tr></tbody></table>',
        ),
        ('<ol start="4"><li>d</li></ol>', '<ol start="4"><li>d</li></ol>'),
        (f"<p>a{CITE.format('nhs')}</p>", f"<p>a{CITE.format('nhs')}</p>"),
    ],
)
def test_other_pages_come_in_by_the_same_list(form: Page, pasted: str, kept: str) -> None:
    paste(form, pasted)
    expect(text(form)).not_to_have_text("")
    assert richtext.clean(data(form)) == kept


def test_raised_numbers_are_offered_and_nothing_is_changed_silently(form: Page) -> None:
    paste(form, sample("word"))
    expect(bar(form)).to_contain_text("4 raised numbers look like citations.")
    bar(form).get_by_role("button", name="Leave them as they are").click()
    expect(bar(form)).to_have_count(0)
    assert richtext.clean(data(form)) == WORD


def test_raised_numbers_become_the_citations_that_are_chosen(form: Page) -> None:
    paste(form, sample("word"))
    bar(form).get_by_role("button", name="Choose their references").click()
    expect(bar(form).get_by_label("1, 2 times: …Most knees make a sound.")).to_be_focused()
    bar(form).get_by_label("1, 2 times").select_option("reynolds2019")
    bar(form).get_by_label("3: …").select_option("nhs")
    bar(form).get_by_role("button", name="Make them citations").click()
    expected = WORD.replace("<sup>1</sup>", CITE.format("reynolds2019"))
    expected = expected.replace("<sup>2,3</sup>", f"{CITE.format('nhs')}<sup>2</sup>")
    assert richtext.clean(data(form)) == expected
    expect(text(form).locator("sup.citation")).to_have_text(["[1]", "[2]", "[1]"])
    expect(text(form)).to_be_focused()


def test_their_making_is_undone_at_once(form: Page) -> None:
    paste(form, "<p>Said.<sup>1-3</sup></p>")
    bar(form).get_by_role("button", name="Choose their references").click()
    for select in bar(form).get_by_role("combobox").all():
        select.select_option("nhs")
    bar(form).get_by_role("button", name="Make them citations").click()
    expect(text(form).locator("sup.citation")).to_have_text(["[1]"] * 3)
    form.keyboard.press("Control+z")
    assert data(form) == "<p>Said.<sup>1-3</sup></p>"


def test_another_source_is_asked_for(form: Page) -> None:
    paste(form, "<p>Said.<sup>1</sup></p>")
    bar(form).get_by_role("button", name="Choose their references").click()
    bar(form).get_by_role("combobox").select_option("?")
    dialog = form.get_by_role("dialog", name="Cite a source")
    dialog.get_by_role("button", name="Insert reference aune2011").click()
    bar(form).get_by_role("button", name="Make them citations").click()
    assert data(form) == f"<p>Said.{CITE.format('aune2011')}</p>"


@pytest.mark.parametrize(
    "pasted",
    [
        "<p>10<sup>9</sup> cells, 5 cm<sup>2</sup>, 3 m<sup>3</sup>, kg/m<sup>2</sup></p>",
        "<p><sup>13</sup>C and Na<sup>+</sup>, the 1<sup>st</sup>, x<sup>2</sup>y</p>",
        "<p>No raised numbers.</p>",
    ],
)
def test_powers_units_and_formulas_are_no_citations(form: Page, pasted: str) -> None:
    paste(form, pasted)
    expect(text(form)).not_to_have_text("")
    expect(bar(form)).to_have_count(0)
    assert data(form) == pasted


def test_line_of_text_takes_a_manuscript_as_a_line(form: Page) -> None:
    text(form, "standfirst").click()
    paste(form, "<h1>Knees</h1><p>They <b>creak</b>.</p>", "standfirst")
    expect(text(form, "standfirst")).to_contain_text("creak")
    line = richtext.clean_inline(data(form, "standfirst"))
    assert line == "Knees They <strong>creak</strong>."
    press(form, "undo", "standfirst")
