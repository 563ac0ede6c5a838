"""The editor as the server sets it up: what its toolbar offers, what text it is given."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.urls import reverse

from articles import toolbar
from articles.admin.widgets import InlineTextField, RichTextField, RichTextWidget
from articles.models import Article
from articles.system_checks import toolbar_offers_what_is_accepted
from klarity import richtext
from tests.articles.admin.browser import fields, page, signed_in
from tests.factories import write


def offered(widget: RichTextWidget) -> set[str]:
    return {item for group in widget.config["toolbar"] for item in group}


def test_editor_keeps_all_that_we_accept() -> None:
    allowed = RichTextWidget().config["allowedContent"]
    assert allowed.keys() == richtext.TAGS
    assert allowed["sup"] == {"attributes": "lang,data-reference", "classes": "citation"}
    assert allowed["div"] == {"attributes": "lang", "classes": "callout"}


def test_headings_on_offer_are_those_that_we_accept() -> None:
    assert RichTextWidget().config["format_tags"] == "p;h2;h3;h4"


def test_our_toolbar_offers_only_what_is_accepted() -> None:
    assert toolbar_offers_what_is_accepted() == []


@pytest.mark.parametrize(
    ("removed", "sentence"),
    [("caption", "Table makes caption"), ("strong", "Bold makes strong")],
)
def test_button_whose_work_would_be_taken_out_is_an_error(
    monkeypatch: pytest.MonkeyPatch, removed: str, sentence: str
) -> None:
    monkeypatch.setattr(richtext, "TAGS", richtext.TAGS - {removed})
    [error] = toolbar_offers_what_is_accepted()
    assert (error.id, sentence in error.msg) == ("articles.E002", True)


def test_button_that_nobody_knows_is_an_error(settings: Any) -> None:
    settings.CKEDITOR_CONFIGS = {"default": {"toolbar": [["Bold", "Flash"]]}}
    [error] = toolbar_offers_what_is_accepted()
    assert "what Flash makes" in error.msg


@pytest.mark.parametrize("removed", ["div.callout", "th[scope]", "img[role]", "sup.citation"])
def test_classes_and_attributes_count_as_well(
    monkeypatch: pytest.MonkeyPatch, removed: str
) -> None:
    accepted = richtext.accepted() - {removed}
    monkeypatch.setattr(richtext, "accepted", lambda: accepted)
    assert len(toolbar.faults([sorted(toolbar.MAKES)])) == 1


def test_line_of_text_is_offered_inline_marks_only() -> None:
    widget = InlineTextField().widget
    assert {"Bold", "Cite", "Link", "Undo"} <= offered(widget)
    assert not offered(widget) & {"Format", "Table", "Callout", "Picture", "BulletedList"}
    assert widget.config["allowedContent"].keys() == richtext.INLINE_TAGS | {"br"}


def test_text_without_references_is_offered_no_citations() -> None:
    assert "Cite" in offered(RichTextField().widget)
    assert "Cite" not in offered(RichTextField(cites=False).widget)
    assert toolbar.offered([["Cite"], ["Bold"]], line=False, cites=False) == [["Bold"]]


def test_uploader_of_the_package_is_not_mounted(superuser: User) -> None:
    client = signed_in(superuser)
    for address in ("/ckeditor/upload/", "/ckeditor/browse/"):
        assert client.post(address).status_code in {403, 404}
        assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("address", "cites"),
    [
        ("articles_author_add", False),
        ("flatpages_flatpage_add", False),
        ("articles_article_add", True),
    ],
)
def test_forms_set_the_editor_up(superuser: User, address: str, cites: bool) -> None:
    shown = signed_in(superuser).get(reverse(f"admin:{address}"))
    soup = BeautifulSoup(shown.content, "html.parser")
    areas = soup.select("textarea[data-rich-text]")
    configs = [json.loads(str(area["data-rich-text"])) for area in areas]
    assert configs
    assert all(any("Cite" in group for group in each["toolbar"]) is cites for each in configs)
    assert configs[0]["pictures"]["upload"] == reverse("admin:articles_image_upload")
    assert soup.select_one("script[type=module][src*='ckeditor/start']")
    assert not soup.select("#content [style]")


def test_text_keeps_the_line_break_that_it_begins_with(article: Article, writer: User) -> None:
    write(article, writer, body="\n<p>First.</p>")
    assert fields(signed_in(writer).get(page(article)))["body"] == "\n<p>First.</p>"


def test_refused_text_is_clean_before_it_is_shown_again(
    article: Article, writer: User, shared_path: Callable[[str], Path]
) -> None:
    """The editor shows it inside the admin's page."""
    write(article, writer)
    client = signed_in(writer)
    sent = fields(client.get(page(article))) | {"slug": ""}
    attacks = json.loads(shared_path("corpora/xss-open.json").read_text(encoding="utf-8"))
    for start in range(0, len(attacks), 60):
        hostile = "".join(f"<p>{entry['html']}</p>" for entry in attacks[start : start + 60])
        again = fields(client.post(page(article), sent | {"body": hostile, "standfirst": hostile}))
        assert again["body"] == richtext.clean(hostile)
        assert again["standfirst"] == richtext.clean_inline(hostile)


def test_text_that_cannot_be_read_is_shown_as_it_is_and_not_lost() -> None:
    endless = "<ul><li>" * 500 + "<img src=x onerror=alert(1)>"
    shown = RichTextField().prepare_value(endless)
    assert "<" not in shown
    assert BeautifulSoup(shown, "html.parser").get_text() == endless
