"""What search engines are told of an article: what is true, and nothing that ends the element."""

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.test import Client
from hypothesis import example, given
from hypothesis import strategies as st

from articles import publishing
from articles.content import Citation
from articles.models import Article, Edition
from articles.schema_org.article import work
from articles.schema_org.json_ld import script as script_element
from tests.factories import SourceFactory, published, text, write

JSON = st.recursive(
    st.text() | st.integers() | st.booleans(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def told(client: Client, edition: Edition) -> dict[str, Any]:
    return described(client, edition.article.get_absolute_url())


def described(client: Client, url: str) -> dict[str, Any]:
    soup = BeautifulSoup(client.get(url).content, "html.parser")
    (element,) = soup.select("script[type='application/ld+json']")
    data: dict[str, Any] = json.loads(element.get_text())
    return data


@given(data=st.dictionaries(st.text(), JSON))
@example({"a": "</script><script>alert(1)</script>"})
@example({"a": "<!--<script>"})
@example({"]]>": "\u2028\u2029&lt;/script&gt;"})
def test_no_text_ends_the_element_and_none_is_changed(data: dict[str, Any]) -> None:
    script = script_element(data)
    body = script.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not set("<>&\u2028\u2029") & set(body)
    assert json.loads(body) == data


def test_page_is_described_as_it_is(client: Client, edition: Edition, settings: Any) -> None:
    data = told(client, edition)
    url = f"{settings.SITE_URL}{edition.article.get_absolute_url()}"
    assert data["@type"] == "MedicalWebPage"
    assert (data["url"], data["name"], data["inLanguage"]) == (url, edition.title, "en-GB")
    assert data["description"] == "What an example is, and what to do about it."
    assert data["reviewedBy"] == {
        "@type": "Person",
        "@id": f"{settings.SITE_URL}/authors/ada-example/#person",
        "name": "Dr Ada Example",
        "hasCredential": {"@type": "EducationalOccupationalCredential", "name": "MBBS"},
        "url": f"{settings.SITE_URL}/authors/ada-example/",
    }
    assert data["lastReviewed"] == edition.reviewed_on.isoformat()
    assert [author["@type"] for author in data["author"]] == ["Person"]
    assert data["publisher"]["name"] == "Klarity / Managed Self Ltd"
    steps = data["breadcrumb"]["itemListElement"]
    assert [step["position"] for step in steps] == [1, 2, 3]
    assert steps[-1]["item"] == {"@type": "WebPage", "@id": url}
    assert (data["version"], data["isAccessibleForFree"]) == (1, True)
    assert edition.article.topic is not None
    assert data["about"]["name"] == edition.article.topic.name
    assert "specialty" not in data


def test_citations_are_those_of_the_reference_list_in_its_order(
    client: Client, edition: Edition
) -> None:
    works = {citation.key: citation.item for citation in edition.revision.content.references}
    assert told(client, edition)["citation"] == [
        {
            "@type": "ScholarlyArticle",
            "name": works[entry["key"]]["title"],
            "url": f"https://doi.org/{works[entry['key']]['DOI']}",
        }
        for entry in edition.references
    ]


def test_questions_are_told_with_plain_answers(client: Client, edition: Edition) -> None:
    faqs = told(client, edition)["hasPart"]
    assert faqs["@type"] == "FAQPage"
    answers = {each["name"]: each["acceptedAnswer"]["text"] for each in faqs["mainEntity"]}
    assert answers == {
        "Can it be prevented?": "Partly.",
        "When should I call a doctor?": "If it lasts a week.",
    }


def test_article_without_questions_has_no_faq_page(
    client: Client, writer: User, reviewer: User, editor: User
) -> None:
    edition = published(writer, reviewer, editor, faqs=[])
    assert "hasPart" not in told(client, edition)


def test_sample_claims_no_review(client: Client, edition: Edition) -> None:
    Article.objects.update(sample=True)
    assert not {"reviewedBy", "lastReviewed"} & told(client, edition).keys()


def test_dates_are_those_of_the_first_and_of_this_edition(
    client: Client, edition: Edition, writer: User, reviewer: User, editor: User
) -> None:
    number = write(edition.article, writer, title="Why examples happen").number
    publishing.approve(edition.article, revision=number, by=reviewer)
    second = publishing.publish(edition.article, revision=number, by=editor)
    data = told(client, edition)
    assert data["datePublished"] < data["dateModified"]
    assert data["datePublished"].startswith(edition.published_at.strftime("%Y-%m-%d"))
    assert data["name"] == second.title


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (
            {"type": "book", "title": "Anatomy"},
            {"@type": "Book", "name": "Anatomy"},
        ),
        (
            {"type": "webpage", "title": "Cramp", "URL": "https://example.org/c?a=1&b=2"},
            {"@type": "WebPage", "name": "Cramp", "url": "https://example.org/c?a=1&b=2"},
        ),
        (
            {"type": "guideline", "title": "NG1"},
            {"@type": "CreativeWork", "name": "NG1"},
        ),
        ({}, {"@type": "CreativeWork", "name": "As printed."}),
    ],
)
def test_work_is_told_by_its_kind_title_and_address(item: Any, expected: dict[str, str]) -> None:
    reference = Citation(key="a", source=1, item=item)
    assert work(reference, "As printed.") == expected


def test_hostile_text_stays_text_on_the_page(
    client: Client, writer: User, reviewer: User, editor: User
) -> None:
    content = text()
    hostile = "</script><script>alert(1)</script>"
    SourceFactory(title=hostile)
    edition = published(writer, reviewer, editor, title=hostile, byline=content.byline)
    soup = BeautifulSoup(client.get(edition.article.get_absolute_url()).content, "html.parser")
    assert told(client, edition)["name"] == hostile
    assert not [
        each
        for each in soup.select("script")
        if "alert" in each.get_text() and not each.get("type")
    ]
