"""What a person does in the rich-text editor: open, click, type, press, paste."""

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.server import Site

CLIPBOARD = Path(__file__).parent / "clipboard"
# A clipboard as the browser hands it over when somebody pastes.
PASTE = """(target, html) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  const event = { clipboardData, bubbles: true, cancelable: true };
  target.dispatchEvent(new ClipboardEvent("paste", event));
}"""
# An article with this text; prints the address of its form.
WRITE = """
import json
from dataclasses import replace
from django.contrib.auth.models import User
from django.urls import reverse
from articles import drafting
from articles.content import Answer, Content
from articles.models import Article
given = json.loads({given!r})
writer = User.objects.get(username="writer")
article, _ = Article.objects.get_or_create(slug=given.pop("slug"), defaults=dict(created_by=writer))
sample = drafting.freeze(Article.objects.get(slug="why-does-fibre-matter"))
faqs = [Answer(**faq) for faq in given.pop("faqs", [])]
newest = drafting.newest(article)
text = Content(title="Written for a test", references=sample.references, faqs=faqs, **given)
drafting.save(article, text, base=newest.number if newest else 0, by=writer)
print("form", reverse("admin:articles_article_change", args=[article.pk]))
"""
# The newest Revision's text.
READ = """
import json
from articles import drafting
from articles.models import Article
revision = drafting.newest(Article.objects.get(slug={slug!r}))
print("text", json.dumps([revision.number, revision.frozen_content]))
"""


def write(site: Site, slug: str, **parts: Any) -> str:
    """Store an article with the references of a sample; the address of its form."""
    printed = site.manage(
        "shell", "-v0", "-c", WRITE.format(given=json.dumps({"slug": slug, **parts}))
    )
    return site.url + _printed(printed, "form")


def read(site: Site, slug: str) -> tuple[int, dict[str, Any]]:
    """The number of an article's newest Revision, and its text."""
    printed = site.manage("shell", "-v0", "-c", READ.format(slug=slug))
    number, text = json.loads(_printed(printed, "text"))
    return number, text


def _printed(output: str, name: str) -> str:
    lines = dict(line.partition(" ")[::2] for line in output.splitlines())
    return lines[name]


def text(page: Page, field: str = "body") -> Locator:
    """The editor of a field, ready to be typed into."""
    editor = page.locator(f"#cke_id_{field} .cke_wysiwyg_div")
    expect(editor).to_be_visible()
    return editor


def data(page: Page, field: str = "body") -> str:
    """What the editor of a field would send."""
    value: str = page.evaluate("id => CKEDITOR.instances[id].getData()", f"id_{field}")
    return value


def press(page: Page, button: str, field: str = "body") -> None:
    """Press a button of a field's toolbar."""
    page.locator(f"#cke_id_{field} .cke_button__{button}").click()


def paste(page: Page, html: str, field: str = "body") -> None:
    """Paste into a field, at its caret."""
    text(page, field).evaluate(PASTE, html)


def chips(page: Page, field: str = "body") -> list[str]:
    """The marks of a field as they are shown."""
    return text(page, field).locator("sup.citation").all_inner_texts()


def save(page: Page) -> None:
    """Save the form and stay on it."""
    page.locator("input[name=_continue]").first.click()
    expect(page.locator(".messagelist")).to_be_visible()
