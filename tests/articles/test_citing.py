"""Cite this page: what a reader copies, and what a reference manager gets."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles import bylines, citing, importing, publishing, sample_library
from articles.content import Citation, Signature
from articles.models import Article, Author, Edition
from articles.sources import bibtex, csl_json, ris
from articles.sources.names import signed
from articles.sources.writing.cited import Cited
from tests.articles.sources.reading import items, whole
from tests.factories import AuthorFactory, SourceFactory, published, write

READERS = {"ris": ris.read, "bib": bibtex.read, "json": csl_json.read}
FILES = ["cite", "references"]


@pytest.fixture
def second(edition: Edition, writer: User, reviewer: User, editor: User) -> Edition:
    """A second edition, a year after the first."""
    later = timezone.now() + timedelta(days=400)
    number = write(edition.article, writer, title="Why examples happen").number
    publishing.approve(edition.article, revision=number, by=reviewer, now=later)
    return publishing.publish(edition.article, revision=number, by=editor, now=later)


def box(client: Client, url: str) -> BeautifulSoup:
    response = client.get(url)
    assert response.status_code == 200
    soup = BeautifulSoup(response.content, "html.parser")
    [summary] = [each for each in soup.select("summary") if each.get_text() == "Cite this page"]
    assert summary.parent
    return BeautifulSoup(str(summary.parent), "html.parser")


def taken(client: Client, url: str) -> list[dict[str, Any]]:
    response = client.get(url)
    assert response.status_code == 200, url
    return items(READERS[url.rpartition(".")[2]](response.text))


def test_page_says_how_it_is_cited(client: Client, edition: Edition, settings: Any) -> None:
    shown = box(client, edition.article.get_absolute_url())
    line = shown.select("p")[0].get_text()
    author = signed(edition.revision.content.byline[0].name)
    assert line == (
        f"{author['family']} A. Why do examples happen? [Internet]. Klarity Health Library."
        f" Bournemouth (UK): Klarity / Managed Self Ltd; {timezone.localdate():%Y %b} "
        f"{timezone.localdate().day} [cited YYYY Mon DD]. Available from: "
        f"{settings.SITE_URL}{edition.article.get_absolute_url()}."
    )
    assert "in place of YYYY Mon DD" in shown.get_text()


@pytest.mark.parametrize("ending", READERS)
def test_every_file_that_the_page_offers_is_there(
    client: Client, edition: Edition, ending: str
) -> None:
    url = edition.article.get_absolute_url()
    links = [urljoin(url, str(link["href"])) for link in box(client, url).select("a[download]")]
    assert {f"{url}{name}.{ending}" for name in FILES} <= set(links)
    assert len(links) == len(FILES) * len(READERS)


@pytest.mark.parametrize("ending", READERS)
def test_reference_manager_gets_the_page(
    client: Client, edition: Edition, settings: Any, ending: str
) -> None:
    url = edition.article.get_absolute_url()
    [work] = taken(client, f"{url}cite.{ending}")
    day = timezone.localdate(edition.published_at)
    assert work == {
        "type": "webpage",
        "title": "Why do examples happen?",
        "author": [signed(edition.revision.content.byline[0].name)],
        "container-title": "Klarity Health Library",
        "publisher": "Klarity / Managed Self Ltd",
        "publisher-place": "Bournemouth (UK)",
        "issued": {"date-parts": [[day.year, day.month, day.day]]},
        "language": "en-GB",
        "URL": settings.SITE_URL + url,
    }


@pytest.mark.parametrize("ending", READERS)
def test_reference_manager_gets_the_references_in_their_order(
    client: Client, edition: Edition, ending: str
) -> None:
    works = {each.key: each.item for each in edition.revision.content.references}
    listed = [works[entry["key"]] for entry in edition.references]
    url = edition.article.get_absolute_url()
    assert taken(client, f"{url}references.{ending}") == listed
    assert taken(client, f"{url}editions/1/references.{ending}") == listed


def test_reference_by_hand_is_taken_as_a_note(
    client: Client, writer: User, reviewer: User, editor: User
) -> None:
    source = SourceFactory()
    by_hand = Citation(key="first2020", source=source.pk, item=source.item(), text="As I please.")
    edition = published(
        writer,
        reviewer,
        editor,
        references=[by_hand],
        body='<p>A<sup class="citation" data-reference="first2020">[cite]</sup></p>',
        **{"key_points": "", "faqs": [], "summary": ""},
    )
    url = edition.article.get_absolute_url()
    assert json.loads(client.get(f"{url}references.json").text)[0]["note"] == "As I please."
    assert "N1  - As I please." in client.get(f"{url}references.ris").text


def test_older_edition_is_cited_as_itself(
    client: Client, edition: Edition, second: Edition, at: Callable[[timedelta], None]
) -> None:
    at(timedelta(days=401))
    old, new = edition.get_absolute_url(), edition.article.get_absolute_url()
    assert f"{old}." in box(client, old).select("p")[0].get_text()
    links = {urljoin(old, str(link["href"])) for link in box(client, old).select("a[download]")}
    assert f"{old}cite.bib" in links
    assert {url.startswith(old) for url in links} == {True}
    assert taken(client, f"{old}cite.ris")[0]["title"] == edition.title
    assert taken(client, f"{new}cite.ris")[0]["title"] == second.title


def test_line_tells_of_publication_and_of_the_last_change(
    client: Client, edition: Edition, second: Edition, at: Callable[[timedelta], None]
) -> None:
    at(timedelta(days=401))
    line = box(client, edition.article.get_absolute_url()).select("p")[0].get_text()
    first, changed = (
        f"{day:%Y %b} {day.day}"
        for day in map(timezone.localdate, (edition.published_at, second.published_at))
    )
    assert f"; {first} [updated {changed}; cited YYYY Mon DD]. Available" in line


def test_new_name_is_cited(client: Client, edition: Edition, editor: User) -> None:
    author = Author.objects.get(pk=edition.revision.content.byline[0].author)
    bylines.rename(author, name="Ann New", by=editor)
    [work] = taken(client, f"{edition.article.get_absolute_url()}cite.bib")
    assert work["author"] == [{"family": "New", "given": "Ann"}]


def test_sample_says_so_wherever_it_goes(client: Client, edition: Edition) -> None:
    Article.objects.update(sample=True)
    url = edition.article.get_absolute_url()
    for ending in READERS:
        assert citing.SAMPLE in client.get(f"{url}cite.{ending}").text


@pytest.mark.parametrize(
    ("ending", "media_type"),
    [
        ("ris", "application/x-research-info-systems"),
        ("bib", "application/x-bibtex"),
        ("json", "application/vnd.citationstyles.csl+json"),
    ],
)
def test_file_says_what_it_is(
    client: Client, edition: Edition, ending: str, media_type: str
) -> None:
    slug = edition.article.slug
    names = {
        "cite": slug,
        "references": f"{slug}-references",
        "editions/1/cite": f"{slug}-edition-1",
        "editions/1/references": f"{slug}-edition-1-references",
    }
    for name, file in names.items():
        response = client.get(f"{edition.article.get_absolute_url()}{name}.{ending}")
        assert response["Content-Type"] == f"{media_type}; charset=utf-8"
        assert response["Content-Disposition"] == f'attachment; filename="{file}.{ending}"'
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["X-Robots-Tag"] == "noindex"
        assert not response.cookies


def addresses(article: Article, number: int = 1) -> list[str]:
    url = article.get_absolute_url()
    names = [*FILES, *(f"editions/{number}/{name}" for name in FILES)]
    return [f"{url}{name}.{ending}" for name in names for ending in READERS]


def test_file_is_only_read(client: Client, edition: Edition) -> None:
    for url in addresses(edition.article):
        assert client.post(url).status_code == 405
        assert client.head(url).status_code == 200


def test_draft_has_no_files(client: Client, article: Article, writer: User) -> None:
    write(article, writer)
    assert {client.get(url).status_code for url in addresses(article)} == {404}


def test_edition_to_come_has_no_files(client: Client, edition: Edition, second: Edition) -> None:
    url = edition.article.get_absolute_url()
    assert client.get(f"{url}editions/2/cite.ris").status_code == 404
    assert taken(client, f"{url}cite.ris")[0]["title"] == edition.title


def test_withdrawn_article_has_its_notice(client: Client, edition: Edition, editor: User) -> None:
    publishing.withdraw(edition.article, reason="Wrong.", by=editor)
    assert {client.get(url).status_code for url in addresses(edition.article)} == {410}


@pytest.mark.parametrize(
    "name", ["cite.xml", "cite.", "cite", "editions/1/cite.pdf", "references.txt", "cite.ris/"]
)
def test_other_endings_do_not_exist(client: Client, edition: Edition, name: str) -> None:
    assert client.get(f"{edition.article.get_absolute_url()}{name}").status_code == 404


def test_missing_article_and_edition_are_not_found(client: Client, edition: Edition) -> None:
    assert client.get("/articles/nothing/cite.ris").status_code == 404
    url = edition.article.get_absolute_url()
    for name in FILES:
        assert client.get(f"{url}editions/9/{name}.ris").status_code == 404


def test_renamed_article_keeps_its_files(client: Client, edition: Edition) -> None:
    old = edition.article.get_absolute_url()
    edition.article.slug = "a-new-address"
    edition.article.save()
    response = client.get(f"{old}editions/1/cite.ris")
    assert (response.status_code, response["Location"]) == (
        301,
        "/articles/a-new-address/editions/1/cite.ris",
    )


def test_article_without_references_offers_none(
    client: Client, writer: User, reviewer: User, editor: User
) -> None:
    parts: dict[str, Any] = {"references": [], "key_points": "", "faqs": [], "summary": ""}
    edition = published(writer, reviewer, editor, body="<p>A</p><h2>B</h2>", **parts)
    url = edition.article.get_absolute_url()
    assert client.get(f"{url}references.ris").status_code == 404
    assert "references." not in str(box(client, url))


def test_file_asks_the_database_three_times_at_most(
    client: Client, edition: Edition, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    for url in addresses(edition.article):
        with django_assert_max_num_queries(3):
            client.get(url)


@pytest.mark.usefixtures("page_cache")
def test_kept_file_follows_the_edition(
    client: Client, edition: Edition, writer: User, reviewer: User, editor: User
) -> None:
    url = f"{edition.article.get_absolute_url()}cite.json"
    first = client.get(url)
    assert client.get(url, headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert client.get(url)["Content-Disposition"] == first["Content-Disposition"]
    number = write(edition.article, writer, title="Another title").number
    publishing.approve(edition.article, revision=number, by=reviewer)
    publishing.publish(edition.article, revision=number, by=editor)
    assert json.loads(client.get(url).text)[0]["title"] == "Another title"


@pytest.mark.parametrize(
    "name", ['A"B\r\nX: y', "TY  - BOOK", "{\\cite}%", "\x00\u2028", "R & D, Ltd"]
)
def test_hostile_names_and_titles_break_no_file(
    client: Client, writer: User, reviewer: User, editor: User, name: str
) -> None:
    author = AuthorFactory(name=f"Ann {name}".replace("\0", ""))
    byline = [Signature(author.pk, author.name)]
    title = f"Why? {name}".replace("\0", "")
    edition = published(writer, reviewer, editor, title=title, byline=byline)
    for ending in READERS:
        [work] = taken(client, f"{edition.article.get_absolute_url()}cite.{ending}")
        assert work["title"] == " ".join(title.split())


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ann Example", {"given": "Ann", "family": "Example"}),
        ("Dr. Jan van de Kamp", {"given": "Jan", "family": "van de Kamp"}),
        ("Prof Sir Al B. Hill III", {"given": "Al B.", "family": "Hill", "suffix": "III"}),
        ("Voltaire", {"literal": "Voltaire"}),
        ("Dr Who", {"literal": "Dr Who"}),
        ("The Klarity medical team", {"literal": "The Klarity medical team"}),
        ("Ann Example, MBBS", {"literal": "Ann Example, MBBS"}),
        ("", {"literal": ""}),
    ],
)
def test_names_are_taken_apart_as_people_sign(name: str, expected: Any) -> None:
    assert signed(name) == expected


@pytest.mark.django_db
def test_every_reference_of_the_sample_library_comes_back(client: Client) -> None:
    sample_library.sign_ins()
    sample_library.load()
    live = Edition.objects.live().with_text()
    assert len(live) >= 8
    for edition in live:
        works = {each.key: each.item for each in edition.revision.content.references}
        listed = [works[entry["key"]] for entry in edition.references]
        for ending in READERS:
            url = f"{edition.article.get_absolute_url()}references.{ending}"
            assert taken(client, url) == listed, url


def test_eight_works_of_the_seed_come_back(writer: User, shared_path: Callable[[str], Any]) -> None:
    file = shared_path("seed/why-do-i-get-muscle-spasms.txt")
    done = importing.import_manuscript(file.read_bytes(), file.name, by=writer)
    references = done.article.revisions.get().content.references
    assert len(references) == 8
    works = [Cited(each.key, each.item, each.accessed_on, each.text) for each in references]
    for ending, format_ in citing.FORMATS.items():
        back = READERS[ending](format_.write(works))
        assert [whole(item) for item in items(back)] == [whole(each.item) for each in references]
        assert [entry.accessed for entry in back] == [each.accessed_on for each in references]  # type: ignore[union-attr]
