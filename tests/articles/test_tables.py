import pytest
from bs4 import BeautifulSoup
from django.utils.safestring import SafeString, mark_safe

from articles.templatetags.tables import scrollable


def boxed(html: str) -> BeautifulSoup:
    return BeautifulSoup(scrollable(mark_safe(html)), "html.parser")


def test_table_stands_in_a_box_that_the_keyboard_reaches() -> None:
    soup = boxed("<p>a</p><table><tr><td>1</td></tr></table><p>b</p>")
    [box] = soup.select("div.scroll:has(> table)")
    assert box["tabindex"] == "0"
    assert box["aria-label"] == "Table"


def test_box_is_named_by_the_caption() -> None:
    soup = boxed('<table><caption>Salt &amp; "water" <b>daily</b></caption></table>')
    assert [box["aria-label"] for box in soup.select(".scroll")] == ['Salt & "water" daily']


def test_table_within_a_table_gets_no_box_of_its_own() -> None:
    soup = boxed("<table><tr><td><table><tr><td>1</td></tr></table></td></tr></table>")
    assert len(soup.select("table")) == 2
    assert len(soup.select(".scroll")) == 1


@pytest.mark.parametrize("html", ["", "<p>No table &amp; <b>nothing</b> else</p>"])
def test_text_without_tables_is_untouched(html: str) -> None:
    assert scrollable(mark_safe(html)) == html


def test_escaped_text_stays_escaped_and_the_result_is_safe() -> None:
    html = scrollable(mark_safe("<table><tr><td>&lt;script&gt;</td></tr></table>"))
    assert isinstance(html, SafeString)
    assert "&lt;script&gt;" in html
