"""Related articles on an article's page: which, why, and never one that readers may not see."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from articles import publishing, related, terms
from articles.content import Content
from articles.models import Article, Edition, Term, Topic
from tests.factories import ArticleFactory, TopicFactory, approved, published, text

CRAMP: dict[str, Any] = {
    "title": "Why do I get cramp in my calves?",
    "standfirst": "Cramp in the calves at night, and how to stretch.",
    "key_points": "<ul><li>Stretching calves eases cramp.</li></ul>",
}
STRETCH: dict[str, Any] = {
    "title": "How do I stretch my calves against cramp?",
    "standfirst": "Stretching that eases cramp at night.",
    "key_points": "<ul><li>Stretch calves before bed.</li></ul>",
}
ASTHMA: dict[str, Any] = {
    "title": "What sets off asthma?",
    "standfirst": "Pollen, smoke and cold air tighten the airways.",
    "key_points": "<ul><li>Inhalers open airways.</li></ul>",
}


class Library:
    """Publishes articles, each a topic of its own unless one is given."""

    def __init__(self, writer: User, reviewer: User, editor: User) -> None:
        self.writer, self.reviewer, self.editor = writer, reviewer, editor

    def add(self, content: Content, topic: Topic | None = None) -> Edition:
        article = ArticleFactory(created_by=self.writer, topic=topic or TopicFactory())
        number = approved(article, self.writer, self.reviewer, content)
        return publishing.publish(article, revision=number, by=self.editor)

    def write(self, words: dict[str, Any], like: Edition | None = None, **changes: Any) -> Edition:
        """A text of these words alone; of the same works as `like`."""
        topic = changes.pop("topic", None)
        bare = {"body": "<p>Body.{0}{1}</p>", "faqs": [], "summary": "", **words, **changes}
        content = text(**bare)
        marks = [
            f'<sup class="citation" data-reference="{reference.key}">[cite]</sup>'
            for reference in content.references
        ]
        content = replace(content, body=content.body.format(*marks))
        if like:
            content = replace(content, references=like.revision.content.references)
        return self.add(content, topic)


@pytest.fixture
def library(writer: User, reviewer: User, editor: User) -> Library:
    return Library(writer, reviewer, editor)


def shown(client: Client, edition: Edition) -> dict[str, list[str]]:
    """What the page of the edition calls related: titles with their reasons."""
    response = client.get(edition.article.get_absolute_url())
    assert response.status_code == 200
    soup = BeautifulSoup(response.content, "html.parser")
    cards = soup.select('section[aria-labelledby="related"] li')
    return {title(card): [each.get_text() for each in card.select(".meta span")] for card in cards}


def title(card: Tag) -> str:
    link = card.select_one("h3 a")
    assert link is not None
    return link.get_text()


def test_article_with_the_same_works_says_which(client: Client, library: Library) -> None:
    first = library.write(CRAMP)
    library.write(ASTHMA, like=first)
    assert shown(client, first) == {ASTHMA["title"]: ["Also cites Example 2020 and 1 more"]}


def test_text_with_the_same_words_is_alike(client: Client, library: Library) -> None:
    first = library.write(CRAMP)
    library.write(STRETCH)
    library.write(ASTHMA)
    assert shown(client, first) == {STRETCH["title"]: ["Similar text"]}


def test_topic_is_a_reason_and_fills_what_is_left(client: Client, library: Library) -> None:
    topic = TopicFactory()
    first = library.write(CRAMP, topic=topic)
    library.write(ASTHMA, topic=topic)
    library.write(STRETCH, topic=topic)
    assert shown(client, first) == {
        STRETCH["title"]: ["Similar text", "Same topic"],
        ASTHMA["title"]: ["Same topic"],
    }


def test_shared_works_come_before_likeness_and_likeness_before_the_topic(
    client: Client, library: Library
) -> None:
    topic = TopicFactory()
    first = library.write(CRAMP, topic=topic)
    library.write(ASTHMA | {"title": "Same works"}, like=first)
    library.write(ASTHMA | {"title": "Same topic"}, topic=topic)
    library.write(STRETCH)
    assert list(shown(client, first)) == ["Same works", STRETCH["title"], "Same topic"]


def test_four_are_shown_at_most(client: Client, library: Library) -> None:
    first = library.write(CRAMP)
    for number in range(related.SHOWN + 2):
        library.write(ASTHMA | {"title": f"Another {number}"}, like=first)
    assert len(shown(client, first)) == related.SHOWN


def test_article_that_nothing_is_near_shows_none(client: Client, library: Library) -> None:
    first = library.write(CRAMP)
    library.write(ASTHMA)
    assert shown(client, first) == {}
    assert "Related articles" not in client.get(first.article.get_absolute_url()).text


def test_drafts_schedules_and_what_was_withdrawn_are_never_related(
    client: Client, library: Library, article: Article, at: Callable[[timedelta], None]
) -> None:
    first = library.write(CRAMP)
    number = approved(article, library.writer, library.reviewer, text(**STRETCH, faqs=[]))
    assert shown(client, first) == {}
    soon = timezone.now() + timedelta(minutes=5)
    publishing.publish(article, revision=number, by=library.editor, at=soon)
    assert shown(client, first) == {}
    at(timedelta(minutes=6))
    assert list(shown(client, first)) == [STRETCH["title"]]
    publishing.withdraw(article, reason="Old.", by=library.editor)
    assert shown(client, first) == {}
    gone = library.write(STRETCH, like=first)
    assert list(shown(client, first)) == [STRETCH["title"]]
    publishing.withdraw(gone.article, reason="Old.", by=library.editor)
    assert shown(client, first) == {}


def test_newest_edition_is_the_one_that_is_compared(client: Client, library: Library) -> None:
    first, other = library.write(CRAMP), library.write(STRETCH)
    changed = replace(other.revision.content, **ASTHMA)
    number = approved(other.article, library.writer, library.reviewer, changed)
    publishing.publish(other.article, revision=number, by=library.editor)
    assert shown(client, first) == {}
    assert set(Term.objects.values_list("edition__number", "edition__article")) == {
        (1, first.article_id),
        (2, other.article_id),
    }


def test_older_edition_and_preview_show_none(client: Client, library: Library) -> None:
    first = library.write(CRAMP)
    library.write(STRETCH)
    number = approved(first.article, library.writer, library.reviewer, title="Again")
    publishing.publish(first.article, revision=number, by=library.editor)
    assert "Related articles" not in client.get(first.get_absolute_url()).text


def test_publication_elsewhere_is_seen_at_once(
    client: Client, library: Library, page_cache: None
) -> None:
    first = library.write(CRAMP)
    assert shown(client, first) == {}
    library.write(STRETCH)
    assert list(shown(client, first)) == [STRETCH["title"]]


def test_redacted_word_is_kept_no_longer(library: Library, superuser: User) -> None:
    edition = library.write(CRAMP | {"title": "Zebedee and his cramp"})
    assert Term.objects.filter(stem="zebede").exists()
    publishing.redact(edition.article, text="Zebedee", reason="Asked to.", by=superuser)
    assert not Term.objects.filter(stem="zebede").exists()
    assert Term.objects.filter(stem="cramp").exists()


def test_hostile_title_is_escaped(client: Client, library: Library) -> None:
    first = library.write(CRAMP)
    nasty = "<script>alert(1)</script> & “more”"
    library.write(ASTHMA | {"title": nasty}, like=first)
    assert list(shown(client, first)) == [nasty]


def test_words_that_many_share_are_not_read(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = library.write(CRAMP)
    others = {library.write(STRETCH).pk for _ in range(5)}
    assert set(related.candidates(first, [])) == others
    monkeypatch.setattr(related, "ROWS", 3)
    assert set(related.candidates(first, [])) == set()


@pytest.mark.django_db
@given(words=st.text(max_size=300))
def test_every_text_has_its_words(words: str) -> None:
    assert all(0 < len(stem) <= terms.LONGEST for stem in terms.read(words))


def test_forms_of_a_word_are_one_and_common_words_none() -> None:
    assert terms.read("Stretching, stretched: why would they have STRETCHES?") == ["stretch"] * 3
    assert terms.read("Café, naïve 12345 x_y") == ["cafe", "naiv"]


def test_words_of_a_text_have_length_one(library: Library) -> None:
    edition = library.write(CRAMP)
    weights = edition.terms.values_list("weight", flat=True)
    assert 0 < len(weights) <= terms.MOST
    assert sum(weight**2 for weight in weights) == pytest.approx(1)


def test_word_that_all_use_tells_less_than_a_rare_one(library: Library) -> None:
    for _ in range(3):
        library.write(ASTHMA)
    edition = library.write(ASTHMA | {"title": "Asthma and zinc"})
    weights = dict(edition.terms.values_list("stem", "weight"))
    assert weights["zinc"] > weights["asthma"]


def test_published_by_the_usual_road(
    client: Client, writer: User, reviewer: User, editor: User
) -> None:
    """Of two complete texts, which share words and no works."""
    first, second = (published(writer, reviewer, editor, title=f"Examples {n}") for n in "12")
    assert shown(client, first) == {second.title: ["Similar text"]}
