"""What the checks say of the choice of sources: their mix, their age, their titles."""

from dataclasses import replace

import pytest

from articles.checks.source_mix import host, is_commercial
from articles.checks.text import Reference, Text
from articles.citations.item import Item
from tests.articles.checks.made import PAGE, SETTING, found, places, reference, text

HOSTS = frozenset({"shop.example", "advert.example"})


def listed(*references: Reference) -> Text:
    setting = replace(SETTING, commercial_hosts=HOSTS)
    return replace(text(body="<p>A.</p>", references=references), setting=setting)


def page(key: str, url: str = "") -> Reference:
    return reference(key, PAGE, fields={"URL": url or f"https://{key}.example.org/"})


def test_half_of_the_sources_are_examined_ones() -> None:
    assert places("source-mix", listed(reference("a"), reference("b"), page("c"), page("d"))) == []
    (only,) = found("source-mix", listed(reference("a"), page("c"), page("d")))
    assert only.where == "references"
    assert only.message.startswith("1 of 3 sources are journal articles")


@pytest.mark.parametrize("type_", ["book", "chapter", "guideline", "report"])
def test_books_and_guidelines_count_as_examined(type_: str) -> None:
    works = [reference(key, fields={"type": type_}) for key in "ab"]
    assert places("source-mix", listed(*works, page("c"), page("d"))) == []


def test_page_that_calls_itself_a_guideline_is_one() -> None:
    title = {"title": "Cramp in adults. NICE guideline NG0"}
    guidelines = [reference(key, PAGE, fields=title) for key in "ab"]
    assert places("source-mix", listed(*guidelines, page("c"), page("d"))) == []


def test_a_third_from_commercial_sites_is_the_most() -> None:
    sold = [page("s", "https://www.shop.example/a"), page("t", "https://blog.advert.example/b")]
    articles = [reference(key) for key in "abc"]
    (only,) = found("source-mix", listed(*articles, *sold))
    assert "2 of 5 sources stand on commercial sites (shop.example, blog.advert.example)" in (
        only.message
    )
    assert places("source-mix", listed(*articles, reference("d"), *sold)) == []


def test_further_reading_and_too_few_sources_make_no_mix() -> None:
    further = replace(page("c"), further_reading=True)
    assert places("source-mix", listed(reference("a"), reference("b"), page("d"), further)) == []
    assert places("source-mix", listed(page("c"), page("d"))) == []


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://shop.example/", True),
        ("http://WWW.Shop.Example:80/a?b", True),
        ("https://my.shop.example/", True),
        ("https://myshop.example/", False),
        ("https://shop.example.org/", False),
        ("https://[", False),
        ("", False),
    ],
)
def test_host_and_the_names_below_it_are_commercial(url: str, expected: bool) -> None:
    assert is_commercial(url, HOSTS) is expected


def test_address_that_cannot_be_read_has_no_host() -> None:
    assert host("http://[::1") == ""


def of_year(year: int, **fields: object) -> Reference:
    return reference("a", fields={"issued": {"date-parts": [[year]]}, **fields})


def test_source_of_more_than_ten_years_is_old() -> None:
    (only,) = found("source-age", listed(of_year(2015)))
    assert only.where == "reference:a"
    assert only.message.startswith("This source of 2015 is 11 years old, and more than 10 is much.")
    assert places("source-age", listed(of_year(2016))) == []


def test_guideline_is_old_after_five_years() -> None:
    assert places("source-age", listed(of_year(2020, type="guideline"))) == ["reference:a"]
    assert places("source-age", listed(of_year(2021, type="guideline"))) == []


@pytest.mark.parametrize("type_", ["book", "chapter", "thesis", "dataset"])
def test_books_do_not_age(type_: str) -> None:
    assert places("source-age", listed(of_year(1950, type=type_))) == []


def test_work_without_a_date_and_further_reading_have_no_age() -> None:
    assert places("source-age", listed(reference("a", fields={"issued": {}}))) == []
    assert places("source-age", listed(replace(of_year(1950), further_reading=True))) == []


def named(family: str, title: str) -> Reference:
    item: Item = {"title": title, "author": [{"literal": "A body"}, {"family": family}]}
    return Reference("a", item, "reference:a")


@pytest.mark.parametrize(
    ("family", "title"),
    [("Brukner", "Brukner and Khan's Clinical Sports Medicine"), ("De Vries", "On DE VRIES")],
)
def test_title_that_names_its_author_is_told(family: str, title: str) -> None:
    (only,) = found("title-echoes-author", listed(named(family, title)))
    assert only.message == f"The title names its author, {family}. Is it the true title?"


@pytest.mark.parametrize(
    ("family", "title"),
    [("Ho", "Why ho hum"), ("Rest", "Restless legs"), ("", "A title"), ("De Vries", "De facto")],
)
def test_parts_of_words_and_short_names_are_no_echo(family: str, title: str) -> None:
    assert places("title-echoes-author", listed(named(family, title))) == []
