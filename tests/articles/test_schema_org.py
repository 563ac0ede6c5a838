"""Every JSON-LD that our pages hold, against schema.org's own definitions."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles import publisher, publishing, sample_library
from articles.content import Picture, Signature
from articles.models import Article, Author, Edition, Image, Topic
from tests.articles.shelf import fill
from tests.articles.vocabulary import faults
from tests.factories import AuthorFactory, published, text, write

ORCID = "0000-0002-1825-0097"


def described(client: Client, url: str) -> dict[str, Any]:
    """The one JSON-LD object of a page."""
    response = client.get(url)
    assert response.status_code == 200, url
    soup = BeautifulSoup(response.content, "html.parser")
    [element] = soup.select("script[type='application/ld+json']")
    data: dict[str, Any] = json.loads(element.get_text())
    return data


def kinds(value: Any) -> set[str]:
    """All types in an object."""
    if isinstance(value, list):
        return set().union(*map(kinds, value))
    if not isinstance(value, dict):
        return set()
    return {value["@type"]}.union(*map(kinds, value.values())) if "@type" in value else set()


@pytest.fixture
def complete(writer: User, reviewer: User, editor: User) -> Edition:
    """A corrected article with everything that an article can have."""
    Author.objects.filter(user=reviewer).update(orcid=ORCID)
    author = AuthorFactory(name="Ann Writer", orcid=ORCID, bio="<p>Ann &amp; her <b>work</b>.</p>")
    photo = _photo(writer)
    Author.objects.filter(pk=author.pk).update(photo=photo)
    byline = [Signature(author.pk, author.name, author.credentials, author.bio, photo.smallest)]
    picture = Picture(photo.name, 800, 400, alt="A knee")
    edition = published(writer, reviewer, editor, byline=byline, image=picture)
    second = replace(edition.revision.content, standfirst="Now it is right.")
    number = write(edition.article, writer, second).number
    publishing.approve(edition.article, revision=number, by=reviewer)
    return publishing.publish(
        edition.article,
        revision=number,
        by=editor,
        change_type="correction",
        fault="It was wrong.",
        wrong_since=timezone.localdate(),
        change_note="It is right.",
    )


def test_article_with_everything_is_what_schema_org_knows(
    client: Client, complete: Edition
) -> None:
    data = described(client, complete.article.get_absolute_url())
    assert list(faults(data)) == []
    assert kinds(data) == {
        *("MedicalWebPage", "MedicalAudience", "Thing", "Person", "Organization", "WebSite"),
        *("EducationalOccupationalCredential", "CorrectionComment", "ImageObject"),
        *("ScholarlyArticle", "FAQPage", "Question", "Answer"),
        *("BreadcrumbList", "ListItem", "WebPage"),
    }


def test_people_are_told_with_what_they_have(
    client: Client, complete: Edition, settings: Any
) -> None:
    data = described(client, complete.article.get_absolute_url())
    [author] = data["author"]
    path = Author.objects.get(name="Ann Writer").get_absolute_url()
    assert author == {
        "@type": "Person",
        "@id": f"{settings.SITE_URL}{path}#person",
        "name": "Ann Writer",
        "description": "Ann & her work.",
        "hasCredential": {
            "@type": "EducationalOccupationalCredential",
            "name": "BSc Example Studies",
        },
        "image": f"{settings.SITE_URL}/media/images/cc/c.webp",
        "sameAs": f"https://orcid.org/{ORCID}",
        "url": f"{settings.SITE_URL}{path}",
    }
    assert data["reviewedBy"]["sameAs"] == f"https://orcid.org/{ORCID}"
    profile = described(client, path)["mainEntity"]
    assert (profile["@id"], profile["name"]) == (author["@id"], author["name"])
    assert profile["sameAs"] == author["sameAs"]


def test_new_orcid_is_told_at_once(client: Client, complete: Edition, page_cache: None) -> None:
    url = complete.article.get_absolute_url()
    assert described(client, url)["author"][0]["sameAs"].endswith(ORCID)
    Author.objects.update(orcid="")
    assert "sameAs" not in described(client, url)["author"][0]


def test_publisher_is_the_one_in_the_footer(client: Client, edition: Edition) -> None:
    response = client.get("/")
    footer = BeautifulSoup(response.content, "html.parser").select_one("footer")
    assert footer is not None
    shown = " ".join(footer.get_text(" ").split())
    organization = described(client, "/")["publisher"]
    address = organization["address"]
    told = [organization["name"], organization["description"], organization["telephone"]]
    told += [*address["streetAddress"].split(", "), address["addressLocality"]]
    told += [address["postalCode"], f"VAT Number: {organization['vatID']}"]
    told += [f"Company Number: {organization['identifier']['value']}"]
    for words in told:
        assert words in shown
    assert organization["correctionsPolicy"].endswith("/editorial-standards/")
    assert publisher.PLACE.partition(" ")[0] in shown


def test_front_page_tells_of_the_search(client: Client, edition: Edition, settings: Any) -> None:
    data = described(client, "/")
    assert (data["@type"], data["url"]) == ("WebSite", f"{settings.SITE_URL}/")
    action = data["potentialAction"]
    assert (
        action["target"]["urlTemplate"] == f"{settings.SITE_URL}/search/?q={{search_term_string}}"
    )
    assert action["query-input"] == "required name=search_term_string"


def test_lists_tell_what_they_show(client: Client, edition: Edition, settings: Any) -> None:
    topic = edition.article.topic
    assert topic is not None
    for url, name in ((topic.get_absolute_url(), topic.name), ("/articles/", "Articles A to Z")):
        data = described(client, url)
        assert (data["@type"], data["name"]) == ("CollectionPage", name)
        [listed] = data["mainEntity"]["itemListElement"]
        address = f"{settings.SITE_URL}{edition.article.get_absolute_url()}"
        assert (listed["name"], listed["url"]) == (edition.title, address)
        assert data["breadcrumb"]["itemListElement"][-1]["name"] == name


def test_part_of_the_list_is_no_page_of_its_own(client: Client, edition: Edition) -> None:
    fill(edition, [f"Question {number}" for number in range(60)])
    assert edition.article.topic is not None
    for query in ("letter=Q", f"topic={edition.article.topic.slug}"):
        assert "ld+json" not in client.get(f"/articles/?{query}").text
    second = described(client, "/articles/?page=2")
    assert second["url"].endswith("/articles/?page=2")
    assert len(second["mainEntity"]["itemListElement"]) == 11


def test_every_page_is_what_schema_org_knows(
    client: Client, complete: Edition, edition: Edition
) -> None:
    topic = complete.article.topic
    assert topic is not None
    Topic.objects.filter(pk=topic.pk).update(description="All about it.")
    author = Author.objects.get(name="Ann Writer")
    for url in (
        "/",
        "/articles/",
        "/articles/?page=1",
        topic.get_absolute_url(),
        author.get_absolute_url(),
        "/authors/ada-example/",
        edition.article.get_absolute_url(),
    ):
        assert list(faults(described(client, url))) == [], url


@pytest.mark.parametrize(
    "path",
    [
        *("/search/", "/search/?q=example", "/corrections/", "/contact/", "/newsletter/issues/"),
        *("/editorial-standards/", "{article}history/", "{article}editions/1/"),
        "{article}report/",
    ],
)
def test_page_that_tells_search_engines_nothing_has_no_description(
    client: Client, complete: Edition, path: str
) -> None:
    response = client.get(path.format(article=complete.article.get_absolute_url()))
    assert response.status_code == 200
    assert "ld+json" not in response.text


def _photo(by: User) -> Image:
    values = {"width": 800, "height": 400, "uploaded_by": by}
    return Image.objects.get_or_create(name="images/cc/c.webp", defaults=values)[0]


@pytest.mark.django_db
def test_sample_library_is_what_schema_org_knows_and_claims_nothing(client: Client) -> None:
    sample_library.sign_ins()
    sample_library.load()
    for edition in Edition.objects.live().for_lists():
        data = described(client, edition.article.get_absolute_url())
        assert list(faults(data)) == []
        assert not {"reviewedBy", "lastReviewed"} & data.keys()
        assert not {"EducationalOccupationalCredential"} & kinds(data)
    data = described(client, "/authors/jordan-sample/")
    assert list(faults(data)) == []
    assert "hasCredential" not in data["mainEntity"]
    assert data["mainEntity"]["description"] == "Sample credential, no credentials claimed"


def test_withdrawn_older_and_previewed_pages_tell_nothing(
    client: Client, complete: Edition, editor: User, at: Callable[[timedelta], None]
) -> None:
    url = complete.article.get_absolute_url()
    assert "ld+json" not in client.get(f"{url}editions/1/").text
    publishing.withdraw(complete.article, reason="Wrong.", by=editor)
    response = client.get(url)
    assert response.status_code == 410
    assert "ld+json" not in response.text


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"@type": "MedicalPage"}, "$: MedicalPage is no type"),
        ({"headline2": "A"}, "$.headline2: headline2 is no property"),
        ({"servesCuisine": "A"}, "$.servesCuisine: a MedicalWebPage has no servesCuisine"),
        ({"lastReviewed": "yesterday"}, "no str such as 'yesterday'"),
        ({"reviewedBy": "Dr Ada"}, "reviewedBy is no str"),
        ({"reviewedBy": {"@type": "Book", "name": "A"}}, "reviewedBy is no Book"),
        ({"author": [{"@type": "Person", "isbn": "1"}]}, "author[0].isbn: a Person has no isbn"),
        ({"isAccessibleForFree": "yes"}, "isAccessibleForFree is no str"),
        ({"breadcrumb": {"@type": "ItemList"}}, "breadcrumb is no ItemList"),
        ({"sameAs": "orcid"}, "sameAs is no str"),
        ({"name": ""}, "name is no str"),
        ({"hasPart": {"@type": "FAQPage", "mainEntity": ["A?"]}}, "mainEntity is no str"),
        ({"awards": "A"}, "awards is out of use"),
    ],
)
def test_what_schema_org_does_not_know_is_found(
    client: Client, edition: Edition, changes: dict[str, Any], fault: str
) -> None:
    data = described(client, edition.article.get_absolute_url())
    assert any(fault in found for found in faults(data | changes)), list(faults(data | changes))


def test_hostile_topic_and_author_stay_text(
    client: Client, writer: User, reviewer: User, editor: User
) -> None:
    hostile = "</script><script>alert(1)</script>"
    author = AuthorFactory(name=hostile, bio=hostile, credentials=hostile)
    byline = [Signature(author.pk, author.name, hostile)]
    edition = published(writer, reviewer, editor, byline=byline, faqs=text().faqs)
    Topic.objects.filter(articles=edition.article).update(name=hostile, description=hostile)
    topic = Topic.objects.get(articles=edition.article)
    for url in (
        edition.article.get_absolute_url(),
        author.get_absolute_url(),
        topic.get_absolute_url(),
    ):
        assert hostile in json.dumps(described(client, url))
        soup = BeautifulSoup(client.get(url).content, "html.parser")
        assert not [
            each for each in soup.select("script:not([type])") if "alert" in each.get_text()
        ]


def test_article_without_topic_has_no_subject(client: Client, edition: Edition) -> None:
    Article.objects.update(topic=None)
    data = described(client, edition.article.get_absolute_url())
    assert "about" not in data
    assert list(faults(data)) == []
