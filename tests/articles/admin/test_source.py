"""A source's own page: where it is used, what is known of it, its corrections."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from articles import drafting
from articles.models import Article, Edition, Job, Notice, Source
from tests.articles.admin.browser import fields, messages, signed_in
from tests.factories import ArticleFactory, SourceFactory, write


@pytest.fixture
def source(edition: Edition) -> Source:
    """A source that a live article cites."""
    return edition.article.references.get(key="first2020").source


def page(source: Source) -> str:
    return reverse("admin:articles_source_change", args=[source.pk])


def take_in(source: Source, *article: int) -> str:
    name = "take_into" if article else "take_into_all"
    return reverse(f"admin:articles_source_{name}", args=[source.pk, *article])


def correct(source: Source) -> None:
    source.title = "As it should be"
    source.save()


def uses(response: Any) -> list[list[str]]:
    soup = BeautifulSoup(response.content, "html.parser")
    lines = soup.select(".source-uses tbody tr")
    return [
        [cell.get_text(" ", strip=True) for cell in line.select("th, td")][:3] for line in lines
    ]


def buttons(response: Any) -> list[str]:
    soup = BeautifulSoup(response.content, "html.parser")
    return [str(button["value"]) for button in soup.select(".source-uses input[type=submit]")]


def shown(user: User, source: Source, field: str) -> str:
    soup = BeautifulSoup(signed_in(user).get(page(source)).content, "html.parser")
    return soup.select(f".field-{field} .readonly")[0].get_text(" ", strip=True)


def test_page_says_where_the_source_is_used(edition: Edition, source: Source, writer: User) -> None:
    response = signed_in(writer).get(page(source))
    assert uses(response) == [[str(edition.article), "Has these details", "Prints these details"]]
    assert buttons(response) == []


def test_source_that_nobody_uses_says_so(writer: User) -> None:
    assert "No article cites it." in signed_in(writer).get(page(SourceFactory())).content.decode()


def test_after_a_correction_the_page_stays_and_names_the_articles(
    edition: Edition, source: Source, writer: User
) -> None:
    client = signed_in(writer)
    response = client.post(
        page(source), fields(client.get(page(source))) | {"title": "Corrected"}, follow=True
    )
    assert "No article has changed yet. Articles with the old details: 1" in messages(response)
    assert uses(response) == [
        [str(edition.article), "Has the old details", "Prints the old details"]
    ]
    assert buttons(response) == ["Take into this article"]


def test_correction_is_taken_into_an_article_at_a_press(
    edition: Edition, source: Source, writer: User
) -> None:
    correct(source)
    response = signed_in(writer).post(take_in(source, edition.article.pk), follow=True)
    assert "taken in as revision 2, which needs its review" in messages(response)
    assert uses(response)[0][1:] == ["Has these details", "Prints the old details"]
    newest = drafting.newest(edition.article)
    assert newest is not None
    assert newest.saved_by == writer


def test_press_that_comes_twice_makes_one_revision(
    edition: Edition, source: Source, writer: User
) -> None:
    correct(source)
    client = signed_in(writer)
    client.post(take_in(source, edition.article.pk))
    client.post(take_in(source, edition.article.pk))
    assert edition.article.revisions.count() == 2


def test_correction_is_taken_into_all_by_a_job(
    edition: Edition, source: Source, writer: User
) -> None:
    write(ArticleFactory(), writer, edition.revision.content)
    correct(source)
    client = signed_in(writer)
    assert "Take into all 2 articles" in buttons(client.get(page(source)))
    response = client.post(take_in(source))
    job = Job.objects.get()
    assert response["Location"] == reverse("admin:articles_job_change", args=[job.pk])
    assert (job.kind, job.total, job.started_by) == (Job.Kind.TAKE_IN, 2, writer)


def test_all_is_refused_where_nothing_is_to_be_taken_in(source: Source, writer: User) -> None:
    response = signed_in(writer).post(take_in(source), follow=True)
    assert "There is nothing to do." in messages(response)


def test_article_that_does_not_cite_it_takes_nothing_in(source: Source, writer: User) -> None:
    other = ArticleFactory()
    response = signed_in(writer).post(take_in(source, other.pk), follow=True)
    assert "does not cite this source" in messages(response)


def test_take_in_ladder(
    edition: Edition, source: Source, writer: User, reviewer: User, outsider: User
) -> None:
    correct(source)
    for address in (take_in(source), take_in(source, edition.article.pk)):
        assert signed_in(writer).get(address).status_code == 405
        for person in (reviewer, outsider):
            assert signed_in(person).post(address).status_code == 403
    assert buttons(signed_in(reviewer).get(page(source))) == []
    missing = SourceFactory.build(pk=987654)
    assert signed_in(writer).post(take_in(missing)).status_code == 404
    assert signed_in(writer).post(take_in(missing, edition.article.pk)).status_code == 404
    assert signed_in(writer).post(take_in(source, 987654)).status_code == 404
    assert edition.article.revisions.count() == 1


def test_queries_of_the_page_do_not_grow_with_the_articles(
    article: Article, writer: User, django_assert_max_num_queries: Any
) -> None:
    revision = write(article, writer)
    source = article.references.get(key="first2020").source
    client = signed_in(writer)
    client.get(page(source))
    with django_assert_max_num_queries(20) as few:
        client.get(page(source))
    for _ in range(4):
        write(ArticleFactory(), writer, revision.content)
    with django_assert_max_num_queries(len(few)):
        assert len(uses(client.get(page(source)))) == 5


def test_identifiers_lead_to_the_work(writer: User) -> None:
    source = SourceFactory(
        doi="10.1000/abc", pmid="12", pmcid="PMC3", isbn="9780306406157", url="https://example.org/"
    )
    soup = BeautifulSoup(signed_in(writer).get(page(source)).content, "html.parser")
    assert [link["href"] for link in soup.select(".field-found_at a")] == [
        "https://doi.org/10.1000/abc",
        "https://pubmed.ncbi.nlm.nih.gov/12/",
        "https://pmc.ncbi.nlm.nih.gov/articles/PMC3/",
        "https://openlibrary.org/isbn/9780306406157",
        "https://example.org/",
    ]


def test_odd_identifier_is_no_script(writer: User) -> None:
    source = SourceFactory(doi='10.1/"><script>', url="")
    assert b'<script>"' not in signed_in(writer).get(page(source)).content


def test_page_says_what_the_watches_found(writer: User) -> None:
    source = SourceFactory()
    assert shown(writer, source, "said_of_it") == "None known. Nobody has been asked yet."
    Notice.objects.create(source=source, kind="retraction", found_at=timezone.now())
    source.notices_failure = "Crossref did not answer."
    source.save()
    told = shown(writer, source, "said_of_it")
    assert told == "Retraction . They could not be asked for: Crossref did not answer."


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"isbn": "978-0-306-40615-7"}, {"isbn": "9780306406157"}),
        ({"pmcid": "pmc 123"}, {"pmcid": "PMC123"}),
        ({"doi": "https://doi.org/10.1000/ABC"}, {"doi": "10.1000/abc"}),
        ({"url": "example.org/a"}, {"url": "https://example.org/a"}),
    ],
)
def test_identifiers_are_kept_in_their_normal_form(writer: User, given: Any, kept: Any) -> None:
    source, client = SourceFactory(doi=""), signed_in(writer)
    client.post(page(source), fields(client.get(page(source))) | given)
    assert Source.objects.filter(pk=source.pk, **kept).exists()


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"isbn": "978-0-306-40615-8"}, "This is no ISBN"),
        ({"isbn": "hello"}, "This is no ISBN"),
        ({"pmcid": "123"}, "A PMCID looks like PMC1234567."),
        ({"pmcid": "PMC²"}, "A PMCID looks like PMC1234567."),
        ({"pmid": "²"}, "A PMID is a number."),
        ({"pmid": "1" * 12}, "A PMID is a number."),
        ({"doi": "none"}, "A DOI looks like 10.1000/182."),
    ],
)
def test_identifier_that_is_none_is_told(writer: User, given: Any, told: str) -> None:
    source, client = SourceFactory(), signed_in(writer)
    response = client.post(page(source), fields(client.get(page(source))) | given)
    assert told in messages(response)


def test_address_is_freed_of_passage_and_tracking_and_that_is_told(writer: User) -> None:
    source, client = SourceFactory(), signed_in(writer)
    url = "https://example.org/a?id=1&utm_source=mail&fbclid=x#:~:text=a%20passage"
    response = client.post(
        page(source), fields(client.get(page(source))) | {"url": url}, follow=True
    )
    source.refresh_from_db()
    assert source.url == "https://example.org/a?id=1"
    assert "The passage “a passage” was taken off the address." in messages(response)
    assert "What tracks readers was taken off the address." in messages(response)


@pytest.mark.parametrize("value", ["\0", "x" * 100_000, "<script>", "²", "💥", "%00", "' OR 1=1"])
def test_odd_input_in_every_field_is_no_crash(writer: User, value: str) -> None:
    source, client = SourceFactory(), signed_in(writer)
    sent = fields(client.get(page(source)))
    for name in set(sent) - {"csrfmiddlewaretoken"}:
        assert client.post(page(source), sent | {name: value}).status_code in {200, 302}
        query = {"title": value, "doi": value, "type": value, "authors": value}
        assert client.get(reverse("admin:articles_source_add"), query).status_code == 200
