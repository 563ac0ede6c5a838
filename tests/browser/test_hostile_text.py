"""Hostile text in every field of a published article does nothing to its readers."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.server import Site, prepared, running, sign_ins

AT_ONCE = 72
# What runs says so: a dialog, or a line that the policy stops.
WATCH = """window.ran = [];
for (const name of ["alert", "confirm", "prompt", "print"]) {
  window[name] = () => window.ran.push(name);
}
addEventListener("securitypolicyviolation", ({ violatedDirective }) => {
  if (violatedDirective.startsWith("script")) window.ran.push(violatedDirective);
});"""
# Published along the usual road; prints the addresses where its text is shown.
PUBLISH = """
import json
from dataclasses import replace
from pathlib import Path
from django.contrib.auth.models import User
from articles import drafting, previews, publishing
from articles.content import Answer, Content, Picture
from articles.models import Article, Topic
given = json.loads(Path({file!r}).read_text())
writer, reviewer, editor = (User.objects.get(username=n) for n in ("writer", "reviewer", "editor"))
sample = drafting.freeze(Article.objects.get(slug="why-does-fibre-matter"))
for number, (html, line) in enumerate(given):
    article = Article.objects.create(
        slug=f"hostile-{{number}}", created_by=writer, topic=Topic.objects.first()
    )
    plain = dict(passage=line, locator=line[:60], text=line, further_reading=True)
    text = Content(
        title=line, standfirst=html, key_points=html, body=html, summary=html,
        faqs=[Answer(line, html), Answer(line, html, urgent=True)], byline=sample.byline,
        references=[replace(each, **plain) for each in sample.references],
    )
    revision = drafting.save(article, text, base=0, by=writer)
    publishing.approve(article, revision=1, by=reviewer, note=line, competing_interests=line)
    publishing.publish(article, revision=1, by=editor, change_note=line)
    print(article.get_absolute_url(), previews.address(revision))
"""


@pytest.fixture
def library(
    tmp_path_factory: pytest.TempPathFactory, browser_type_launch_args: object
) -> Iterator[Site]:
    """A library of its own: what is published here would stand in the way of other tests."""
    site = prepared(tmp_path_factory.mktemp("hostile"))
    site = replace(site, passwords=sign_ins(site.manage("load_sample_library")))
    with running(site):
        yield site


@pytest.fixture
def attacks(shared_path: Callable[[str], Path]) -> list[str]:
    """The corpus of open strings."""
    corpus = shared_path("corpora/xss-open.json").read_text(encoding="utf-8")
    return [entry["html"] for entry in json.loads(corpus)]


def test_hostile_text_of_every_field_does_nothing_on_the_site(
    page: Page, library: Site, attacks: list[str]
) -> None:
    assert len(attacks) == 429
    page.add_init_script(WATCH)
    for address in addresses(library, attacks):
        answer = page.goto(library.url + address)
        assert answer is not None
        assert answer.status == 200
        for folded in page.locator("details").all():
            folded.evaluate("each => { each.open = true }")
        page.mouse.move(200, 300)
        assert page.evaluate("window.ran") == [], address
        assert page.url == library.url + address


def addresses(site: Site, attacks: list[str]) -> list[str]:
    """Publish them all, and return where they can be read: pages, histories, editions, previews."""
    pieces = [attacks[start : start + AT_ONCE] for start in range(0, len(attacks), AT_ONCE)]
    given: list[Any] = [
        ["".join(f"<p>{attack}</p>" for attack in piece), plain(piece[0])] for piece in pieces
    ]
    file = site.folder / "hostile.json"
    file.write_text(json.dumps(given))
    printed = site.manage("shell", "-v0", "-c", PUBLISH.format(file=str(file)))
    pairs = [line.split() for line in printed.splitlines() if line.startswith("/articles/hostile")]
    assert len(pairs) == len(pieces)
    return [
        address
        for page, preview in pairs
        for address in (page, f"{page}history/", f"{page}editions/1/", preview)
    ]


def plain(attack: str) -> str:
    """As much of it as fits into a line of plain text."""
    return attack.replace("\0", "")[:180]
