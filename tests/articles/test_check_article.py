"""`check_article`: what is found, with places, for people and for programs."""

import io
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from articles import checking, drafting
from articles.checks.registry import CHECKS
from articles.manuscripts.reading import read
from articles.models import Article
from tests.articles.seed_faults import DETERMINISTIC, PUT_RIGHT
from tests.factories import TopicFactory, write


def run(slug: str, *options: str) -> tuple[str, int]:
    """What the command prints, and what it ends with."""
    out = io.StringIO()
    try:
        call_command("check_article", slug, *options, stdout=out)
    except SystemExit as end:
        return out.getvalue(), int(str(end.code))
    return out.getvalue(), 0


def report(slug: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(run(slug, "--json")[0])
    return data


def test_sound_text_ends_well(article: Article, writer: User) -> None:
    write(article, writer)
    printed, code = run(article.slug)
    assert code == 0
    assert "Errors: 0." in printed
    assert "2 references, 5 marks" in printed


def test_errors_are_said_in_words_with_their_places(article: Article, writer: User) -> None:
    write(article, writer, title="", summary="")
    printed, code = run(article.slug)
    assert code == 1
    assert "error no-title, Title: Give the article a title." in printed
    assert "warning no-summary, Summary:" in printed


def test_article_without_any_text_is_checked(article: Article) -> None:
    assert run(article.slug)[1] == 1


def test_waivers_are_shown(article: Article, writer: User) -> None:
    write(article, writer, summary="")
    found = report(article.slug)["findings"]
    text_hash = next(each["text_hash"] for each in found if each["code"] == "no-summary")
    checking.waive(article, code="no-summary", text_hash=text_hash, reason="Short.", by=writer)
    printed, _ = run(article.slug)
    assert f"Waived by {writer.get_full_name()}: Short." in printed
    assert "Waived: 1." in printed


def test_report_for_programs_is_the_one_of_the_desk(article: Article, writer: User) -> None:
    expected = checking.report(article, write(article, writer, summary="").content)
    assert report(article.slug) == {"article": article.slug} | expected


def test_json_ends_with_one_for_errors_too(article: Article, writer: User) -> None:
    write(article, writer, title="")
    assert run(article.slug, "--json")[1] == 1


@pytest.mark.parametrize("slug", ["no-such-article", "", "x" * 10_000])
def test_unknown_article_is_said_so(db: None, slug: str) -> None:
    with pytest.raises(CommandError, match="There is no article “"):
        run(slug)


@pytest.fixture
def seed(writer: User, shared_path: Callable[[str], Path]) -> Path:
    """The old site's page, imported."""
    path = shared_path("seed/why-do-i-get-muscle-spasms.txt")
    TopicFactory(slug="muscles")
    call_command("import_manuscript", str(path), by="writer", topic="muscles", stdout=io.StringIO())
    return path


def test_faults_of_the_old_page_are_found_again_after_its_import(seed: Path) -> None:
    """Of those that the import did not put right, the same, of the same texts."""
    article = Article.objects.get()
    here = checking.check(article, drafting.freeze(article))
    written = read(seed.read_bytes(), seed.name).findings
    for code in DETERMINISTIC.keys() & CHECKS.keys():
        expected = Counter(each.text for each in written if each.code == code)
        found = Counter(each.text for each in here if each.code == code)
        assert found == (Counter() if code in PUT_RIGHT else expected), code


def test_places_of_the_old_pages_faults_are_those_of_the_form(seed: Path) -> None:
    printed = report("why-do-i-get-muscle-spasms")
    where = {each["code"]: each["where"] for each in printed["findings"]}
    assert where["summary-uncited"] == "summary:1"
    assert where["author-incomplete"].startswith("reference:")
    assert where["bare-url"].startswith("body:")
    assert {"faq-1", "faq-2", "faq-3"} == {
        each["where"] for each in printed["findings"] if each["code"] == "faq-uncited"
    }
