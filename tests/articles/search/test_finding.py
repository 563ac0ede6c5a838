"""What a reader finds: weights, stems, accents, phrases, synonyms, filters, passages, pages."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from articles.content import Answer
from articles.models import Article, Edition, SynonymRing, Topic
from articles.search.finding import find
from articles.search.results import Asked, Hit, Results
from tests.factories import TopicFactory, published

Publish = Callable[..., Edition]


@pytest.fixture
def publish(writer: User, reviewer: User, editor: User) -> Publish:
    """A live article; what is not given is about nothing in particular."""

    def publish(**changes: Any) -> Edition:
        plain: dict[str, Any] = {
            "title": "Plain",
            "standfirst": "",
            "key_points": "<ul><li>Plain.</li></ul>",
            "body": "<p>Plain.</p>",
            "faqs": [Answer("When should I call a doctor?", "<p>Plain.</p>", urgent=True)],
            "summary": "<p>Plain.</p>",
            "references": [],
        }
        return published(writer, reviewer, editor, **plain | changes)

    return publish


def slugs(results: Results) -> list[str]:
    return [hit.edition.article.slug for hit in results.hits]


def only(text: str) -> Hit:
    """The one answer."""
    (hit,) = find(Asked(text)).hits
    return hit


def test_title_counts_most_then_headings_then_the_text(publish: Publish) -> None:
    filler = "<p>Something else that is quite long.</p>" * 5
    publish(slug="body", body=f"<p>On gout.</p>{filler}")
    publish(slug="title", title="Gout", body=filler)
    publish(slug="heading", body=f"<h2>Gout</h2>{filler}")
    publish(slug="standfirst", standfirst="On gout.", body=filler)
    publish(
        slug="question",
        faqs=[
            Answer("Is it gout?", "<p>No.</p>"),
            Answer("When should I call a doctor?", "<p>Now.</p>", urgent=True),
        ],
        body=filler,
    )
    found = slugs(find(Asked("gout")))
    assert found[0] == "title"
    assert set(found[1:3]) == {"heading", "question"}
    assert found[3:] == ["standfirst", "body"]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("spasm", "spasms"),
        ("stretches", "stretching"),
        ("creme", "crème"),
        ("crème", "creme"),
        ("CREME", "crème"),
        ("cre\u0300me", "crème"),
        ("hypertension", "hyper\u00adtension"),
        ("alzheimers", "Alzheimer’s"),
        ("alzheimer", "Alzheimer's"),
        ("don't", "dont"),
        ("low-fat", "low fat"),
        ("120 80", "120/80"),
        ("10⁹", "10<sup>9</sup>"),
        ("anemia", "anaemia"),
        ("ＧＯＵＴ", "gout"),
    ],
)
def test_a_word_is_found_in_another_form(publish: Publish, typed: str, written: str) -> None:
    publish(body=f"<p>It is {written} here.</p>")
    assert find(Asked(typed)).total == 1


def test_all_the_words_are_needed_if_an_article_holds_them(publish: Publish) -> None:
    publish(slug="both", body="<p>Gout of the toe.</p>")
    publish(slug="one", body="<p>Gout of the thumb.</p>")
    results = find(Asked("gout toe"))
    assert (slugs(results), results.partly) == (["both"], False)


def test_if_none_holds_them_all_some_will_do_and_it_is_said(publish: Publish) -> None:
    publish(slug="one", body="<p>Gout of the thumb.</p>")
    publish(slug="two", body="<p>Pain of the thumb, and gout.</p>")
    results = find(Asked("gout pain zebra"))
    assert (slugs(results), results.partly) == (["two", "one"], True)


def test_a_phrase_is_those_words_in_a_row(publish: Publish) -> None:
    publish(slug="row", body="<p>They eat less salt daily.</p>")
    publish(slug="apart", body="<p>They eat less of the salt. Salt they eat less. Less salt.</p>")
    publish(slug="border", body="<p>They eat less</p><p>salt.</p>")
    assert slugs(find(Asked('"eat less salt"'))) == ["row"]
    assert slugs(find(Asked("“eat less salt”"))) == ["row"]
    assert find(Asked('"less salt eat"')).total == 0


def test_a_phrase_of_words_that_say_nothing_is_found(publish: Publish) -> None:
    publish(slug="row", body="<p>To be or not to be.</p>")
    publish(slug="not", body="<p>Be it so, or not.</p>")
    assert slugs(find(Asked('"to be or not to be"'))) == ["row"]


def test_an_open_quote_is_no_phrase(publish: Publish) -> None:
    publish(body="<p>Salt they eat.</p>")
    assert find(Asked('"eat salt')).total == 1


def test_words_in_a_row_come_before_the_same_words_apart(publish: Publish) -> None:
    publish(slug="row", title="Frozen shoulder")
    publish(slug="apart", title="Shoulder, not frozen")
    assert slugs(find(Asked("frozen shoulder"))) == ["row", "apart"]


def test_an_asterisk_or_a_last_word_half_typed_stands_for_any_ending(publish: Publish) -> None:
    publish(slug="it", body="<p>On hypertrophy.</p>")
    for typed in ("hypert*", "hypertro", "on hypertr"):
        assert slugs(find(Asked(typed))) == ["it"]
    assert find(Asked('"hypertr"')).total == 0


def test_synonyms_are_found_and_named(publish: Publish) -> None:
    publish(slug="lay", body="<p>After a heart attack.</p>")
    publish(slug="clinical", body="<p>Myocardial infarction.</p>")
    publish(slug="neither", body="<p>Infarction, myocardial or not.</p>")
    results = find(Asked("heart attacks"))
    assert slugs(results) == ["lay", "clinical"]
    assert results.also == ("myocardial infarction",)
    assert set(slugs(find(Asked("myocardial infarction")))) == {"lay", "clinical", "neither"}


def test_a_phrase_has_no_synonyms(publish: Publish) -> None:
    publish(body="<p>After a heart attack.</p>")
    assert find(Asked('"myocardial infarction"')).total == 0


def test_an_editors_new_ring_counts_at_once(publish: Publish) -> None:
    publish(body="<p>On a quinsy.</p>")
    assert find(Asked("peritonsillar abscess")).total == 0
    SynonymRing.objects.create(terms="quinsy\nperitonsillar abscess")
    assert find(Asked("peritonsillar abscess")).total == 1
    SynonymRing.objects.filter(terms__startswith="quinsy").delete()
    assert find(Asked("peritonsillar abscess")).total == 0


def test_a_slip_is_put_right_and_said(publish: Publish) -> None:
    publish(slug="it", body="<p>Pneumonia is an infection.</p>")
    results = find(Asked("numonia infection"))
    assert slugs(results) == ["it"]
    assert (results.suggestion, results.corrected) == ("pneumonia infection", True)


def test_a_slip_that_some_article_has_too_is_pointed_out(publish: Publish) -> None:
    publish(slug="slip", body="<p>Pnuemonia.</p>")
    for number in range(25):
        publish(slug=f"right-{number}", body="<p>Pneumonia.</p>")
    results = find(Asked("pnuemonia"))
    assert slugs(results) == ["slip"]
    assert (results.suggestion, results.corrected) == ("pneumonia", False)


def test_no_suggestion_tells_of_what_is_still_to_come(
    publish: Publish, at: Callable[[timedelta], None]
) -> None:
    publish(body="<p>Pneumonia.</p>")
    at(-timedelta(days=1))
    assert find(Asked("numonia")).suggestion == ""
    assert find(Asked("pneum")).total == 0


def test_the_passage_leads_to_its_section(publish: Publish) -> None:
    edition = publish(
        title="Gout <and> you",
        body="<p>Intro.</p><h2>What it is</h2><p>A sort of arthritis &amp; pain.</p>"
        "<h2>What helps</h2><p>Rest. Allopurinol &lt;b&gt; lowers uric acid.</p>",
    )
    hit = only("allopurinol")
    assert hit.passage == "Rest. <mark>Allopurinol</mark> &lt;b&gt; lowers uric acid."
    assert hit.place is not None
    assert (hit.place.id, hit.place.title) == ("what-helps", "What helps")
    assert f'id="{hit.place.id}"' in edition.html
    assert hit.question == ""
    assert only("gout").title == "<mark>Gout</mark> &lt;and&gt; you"


def test_a_heading_that_answers_shows_what_stands_under_it(publish: Publish) -> None:
    publish(body="<h2>Allopurinol</h2><p>It lowers uric acid.</p><h2>Rest</h2><p>Of a toe.</p>")
    hit = only("allopurinol")
    assert hit.passage == "It lowers uric acid."
    assert hit.place
    assert hit.place.id == "allopurinol"


def test_an_faq_is_shown_as_question_and_answer(publish: Publish) -> None:
    edition = publish(
        faqs=[
            Answer("Can it come back?", "<p>Often, for years.</p>"),
            Answer("When should I call a doctor?", "<p>If a toe swells.</p>", urgent=True),
        ]
    )
    hit = only("come back")
    assert (hit.question, hit.passage) == ("Can it come back?", "Often, for years.")
    assert hit.place
    assert f'id="{hit.place.id}"' in edition.html
    urgent = only("swelling toe")
    assert urgent.question == "When should I call a doctor?"
    assert urgent.place
    assert f'id="{urgent.place.id}"' in edition.html


def test_other_sections_that_hold_the_words_are_named(publish: Publish) -> None:
    publish(
        body="<h2>One</h2><p>Gout, gout of toe.</p><h2>Two</h2><p>Other.</p>"
        "<h2>Three</h2><p>Gout of toe.</p>"
    )
    hit = only("gout toe")
    assert hit.place
    assert hit.place.id == "one"
    assert [place.id for place in hit.places] == ["three"]


def test_references_and_marks_are_not_searched(edition: Edition) -> None:
    assert find(Asked("study")).total == 0
    hit = only("causes")
    assert "[" not in hit.passage


def test_a_long_passage_is_cut_round_the_words(publish: Publish) -> None:
    publish(body=f"<p>{'Before it. ' * 60}Allopurinol. {'After it. ' * 60}</p>")
    passage = only("allopurinol").passage
    assert passage.startswith("… ")
    assert passage.endswith(" …")
    assert "<mark>Allopurinol</mark>" in passage
    assert len(passage) < 300


def test_topics_are_counted_whatever_is_chosen(publish: Publish) -> None:
    topics = [TopicFactory(slug="bones"), TopicFactory(slug="skin")]
    for number, topic in enumerate([topics[0], topics[0], topics[1]]):
        put(publish(slug=f"gout-{number}", title="Gout"), topic)
    results = find(Asked("gout", topics=frozenset({"skin"})))
    assert (slugs(results), results.total) == (["gout-2"], 1)
    assert results.topics == {"bones": 2, "skin": 1}
    assert find(Asked("gout", topics=frozenset({"skin", "bones"}))).total == 3


def put(edition: Edition, topic: Topic) -> None:
    Article.objects.filter(pk=edition.article_id).update(topic=topic)


def test_a_renamed_topic_and_address_are_found_as_they_are_now(publish: Publish) -> None:
    edition = publish(title="Gout")
    topic, article = edition.article.topic, edition.article
    assert topic
    topic.slug, article.slug = "renamed", "gout-now"
    topic.save()
    article.save()
    results = find(Asked("gout"))
    assert results.topics == {"renamed": 1}
    assert results.hits[0].edition.article.get_absolute_url() == "/articles/gout-now/"
    assert find(Asked("gout", topics=frozenset({"renamed"}))).total == 1


def test_reviewed_since(publish: Publish) -> None:
    publish(title="Gout")
    today = timezone.localdate()
    assert find(Asked("gout", reviewed_since=today)).total == 1
    results = find(Asked("gout", reviewed_since=today + timedelta(days=1)))
    assert (results.total, results.suggestion, results.partly) == (0, "", False)


def test_orders(publish: Publish) -> None:
    for title in ("Écrin, gout", "apple gout", "Zebra gout", "Gout"):
        publish(title=title, slug=title.split()[0].lower().strip(",").replace("é", "e"))
    assert slugs(find(Asked("gout", order="title"))) == ["apple", "ecrin", "gout", "zebra"]
    assert slugs(find(Asked("gout", order="reviewed"))) == ["gout", "zebra", "apple", "ecrin"]
    assert slugs(find(Asked("gout")))[0] == "gout"


def test_pages_follow_each_other_without_gap_or_repetition(publish: Publish) -> None:
    for number in range(23):
        publish(slug=f"gout-{number}", title=f"Gout {number}")
    pages = [slugs(find(Asked("gout", page=number))) for number in (1, 2, 3, 4)]
    assert [len(page) for page in pages] == [10, 10, 3, 0]
    assert len({slug for page in pages for slug in page}) == 23


def test_nothing_asked_is_nothing_found(edition: Edition) -> None:
    for text in ("", "   ", "?!", '""', "*"):
        assert find(Asked(text)) == Results(Asked(text))


def test_a_date_far_away_is_no_error(edition: Edition) -> None:
    assert find(Asked("example", reviewed_since=date.min)).total == 1
    assert find(Asked("example", reviewed_since=date.max)).total == 0
