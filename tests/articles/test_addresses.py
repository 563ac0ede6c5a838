"""A slug once given leads to its holder for ever, and never to another."""

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from articles import publishing
from articles.models import Address, Article, Author, Topic
from articles.models.address import Addressed
from tests.factories import ArticleFactory, AuthorFactory, TopicFactory

each_kind = pytest.mark.parametrize("factory", [ArticleFactory, TopicFactory, AuthorFactory])


def rename(row: Addressed, *slugs: str) -> None:
    for slug in slugs:
        row.slug = slug
        row.full_clean()
        row.save()


@each_kind
def test_a_slug_renamed_twice_still_leads_here(db: None, factory: type[ArticleFactory]) -> None:
    row = factory(slug="first", **({"title": "T"} if factory is ArticleFactory else {}))
    rename(row, "second", "third")
    for slug in ("first", "second", "third"):
        assert type(row).at_former_address(slug) == row
    assert type(row).at_former_address("fourth") is None


@each_kind
def test_a_former_slug_is_not_given_to_another(db: None, factory: type[ArticleFactory]) -> None:
    row = factory(slug="first")
    rename(row, "second")
    with pytest.raises(ValidationError, match="that of another"):
        factory.build(slug="first").clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        factory(slug="first")
    other = factory(slug="other")
    other.slug = "first"
    with pytest.raises(IntegrityError), transaction.atomic():
        other.save()
    assert type(row).at_former_address("first") == row
    assert type(row)._default_manager.filter(slug="other").exists()


@each_kind
def test_its_holder_may_take_it_back(db: None, factory: type[ArticleFactory]) -> None:
    row = factory(slug="first")
    rename(row, "second", "first", "second")
    assert Address.objects.filter(object_id=row.pk, slug__in=["first", "second"]).count() == 2


def test_an_article_a_topic_and_an_author_may_share_a_slug(db: None) -> None:
    for factory in (ArticleFactory, TopicFactory, AuthorFactory):
        factory(slug="sleep").clean()
    for model in (Article, Topic, Author):
        assert model.at_former_address("sleep") == model.objects.get(slug="sleep")


def test_a_present_slug_is_not_given_twice(article: Article) -> None:
    with pytest.raises(ValidationError):
        ArticleFactory.build(slug=article.slug).clean()


def test_a_discarded_articles_slug_may_be_given_again(article: Article, editor: User) -> None:
    slug = article.slug
    publishing.discard(article, by=editor)
    ArticleFactory.build(slug=slug).clean()
    again = ArticleFactory(slug=slug)
    assert Article.at_former_address(slug) == again
