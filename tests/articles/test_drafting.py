"""The working copy, and what of it is frozen at each save."""

from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from articles import drafting, publishing
from articles.content import Answer, Citation, Content, Picture, Signature
from articles.models import Article, Author, Edition, Image, Reference, Revision, Source
from tests.articles.refusals import refused
from tests.factories import CITE, AuthorFactory, SourceFactory, text, write


def stored(article: Article) -> Content:
    return drafting.freeze(Article.objects.get(pk=article.pk))


@pytest.fixture
def picture(editor: User) -> Image:
    return Image.objects.create(
        name="images/aa.webp", width=800, height=450, title="A field", uploaded_by=editor
    )


def test_a_save_writes_the_working_copy_and_freezes_it(article: Article, writer: User) -> None:
    content = text()
    revision = write(article, writer, content)
    assert (revision.number, revision.saved_by) == (1, writer)
    assert stored(article) == revision.content
    assert revision.content.title == content.title
    assert revision.content.faqs == content.faqs
    assert revision.content.references == content.references
    assert revision.content.byline == content.byline


def test_each_save_that_changes_something_makes_one_revision(
    article: Article, writer: User, editor: User
) -> None:
    content = text()
    write(article, writer, content)
    second = write(article, editor, replace(content, title="A better title"))
    assert (second.number, second.saved_by) == (2, editor)
    assert article.revisions.count() == 2


def test_a_save_without_a_change_makes_no_revision(article: Article, writer: User) -> None:
    content = text()
    write(article, writer, content)
    assert drafting.save(article, content, base=1, by=writer) is None
    assert article.revisions.count() == 1


def test_a_later_edit_leaves_earlier_revisions_alone(article: Article, writer: User) -> None:
    content = text()
    first = write(article, writer, content)
    write(article, writer, replace(content, body="<p>New.</p>", references=[]))
    first.refresh_from_db()
    assert first.content.body == content.body
    assert first.content.references == content.references


def test_a_stale_save_is_refused_and_overwrites_nothing(
    article: Article, writer: User, editor: User
) -> None:
    content = text()
    write(article, writer, content)
    write(article, editor, replace(content, title="The editor's"))
    with refused("stale-copy"):
        drafting.save(article, replace(content, title="The writer's"), base=1, by=writer)
    assert stored(article).title == "The editor's"
    assert article.revisions.count() == 2


@pytest.mark.parametrize("base", [0, 2, -1])
def test_a_save_must_name_the_revision_it_started_from(
    article: Article, writer: User, base: int
) -> None:
    write(article, writer)
    with refused("stale-copy"):
        drafting.save(article, text(), base=base, by=writer)


def test_a_discarded_article_takes_no_text(article: Article, editor: User) -> None:
    publishing.discard(article, by=editor)
    with refused("discarded"):
        drafting.save(article, text(), base=0, by=editor)


def test_html_is_cleaned_before_it_is_frozen(article: Article, writer: User) -> None:
    hostile = '<p onclick="x()">Text<script>x()</script></p>'
    faqs = [Answer("Why?", hostile)]
    content = write(
        article, writer, body=hostile, summary=hostile, key_points=hostile, standfirst=hostile,
        faqs=faqs,
    ).content  # fmt: skip
    parts = [content.body, content.summary, content.key_points, content.faqs[0].answer]
    assert parts == ["<p>Text</p>"] * 4
    assert content.standfirst == "Text"


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "x" * 201},
        {"body": "<div>" * 200 + "deep"},
        {"faqs": [Answer("", "<p>No question.</p>")]},
        {"faqs": [Answer("x" * 301, "<p>Long.</p>")]},
        {"faqs": [Answer("No answer?", "")]},
    ],
)
def test_bad_input_is_refused_and_leaves_nothing_behind(
    article: Article, writer: User, changes: dict[str, Any]
) -> None:
    content = text()
    write(article, writer, content)
    with pytest.raises(ValidationError):
        drafting.save(article, replace(content, **changes), base=1, by=writer)
    assert stored(article) == article.revisions.get().content


@pytest.mark.parametrize("key", ["", "Bad Key", "-x", "x" * 61, "é"])
def test_a_reference_needs_a_plain_key(article: Article, writer: User, key: str) -> None:
    source = SourceFactory()
    with pytest.raises(ValidationError):
        write(article, writer, references=[Citation(key, source.pk, source.item())])
    assert not Reference.objects.exists()


def test_a_reference_key_stands_once(article: Article, writer: User) -> None:
    content = text()
    twice = [replace(reference, key="same") for reference in content.references]
    with pytest.raises(ValidationError, match="same is there 2 times"):
        write(article, writer, replace(content, references=twice))
    assert not Reference.objects.exists()


def test_an_author_is_named_once(article: Article, writer: User) -> None:
    content = text()
    revision = write(article, writer, replace(content, byline=[*content.byline, *content.byline]))
    assert revision.content.byline == content.byline


def test_the_order_of_authors_faqs_and_references_is_kept(article: Article, writer: User) -> None:
    authors = [AuthorFactory(name=name) for name in ("Zoe", "Ann", "Mia")]
    content = text(
        byline=[Signature(author.pk, author.name) for author in authors],
        faqs=[Answer(question, "<p>Yes.</p>") for question in ("Z?", "A?", "M?")],
    )
    content = replace(content, references=content.references[::-1])
    frozen = write(article, writer, content).content
    assert [signature.name for signature in frozen.byline] == ["Zoe", "Ann", "Mia"]
    assert [faq.question for faq in frozen.faqs] == ["Z?", "A?", "M?"]
    assert [reference.key for reference in frozen.references] == ["second2020", "first2020"]


def test_a_renamed_author_keeps_the_old_name_in_what_was_frozen(edition: Edition) -> None:
    signature = edition.revision.content.byline[0]
    Author.objects.filter(pk=signature.author).update(name="Another Name", credentials="PhD")
    frozen = Revision.objects.get(pk=edition.revision_id).content.byline[0]
    assert frozen == signature
    assert stored(edition.article).byline[0].name == "Another Name"


def test_a_corrected_source_changes_no_frozen_text(edition: Edition, writer: User) -> None:
    source = Source.objects.get(pk=edition.revision.content.references[0].source)
    source.title = "A corrected title"
    source.save()
    edition.refresh_from_db()
    assert "A corrected title" not in edition.html
    revision = drafting.record(edition.article, by=writer)
    assert revision is not None
    assert revision.content.references[0].item["title"] == "A corrected title"


def test_a_replaced_picture_leaves_the_old_one_in_the_edition(
    article: Article, writer: User, picture: Image, editor: User
) -> None:
    content = text(image=Picture(picture.name, 800, 450, "A field", []))
    first = write(article, writer, content)
    other = Image.objects.create(
        name="images/bb.webp", width=400, height=300, title="A wood", uploaded_by=editor
    )
    second = write(article, writer, replace(content, image=Picture(other.name, 400, 300, "", [])))
    first.refresh_from_db()
    assert first.content.image == Picture("images/aa.webp", 800, 450, "A field", [])
    assert second.content.image == Picture("images/bb.webp", 400, 300, "", [])


def test_a_picture_that_is_gone_is_refused(article: Article, writer: User) -> None:
    with refused("image-gone"):
        write(article, writer, image=Picture("images/gone.webp", 1, 1))
    assert not article.revisions.exists()


def test_an_author_who_is_gone_is_refused(article: Article, writer: User) -> None:
    with refused("author-gone"):
        write(article, writer, byline=[Signature(10**6, "Nobody")])
    assert not article.revisions.exists()


def test_a_source_that_is_gone_is_made_again_from_the_frozen_fields(
    article: Article, writer: User
) -> None:
    content = text()
    write(article, writer, content)
    write(article, writer, replace(content, references=[]))
    QuerySet(Source).delete()
    revision = write(article, writer, content)
    titles = [reference.item["title"] for reference in revision.content.references]
    assert titles == [reference.item["title"] for reference in content.references]


def test_a_mark_survives_the_save_as_it_was_written(article: Article, writer: User) -> None:
    body = f"<p>Text.{CITE.format('first2020')}</p>"
    assert write(article, writer, body=body).content.body == body
