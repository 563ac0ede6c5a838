"""What goes through the editor: honest HTML unharmed, hostile HTML without effect."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Page, expect

from klarity import richtext
from tests.browser.editing import data, paste, press, read, save, text, write
from tests.browser.server import Site

CITE = '<sup class="citation" data-reference="nhs">[cite]</sup>'
IMAGE = f"/media/images/ab/ab{'0' * 62}.webp"
HONEST = {
    "table": '<table><caption>Doses a day</caption><thead><tr><th scope="col">Age</th>'
    '<th scope="col" colspan="2">Dose</th></tr></thead><tbody><tr><th scope="row" rowspan="2">'
    f"Adults</th><td>5&nbsp;mg</td><td>once</td></tr><tr><td>10&nbsp;mg{CITE}</td><td></td></tr></tbody>"
    "</table>",
    "header groups": '<table><thead><tr><th scope="colgroup" colspan="2">Both</th></tr></thead>'
    '<tbody><tr><th scope="rowgroup">A</th><td><p>One</p><p>Two</p></td></tr></tbody>'
    "<tbody><tr><th>B</th><td><ul><li>x</li></ul></td></tr></tbody></table>",
    "nested lists": '<ol start="3" type="a"><li>One<ul><li>Two<ol reversed=""><li>Three</li></ol>'
    "</li></ul></li><li><p>Four</p><p>Five</p></li></ol>",
    "definitions": f'<dl class="defs"><div><dt>Nerves</dt><dd>As a result{CITE}</dd></div><div>'
    "<dt>Drugs</dt><dd>Some</dd></div></dl><dl><dt>T</dt><dd>D</dd><dd><p>E</p></dd></dl>",
    "figure": f'<figure><img src="{IMAGE}" alt="A &quot;leg&quot; &amp; &lt;b&gt;" width="800" '
    f'height="600" loading="lazy"><figcaption>A <em>leg</em>{CITE}</figcaption></figure>',
    "decoration": f'<figure><img src="{IMAGE}" alt="" role="presentation" width="8" height="6">'
    "</figure>",
    "other figures": "<figure><table><tbody><tr><td>1</td></tr></tbody></table><figcaption>Cap"
    f'</figcaption></figure><p>a <img src="{IMAGE}" alt="b" width="20" height="20"> c</p>',
    "callout": f'<div class="callout"><h3>When to get help</h3><p>Call 111.{CITE}</p><ul><li>Now'
    "</li></ul></div>",
    "languages": '<p lang="la">Musculus <span lang="fr-CA">jumeau</span> <abbr title="a &lt; b">AB'
    "</abbr></p>",
    "quotations": '<blockquote cite="https://example.org/a"><p>Said</p><p>Twice</p></blockquote>'
    "<blockquote>Said</blockquote><p><code>x &lt; y</code></p>",
    "raised and lowered": f"<p>Tired.{CITE}{CITE} 10<sup>9</sup>, H<sub>2</sub>O, 5&nbsp;mg &amp; "
    "&lt; 3.</p>",
    "links": '<p><a href="#ref-1">1</a> <a href="/articles/x/" title="t">x</a> <a href="../y">y</a>'
    ' <a href="?page=2">2</a> <a href="mailto:a@example.org">m</a> <a href="tel:+4420">t</a> '
    '<a href="https://example.org/?a=1&amp;b=2#:~:text=rest%20days,help">l</a></p>',
    "headings": f"<h2>One{CITE}</h2><h3>Two</h3><h4>Three <em>x</em></h4><p>A<br>b</p><hr>"
    '<p class="help">Note</p><p class="draft">D</p>',
    "line breaks": "<h2>One</h2>\n<h3>Two</h3>\n<p>A\nb</p>\n\n<ul>\n<li>x</li>\n</ul>\n",
    "nesting": "<p><strong><em>both</em></strong> <em><strong>other</strong></em></p>",
    "typography": "<p>“Curly” – dash… é ⁹ 🦴 \"straight\" 'single'</p>",
}
# What the editor brings into order as soon as the text around it is touched, and not before.
UNUSUAL = {
    "no paragraph": "Just words",
    "emptiness": "<p>a</p><p></p><p>&nbsp;</p><p>a<strong></strong>b  c </p>",
    "first line break": "\n<p>a</p>",
}
READ_IN = (
    "html => new Promise(done => CKEDITOR.instances.id_body.setData(html, { callback: done }))"
)
WATCH = """
window.ran = [];
for (const name of ["alert", "confirm", "prompt", "print", "open"]) {
  window[name] = () => window.ran.push(name);
}
document.addEventListener("securitypolicyviolation", ({ effectiveDirective, sample }) => {
  if (effectiveDirective.startsWith("script")) window.ran.push(`tried ${sample}`);
});
"""


def open_form(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator("#cke_id_summary .cke_wysiwyg_div")).to_be_visible()


@pytest.mark.parametrize("html", [*HONEST.values(), *UNUSUAL.values()])
def test_corpus_is_html_that_we_keep(html: str) -> None:
    assert richtext.clean(html) == html


def test_opening_and_saving_without_a_change_alters_no_byte(
    page: Page, site: Site, signed_in: Callable[[str], Any]
) -> None:
    bodies = ["".join(HONEST.values()), *UNUSUAL.values()]
    signed_in("editor")
    for body in bodies:
        answers = [{"question": "Why?", "answer": body}]
        address = write(site, "unchanged", body=body, summary=body, key_points=body, faqs=answers)
        number, stored = read(site, "unchanged")
        open_form(page, address)
        save(page)
        expect(page.locator(".messagelist")).to_contain_text("Nothing changed")
        assert read(site, "unchanged") == (number, stored)


def test_honest_html_survives_an_edit_beside_it(
    page: Page, site: Site, signed_in: Callable[[str], Any]
) -> None:
    honest = "".join(HONEST.values())
    address = write(site, "edited", body=f"<p>First.</p>{honest}")
    signed_in("editor")
    open_form(page, address)
    text(page).get_by_text("First.").click()
    page.keyboard.press("End")
    page.keyboard.type(" Second.")
    save(page)
    assert read(site, "edited")[1]["body"] == f"<p>First. Second.</p>{honest}"


def test_editor_itself_loses_nothing(
    page: Page, site: Site, signed_in: Callable[[str], Any]
) -> None:
    """Whatever the server puts right after it."""
    address = write(site, "lossless", body="<p>First.</p>")
    signed_in("editor")
    open_form(page, address)
    for name, html in HONEST.items():
        page.evaluate(READ_IN, html)
        assert inventory(data(page)) == inventory(html), name


def inventory(html: str) -> list[Any]:
    """Tags, with their attributes in any order, and words."""
    soup = BeautifulSoup(richtext.clean(html), "html.parser")
    return [*((tag.name, tag.attrs) for tag in soup.find_all(True)), *soup.get_text(" ").split()]


def attacks(shared_path: Callable[[str], Path]) -> list[str]:
    corpus = shared_path("corpora/xss-open.json").read_text(encoding="utf-8")
    return [entry["html"] for entry in json.loads(corpus)]


def test_hostile_html_of_every_field_does_nothing_in_the_editor_or_on_the_site(
    page: Page,
    site: Site,
    signed_in: Callable[[str], Any],
    shared_path: Callable[[str], Path],
) -> None:
    hostile, size = attacks(shared_path), 72
    assert len(hostile) == 429
    signed_in("editor")
    page.add_init_script(WATCH)
    for start in range(0, len(hostile), size):
        html = "".join(f"<p>{attack}</p>" for attack in hostile[start : start + size])
        answers = [{"question": hostile[start][:180], "answer": html}]
        parts = dict.fromkeys(["standfirst", "key_points", "body", "summary"], html)
        address = write(site, "hostile", faqs=answers, **parts)
        open_form(page, address)
        page.locator("details").evaluate_all("all => all.forEach(each => { each.open = true })")
        page.locator("#id_faqs-0-question").scroll_into_view_if_needed()
        expect(text(page, "faqs-0-answer")).to_be_visible()
        assert page.evaluate("window.ran") == []
        assert page.url == address


def test_hostile_html_pasted_does_nothing(
    page: Page,
    site: Site,
    signed_in: Callable[[str], Any],
    shared_path: Callable[[str], Path],
) -> None:
    address = write(site, "pasted", body="<p>Kept.</p>")
    signed_in("editor")
    page.add_init_script(WATCH)
    open_form(page, address)
    text(page).click()
    for attack in attacks(shared_path):
        paste(page, attack)
    page.wait_for_timeout(500)
    press(page, "source")
    press(page, "source")
    expect(text(page)).to_contain_text("Kept.")
    assert page.evaluate("window.ran") == []
    assert page.url == address
