"""Each reference says in which other live articles its work is cited."""

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.contrib.auth.models import User
from django.test import Client

from articles import also_cited, publishing
from articles.listing import Brief
from articles.models import Article, Edition
from tests.articles.shelf import fill
from tests.factories import approved, published, write


def cited_too(client: Client, url: str) -> dict[str, tuple[str, list[str]]]:
    """Of each reference that says so: the summary and the lines behind it."""
    response = client.get(url)
    assert response.status_code == 200
    soup = BeautifulSoup(response.content, "html.parser")
    found = {}
    for reference in soup.select('section[role=doc-bibliography] li[id^="ref-"]'):
        if details := reference.select_one("details"):
            summary, lines = details.select_one("summary"), details.select("li")
            assert isinstance(summary, Tag)
            found[str(reference["id"])] = summary.get_text(), [li.get_text() for li in lines]
    return found


@pytest.fixture
def same(writer: User, reviewer: User, editor: User) -> Any:
    """Publishes another article with the same references: `same(edition, title="…")`."""

    def publish(edition: Edition, **changes: Any) -> Edition:
        references = edition.revision.content.references
        return published(writer, reviewer, editor, references=references, **changes)

    return publish


def test_reference_names_the_other_articles_and_leads_to_them(
    client: Client, edition: Edition, same: Any
) -> None:
    other = same(edition, title="Another question")
    url = edition.article.get_absolute_url()
    line = ("Also cited in 1 other article", ["Another question"])
    assert cited_too(client, url) == {"ref-1": line, "ref-2": line}
    soup = BeautifulSoup(client.get(url).content, "html.parser")
    links = [link["href"] for link in soup.select("#ref-1 details a")]
    assert links == [other.article.get_absolute_url()]
    own = cited_too(client, other.article.get_absolute_url())
    assert own["ref-1"] == ("Also cited in 1 other article", [edition.title])


def test_work_that_nobody_else_cites_says_nothing(
    client: Client, edition: Edition, writer: User, reviewer: User, editor: User
) -> None:
    published(writer, reviewer, editor)
    assert cited_too(client, edition.article.get_absolute_url()) == {}


def test_frozen_text_stands_as_it_was_rendered(client: Client, edition: Edition, same: Any) -> None:
    same(edition)
    text = client.get(edition.article.get_absolute_url()).text
    without = re.sub(r'<details class="muted no-print">.*?</details>\n', "", text, flags=re.DOTALL)
    assert edition.html in without
    edition.refresh_from_db()
    assert "Also cited" not in edition.html


def test_many_are_counted(client: Client, edition: Edition, same: Any) -> None:
    titles = [f"Question {number}" for number in range(5)]
    for title in titles:
        same(edition, title=title)
    summary, lines = cited_too(client, edition.article.get_absolute_url())["ref-1"]
    assert summary == "Also cited in 5 other articles"
    assert lines == ["Question 4", "Question 3", "Question 2", "and 2 more"]


def test_very_many_are_not_all_counted(
    client: Client, edition: Edition, same: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(also_cited, "COUNTED", 4)
    for number in range(5):
        same(edition, title=f"Question {number}")
    summary, lines = cited_too(client, edition.article.get_absolute_url())["ref-1"]
    assert summary == "Also cited in 4 or more other articles"
    assert lines[-1] == "and at least 1 more"


def test_what_is_not_live_is_not_named(
    client: Client,
    edition: Edition,
    same: Any,
    article: Article,
    writer: User,
    reviewer: User,
    editor: User,
) -> None:
    references = edition.revision.content.references
    write(article, writer, references=references, title="A draft")
    gone = same(edition, title="Gone")
    url = edition.article.get_absolute_url()
    assert cited_too(client, url)["ref-1"][1] == ["Gone"]
    publishing.withdraw(gone.article, reason="Old.", by=editor)
    assert cited_too(client, url) == {}
    changed = same(edition, title="Changed")
    number = approved(changed.article, writer, reviewer, title="Changed")
    publishing.publish(changed.article, revision=number, by=editor)
    assert cited_too(client, url) == {}


def test_article_with_two_editions_is_named_once(
    client: Client, edition: Edition, same: Any, writer: User, reviewer: User, editor: User
) -> None:
    other = same(edition, title="Once")
    references = edition.revision.content.references
    number = approved(other.article, writer, reviewer, references=references, title="Once more")
    publishing.publish(other.article, revision=number, by=editor)
    summary = cited_too(client, edition.article.get_absolute_url())["ref-1"]
    assert summary == ("Also cited in 1 other article", ["Once more"])


def test_older_edition_says_nothing(
    client: Client, edition: Edition, same: Any, writer: User, reviewer: User, editor: User
) -> None:
    same(edition)
    references = edition.revision.content.references
    number = approved(edition.article, writer, reviewer, references=references, title="Again")
    publishing.publish(edition.article, revision=number, by=editor)
    assert cited_too(client, edition.get_absolute_url()) == {}
    assert cited_too(client, edition.article.get_absolute_url())


def test_hostile_title_is_escaped(client: Client, edition: Edition, same: Any) -> None:
    same(edition, title="<script>alert(1)</script></li>")
    assert cited_too(client, edition.article.get_absolute_url())["ref-2"][1] == [
        "<script>alert(1)</script></li>"
    ]


@pytest.mark.parametrize("many", [3, 60])
def test_page_asks_as_often_for_many(
    client: Client, edition: Edition, django_assert_max_num_queries: Any, many: int
) -> None:
    link = Edition.sources.through
    sources = edition.revision.content.references
    others = fill(edition, [f"Question {number}" for number in range(many)])
    link.objects.bulk_create(
        link(edition_id=other.pk, source_id=reference.source)
        for other in others
        for reference in sources
    )
    with django_assert_max_num_queries(12):
        found = cited_too(client, edition.article.get_absolute_url())
    assert set(found) == {"ref-1", "ref-2"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<li value="1" id="ref-1">One</li><li>Two</li>', {1}),
        ('<li class="x"\n id="ref-1">One</li>', {1}),
        ('<li id="ref-11" value="11">Eleven</li><li id="ref-1">One</li>', {1}),
        ("<ul><li>A point</li></ul><p>No list of references.</p>", set()),
        ('<ul><li>A point</li></ul><p id="ref-1">Not one of the list.</p>', set()),
        ('<li data-id="ref-1">Not by its id.</li>', set()),
        ('<li id="ref-1" value="1">Without its end', set()),
        ("", set()),
    ],
)
def test_note_stands_in_its_own_reference_or_nowhere(before: str, after: set[int]) -> None:
    other = Brief(7, "another", "Another", None)
    citing = also_cited.Citing(1, source=3, editions=[7], has_more=False)
    text = also_cited.marked(before, [citing], {7: other})
    soup = BeautifulSoup(text, "html.parser")
    assert {int(str(note.parent["id"])[4:]) for note in soup.select("details") if note.parent} == (
        after
    )
    assert bool(after) or text == before
