"""Words without an end, as chemistry has them, break before they make a page wider than a phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.server import Site, prepared, running

WORD = "poly" * 30
# A live article and a withdrawn one whose every field is one such word; prints their pages.
PUBLISH = """
from datetime import date
from django.contrib.auth.models import User
from articles import drafting, publishing, sample_library
from articles.content import Answer, Citation, Content, Signature
from articles.models import Article, Author, Source, Topic
sample_library.sign_ins()
writer, reviewer, editor = (User.objects.get(username=n) for n in ("writer", "reviewer", "editor"))
word, lines = {word!r}, dict(credentials={word!r}, competing_interests={word!r})
lines["credentials_expire_on"] = date(2099, 1, 1)
author = Author.objects.create(name=word, slug="author", bio=word, **lines)
Author.objects.create(name=word, slug="reviewer", user=reviewer, **lines)
source = Source.objects.create(type="book", title=word, publisher=word, issued="2021")
topic = Topic.objects.create(name=word[:60], slug="topic", description=word)
mark = '<sup class="citation" data-reference="one">[cite]</sup>'
html = f"<p>{{word}}{{mark}}</p>"
for number in range(2):
    slug = f"{{word[:90]}}-{{number}}"
    article = Article.objects.create(slug=slug, created_by=writer, topic=topic)
    text = Content(
        title=word, standfirst=word, key_points=f"<ul><li>{{word}}</li></ul>", summary=html,
        body=f"{{html}}<h2>{{word}}</h2>{{html}}<h3>{{word}}</h3>{{html}}",
        faqs=[Answer(word, html), Answer(word, html, urgent=True)],
        references=[Citation("one", source.pk, source.item())],
        byline=[Signature(author.pk, author.name, author.credentials)],
    )
    drafting.save(article, text, base=0, by=writer)
    publishing.approve(article, revision=1, by=reviewer)
    publishing.publish(article, revision=1, by=editor)
    print("page", article.get_absolute_url())
publishing.withdraw(article, reason=word, by=editor)
"""
PAGES = {
    "home": "/",
    "list": "/articles/",
    "article": "{live}",
    "history": "{live}history/",
    "older edition": "{live}editions/1/",
    "report": "{live}report/",
    "withdrawn": "{withdrawn}",
    "history of what was withdrawn": "{withdrawn}history/",
    "topic": "/topics/topic/",
    "author": "/authors/author/",
}


@pytest.fixture(scope="module")
def addresses(
    tmp_path_factory: pytest.TempPathFactory, browser_type_launch_args: object
) -> Iterator[dict[str, str]]:
    """The pages of a library of its own, by their names."""
    site = prepared(tmp_path_factory.mktemp("words"))
    with running(site):
        live, withdrawn = published(site)
        yield {
            name: site.url + path.format(live=live, withdrawn=withdrawn)
            for name, path in PAGES.items()
        }


def published(site: Site) -> list[str]:
    printed = site.manage("shell", "-v0", "-c", PUBLISH.format(word=WORD))
    return [line.split()[1] for line in printed.splitlines() if line.startswith("page ")]


@pytest.fixture(params=[320, 390])
def phone(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": request.param, "height": 800})
    yield page
    page.close()


@pytest.mark.parametrize("name", PAGES)
def test_page_is_no_wider_than_a_phone(phone: Page, addresses: dict[str, str], name: str) -> None:
    answer = phone.goto(addresses[name])
    assert answer is not None
    assert answer.status in {200, 410}
    for folded in phone.locator("details").all():
        folded.evaluate("each => { each.open = true }")
    assert phone.viewport_size is not None
    assert phone.evaluate("document.documentElement.scrollWidth") <= phone.viewport_size["width"]
