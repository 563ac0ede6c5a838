from typing import Any

import pytest
from django.contrib.auth.models import User

from articles import drafting, jobs, publishing, requirements, taking_in
from articles.findings import Refused
from articles.models import Article, Edition, Job, Revision, Source
from tests.factories import ArticleFactory, SourceFactory, text, write


@pytest.fixture
def source(article: Article, writer: User) -> Source:
    """A source that the article cites."""
    write(article, writer)
    return article.references.get(key="first2020").source


def correct(source: Source) -> None:
    source.title = "As it should be"
    source.save()


def use(source: Source) -> taking_in.Use:
    [found] = taking_in.uses(source)
    return found


def test_article_that_cites_the_source_is_named(source: Source, article: Article) -> None:
    assert use(source) == taking_in.Use(article, True, False, False, False)
    assert taking_in.concerned(source) == []


def test_correction_changes_no_article_and_names_those_concerned(
    source: Source, article: Article
) -> None:
    correct(source)
    assert Revision.objects.count() == 1
    assert taking_in.concerned(source) == [taking_in.Use(article, True, False, True, False)]


def test_correction_is_taken_in_as_a_revision_that_needs_its_review(
    edition: Edition, editor: User
) -> None:
    article = edition.article
    source = article.references.get(key="first2020").source
    correct(source)
    revision = taking_in.take_in(source, article, by=editor)
    assert revision is not None
    assert (revision.number, revision.saved_by) == (2, editor)
    assert revision.content.references[0].item["title"] == "As it should be"
    assert [each.code for each in requirements.approved(revision)] == ["not-approved"]
    assert use(source) == taking_in.Use(article, True, True, False, True)


def test_live_page_is_behind_until_the_revision_is_published(
    edition: Edition, editor: User, reviewer: User
) -> None:
    article = edition.article
    source = article.references.get(key="first2020").source
    correct(source)
    taking_in.take_in(source, article, by=editor)
    publishing.approve(article, revision=2, by=reviewer)
    publishing.publish(article, revision=2, by=editor)
    assert taking_in.concerned(source) == []


def test_taking_in_twice_makes_one_revision(source: Source, article: Article, writer: User) -> None:
    correct(source)
    assert taking_in.take_in(source, article, by=writer) is not None
    assert taking_in.take_in(source, article, by=writer) is None
    assert article.revisions.count() == 2


def test_source_that_only_the_live_page_cites_is_named(edition: Edition, writer: User) -> None:
    article = edition.article
    source = article.references.get(key="first2020").source
    write(article, writer, text())
    correct(source)
    assert use(source) == taking_in.Use(article, False, True, False, True)
    with pytest.raises(Refused) as refused:
        taking_in.take_in(source, article, by=writer)
    assert refused.value.codes == ["not-cited"]


def test_discarded_article_takes_nothing_in(
    source: Source, article: Article, editor: User, writer: User
) -> None:
    publishing.discard(article, by=editor)
    correct(source)
    assert taking_in.uses(source) == []
    with pytest.raises(Refused) as refused:
        taking_in.take_in(source, article, by=writer)
    assert refused.value.codes == ["discarded"]


def test_reviewers_and_outsiders_take_nothing_in(
    source: Source, article: Article, reviewer: User, outsider: User
) -> None:
    correct(source)
    for person in (reviewer, outsider):
        with pytest.raises(Refused) as refused:
            taking_in.take_in(source, article, by=person)
        assert refused.value.codes == ["not-allowed"]
    assert drafting.newest(article).number == 1  # type: ignore[union-attr]


def test_job_takes_the_correction_into_all(source: Source, article: Article, editor: User) -> None:
    other = ArticleFactory()
    write(other, editor, drafting.newest(article).content)  # type: ignore[union-attr]
    correct(source)
    entries = [
        {"name": str(each.article), "source": source.pk, "article": each.article.pk}
        for each in taking_in.concerned(source)
    ]
    gone = {"name": "Gone", "source": source.pk, "article": 999}
    job = jobs.start(Job.Kind.TAKE_IN, title="Take in", entries=[*entries, gone], by=editor)
    jobs.run(job.pk)
    job.refresh_from_db()
    assert job.failures == ["Gone: It is no longer there."]
    assert [made["pk"] for made in job.made] == [each["article"] for each in entries]
    assert taking_in.concerned(source) == []


def test_queries_do_not_grow_with_the_articles(
    source: Source, article: Article, writer: User, django_assert_num_queries: Any
) -> None:
    content = drafting.newest(article).content  # type: ignore[union-attr]
    for expected in (1, 4):
        with django_assert_num_queries(3):
            assert len(taking_in.uses(source)) == expected
        for _ in range(3):
            write(ArticleFactory(), writer, content)


def test_source_that_nobody_cites_is_used_nowhere(db: None) -> None:
    assert taking_in.uses(SourceFactory()) == []
