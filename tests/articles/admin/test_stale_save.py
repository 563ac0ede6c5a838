"""Two people save one article: the second is refused, sees what both did, and chooses."""

from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.contrib.auth.models import User
from django.test import Client

from articles import drafting
from articles.content import Content
from articles.models import Article, Revision
from tests.articles.admin.browser import fields, messages, page, save, signed_in
from tests.factories import SourceFactory


def newest(article: Article) -> tuple[int, Content]:
    revision = drafting.newest(article)
    assert revision is not None
    return revision.number, revision.content


def refused(
    article: Article, first: User, second: User, mine: dict[str, Any], theirs: dict[str, Any]
) -> tuple[Client, Any]:
    """The first person's browser and page, after the second one was faster."""
    client = signed_in(first)
    opened = fields(client.get(page(article)))
    save(signed_in(second), article, **theirs)
    return client, client.post(page(article), opened | mine)


def part(response: Any, label: str) -> Tag:
    """What the page shows of one part of the merge."""
    soup = BeautifulSoup(response.content, "html.parser")
    found = [
        fieldset
        for fieldset in soup.select(".merge fieldset")
        if fieldset.legend and fieldset.legend.text == label
    ]
    assert len(found) == 1, label
    return found[0]


def parts(response: Any) -> list[str]:
    soup = BeautifulSoup(response.content, "html.parser")
    return [legend.text for legend in soup.select(".merge legend")]


def test_stale_save_is_refused_and_nothing_typed_is_lost(
    written: Article, writer: User, editor: User
) -> None:
    mine = {"title": "The writer's title", "faqs-0-question": "Mine?"}
    _, response = refused(written, writer, editor, mine, {"title": "The editor's title"})
    assert "saved revision 2 while you worked on revision 1" in messages(response)
    shown = fields(response)
    assert shown["title"] == "The writer's title"
    assert shown["faqs-0-question"] == "Mine?"
    assert newest(written)[1].title == "The editor's title"
    assert Revision.objects.filter(article=written).count() == 2


def test_what_both_changed_is_shown_word_by_word_from_both_sides(
    written: Article, writer: User, editor: User
) -> None:
    mine = {"title": "Why do examples ever happen?"}
    theirs = {"title": "Why do few examples happen?"}
    _, response = refused(written, writer, editor, mine, theirs)
    their_text, my_text = part(response, "Title").select(".comparison")
    assert [word.text.split()[-1] for word in their_text.select("ins")] == ["few"]
    assert [word.text.split()[-1] for word in my_text.select("ins")] == ["ever"]


def test_save_without_a_choice_is_refused(written: Article, writer: User, editor: User) -> None:
    client, response = refused(
        written, writer, editor, {"title": "The writer's"}, {"title": "The editor's"}
    )
    again = client.post(page(written), fields(response))
    assert "Title: choose whether to keep yours or take theirs." in messages(again)
    assert fields(again)["title"] == "The writer's"
    assert newest(written)[1].title == "The editor's"


@pytest.mark.parametrize(
    ("choice", "title"), [("mine", "The writer's"), ("theirs", "The editor's")]
)
def test_choice_is_filled_in_looked_over_and_saved(
    written: Article, writer: User, editor: User, choice: str, title: str
) -> None:
    client, response = refused(
        written, writer, editor, {"title": "The writer's"}, {"title": "The editor's"}
    )
    filled = client.post(page(written), fields(response) | {"take-title": choice, "_merge": "1"})
    assert fields(filled)["title"] == title
    assert newest(written)[0] == 2
    client.post(page(written), fields(filled) | {"summary": "<p>Looked over.</p>"})
    number, text = newest(written)
    assert (number, text.title, text.summary) == (3, title, "<p>Looked over.</p>")


def test_mind_may_be_changed_after_filling_in(written: Article, writer: User, editor: User) -> None:
    client, response = refused(
        written, writer, editor, {"title": "The writer's"}, {"title": "The editor's"}
    )
    choose = {"take-title": "theirs", "_merge": "1"}
    theirs = client.post(page(written), fields(response) | choose)
    mine = client.post(page(written), fields(theirs) | choose | {"take-title": "mine"})
    assert fields(mine)["title"] == "The writer's"
    shown = part(mine, "Title").select(".comparison")
    assert [text.ins.text.strip() for text in shown if text.ins] != []


def test_what_is_typed_after_a_choice_stays(written: Article, writer: User, editor: User) -> None:
    client, response = refused(
        written, writer, editor, {"title": "The writer's"}, {"title": "The editor's"}
    )
    filled = client.post(page(written), fields(response) | {"take-title": "theirs", "_merge": "1"})
    client.post(page(written), fields(filled) | {"title": "A third title"})
    assert newest(written)[1].title == "A third title"


def test_what_only_they_changed_is_taken_with_one_save(
    written: Article, writer: User, editor: User
) -> None:
    theirs = {"faqs-0-DELETE": "on", "summary": "<p>The editor's.</p>"}
    client, response = refused(written, writer, editor, {"title": "The writer's"}, theirs)
    assert parts(response) == ["FAQs", "Summary"]
    client.post(page(written), fields(response))
    number, text = newest(written)
    assert number == 3
    assert [faq.question for faq in text.faqs] == ["When should I call a doctor?"]
    assert (text.title, text.summary) == ("The writer's", "<p>The editor's.</p>")


def test_rows_of_both_are_chosen_whole(written: Article, writer: User, editor: User) -> None:
    source = SourceFactory(title="A work of theirs")
    theirs = {
        "references-TOTAL_FORMS": "3",
        "references-2-key": "theirs2020",
        "references-2-source": str(source.pk),
        "references-2-further_reading": "on",
    }
    mine = {"references-1-passage": "My passage."}
    client, response = refused(written, writer, editor, mine, theirs)
    assert parts(response) == ["References"]
    filled = client.post(
        page(written), fields(response) | {"take-references": "theirs", "_merge": "1"}
    )
    client.post(page(written), fields(filled))
    text = newest(written)[1]
    assert [reference.key for reference in text.references] == [
        "first2020",
        "second2020",
        "theirs2020",
    ]
    assert [reference.passage for reference in text.references] == ["", "", ""]


def test_third_save_is_met_by_a_new_choice(written: Article, writer: User, editor: User) -> None:
    client, response = refused(
        written, writer, editor, {"title": "The writer's"}, {"title": "The editor's"}
    )
    save(signed_in(editor), written, title="The editor's second")
    sent = fields(response) | {"take-title": "mine"}
    again = client.post(page(written), sent)
    assert "saved revision 3 while you worked on revision 2" in messages(again)
    assert "take-title" not in fields(again)
    assert fields(again)["title"] == "The writer's"


def test_both_changed_the_same_is_no_conflict(written: Article, writer: User, editor: User) -> None:
    same = {"title": "The same title"}
    client, response = refused(written, writer, editor, same, same)
    assert parts(response) == []
    again = client.post(page(written), fields(response), follow=True)
    assert "no new revision" in messages(again)


@pytest.mark.parametrize("forged", ["", "[]", '{"body": ["x"]}', '{"title": "x"}', "[" * 100_000])
def test_forged_choices_are_never_a_crash(
    written: Article, writer: User, editor: User, forged: str
) -> None:
    client, response = refused(
        written, writer, editor, {"title": "The writer's"}, {"title": "The editor's"}
    )
    sent = fields(response) | {
        "mine-title": forged,
        "took-title": "theirs",
        "take-title": "mine",
        "merge_from": "x" * 40,
    }
    assert client.post(page(written), sent | {"base": "9" * 30}).status_code == 200
    assert client.post(page(written), sent, follow=True).status_code == 200


def test_hostile_text_of_another_is_shown_as_text(
    written: Article, writer: User, editor: User
) -> None:
    hostile = "<script>alert(1)</script>"
    _, response = refused(written, writer, editor, {"title": "Mine"}, {"title": hostile})
    assert hostile not in response.content.decode()
