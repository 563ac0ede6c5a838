"""Rows for tests, plain and valid; what a test is about it says itself."""

from datetime import date
from typing import Any

import factory
from django.contrib.auth.models import Group, User
from factory.django import DjangoModelFactory

from articles import drafting, publishing
from articles.content import Answer, Citation, Content, Signature
from articles.models import Article, Author, Edition, Revision, Source, Topic
from comments import moderation
from comments.models import Comment

CITE = '<sup class="citation" data-reference="{}">[cite]</sup>'


class UserFactory(DjangoModelFactory[User]):
    """A member of staff, in the groups named: `UserFactory(groups=["Editor"])`."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence("user{}".format)
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.org")
    first_name = "Robin"
    last_name = factory.Sequence("Person{}".format)
    is_staff = True

    @factory.post_generation  # type: ignore[untyped-decorator]
    def groups(self: User, create: bool, extracted: list[str] | None, **kwargs: Any) -> None:
        if extracted:
            self.groups.set(Group.objects.filter(name__in=extracted))


class TopicFactory(DjangoModelFactory[Topic]):
    class Meta:
        model = Topic

    name = factory.Sequence("Topic {}".format)
    slug = factory.Sequence("topic-{}".format)


class AuthorFactory(DjangoModelFactory[Author]):
    class Meta:
        model = Author

    name = factory.Sequence("Author {}".format)
    slug = factory.Sequence("author-{}".format)
    credentials = "BSc Example Studies"


def clinician(name: str = "Dr Ada Example", user: User | None = None, **changes: Any) -> User:
    """A medical reviewer with all that an approval asks for; `user`, if there is one already."""
    user = user or UserFactory(groups=["Medical reviewer"])
    values: dict[str, Any] = {
        "credentials": "MBBS",
        "credentials_expire_on": date(2999, 12, 31),
        "competing_interests": "None",
    }
    AuthorFactory(name=name, user=user, **values | changes)
    return user


class SourceFactory(DjangoModelFactory[Source]):
    class Meta:
        model = Source

    type = Source.Type.JOURNAL_ARTICLE
    title = factory.Sequence("A study of example {}".format)
    authors = [{"family": "Example", "given": "Ann"}]
    container_title = "J Examples"
    issued = "2020-05"
    doi = factory.Sequence("10.1000/example.{}".format)


class ArticleFactory(DjangoModelFactory[Article]):
    """An article without any text; `write` gives it one."""

    class Meta:
        model = Article

    slug = factory.Sequence("article-{}".format)
    topic = factory.SubFactory(TopicFactory)
    created_by = factory.SubFactory(UserFactory)


def text(**changes: Any) -> Content:
    """A complete text of an article with two cited works. Its sources and author are made."""
    references = [
        Citation(key=key, source=(source := SourceFactory()).pk, item=source.item())
        for key in ("first2020", "second2020")
    ]
    author = AuthorFactory()
    values: dict[str, Any] = {
        "title": "Why do examples happen?",
        "standfirst": "What an example is, and what to do about it.",
        "key_points": f"<ul><li>Examples are common.{CITE.format('first2020')}</li></ul>",
        "body": (
            f"<p>Most people meet an example.{CITE.format('second2020')}</p>"
            f"<h2>Causes</h2><p>They have causes.{CITE.format('first2020')}</p>"
        ),
        "faqs": [
            Answer("Can it be prevented?", f"<p>Partly.{CITE.format('first2020')}</p>"),
            Answer("When should I call a doctor?", "<p>If it lasts a week.</p>", urgent=True),
        ],
        "summary": f"<p>Examples pass.{CITE.format('second2020')}</p>",
        "references": references,
        "byline": [Signature(author.pk, author.name, author.credentials)],
    }
    return Content(**values | changes)


def write(article: Article, by: User, content: Content | None = None, **changes: Any) -> Revision:
    """Save a text as the article's newest Revision."""
    newest = drafting.newest(article)
    base = newest.number if newest else 0
    revision = drafting.save(article, content or text(**changes), base=base, by=by)
    assert revision is not None
    return revision


def approved(
    article: Article, writer: User, reviewer: User, content: Content | None = None, **changes: Any
) -> int:
    """Write and approve a text; returns the number of its Revision."""
    number = write(article, writer, content, **changes).number
    publishing.approve(article, revision=number, by=reviewer)
    return number


def published(writer: User, reviewer: User, editor: User, **changes: Any) -> Edition:
    """The first edition of a new article, all along the usual road."""
    slug = changes.pop("slug", None)
    article = ArticleFactory(created_by=writer, **({"slug": slug} if slug else {}))
    number = approved(article, writer, reviewer, **changes)
    return publishing.publish(article, revision=number, by=editor)


def copied(row: Any, **changes: Any) -> Any:
    """An unsaved row with the same values but for the key and the changes."""
    values = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields}
    return type(row)(**values | {"id": None} | changes)


class CommentFactory(DjangoModelFactory[Comment]):
    """A reader's reply that waits: `CommentFactory(edition=edition)`, `parent=` for an answer.

    It takes the usual road, so its number and its place in the thread are right.
    """

    class Meta:
        model = Comment

    edition: Any = None
    parent: Any = None
    name = factory.Sequence("Reader {}".format)
    email = factory.Sequence("reader{}@example.org".format)
    body = factory.Sequence("Thank you, that helped me. ({})".format)

    @classmethod
    def _create(cls, model_class: type[Comment], *args: Any, **kwargs: Any) -> Comment:
        edition, parent = kwargs.pop("edition"), kwargs.pop("parent")
        number = parent and parent.number
        return moderation.submit(edition.article, parent=number, **kwargs)
