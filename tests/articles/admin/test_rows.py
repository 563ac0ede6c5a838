"""The rows of the article's form: what each is, says its title; how it is used, its line."""

from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Faq, Notice, Reference, Source
from tests.articles.admin.browser import fields, messages, page, save, signed_in
from tests.factories import SourceFactory, write


@pytest.fixture
def written(article: Article, writer: User) -> Article:
    """An article with a first text."""
    write(article, writer)
    return article


def row(response: Any, name: str) -> Tag:
    found = BeautifulSoup(response.content, "html.parser").select_one(f"#{name}")
    assert found is not None
    return found


def words(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())


def test_reference_says_its_number_its_line_and_its_marks(written: Article, editor: User) -> None:
    response = signed_in(editor).get(page(written))
    shown = words(row(response, "references-0"))
    assert shown.startswith("⠿ [1] first2020 Example A. A study of example")
    assert "Cited 3 times" in shown


def test_uncited_reference_and_further_reading_are_told_apart(
    written: Article, editor: User
) -> None:
    client = signed_in(editor)
    save(client, written, body="", summary="", **{"references-0-further_reading": "on"})
    response = client.get(page(written))
    assert "Not cited" in words(row(response, "references-1"))
    save(client, written, **{"references-1-further_reading": "on"})
    response = client.get(page(written))
    assert "Further reading" in words(row(response, "references-1"))


def test_news_of_a_source_is_told_in_words(written: Article, editor: User) -> None:
    source = Reference.objects.filter(article=written)[0].source
    Source.objects.filter(pk=source.pk).update(link_status="dead")
    Notice.objects.create(source=source, kind="retraction", found_at=timezone.now())
    shown = words(row(signed_in(editor).get(page(written)), "references-0"))
    assert "Retraction" in shown
    assert "Link dead" in shown


def test_urgent_question_says_so_in_its_title(written: Article, editor: User) -> None:
    response = signed_in(editor).get(page(written))
    urgent = row(response, "faqs-1").select_one("[data-urgent]")
    plain = row(response, "faqs-0").select_one("[data-urgent]")
    assert urgent is not None
    assert plain is not None
    assert (urgent.has_attr("hidden"), plain.has_attr("hidden")) == (False, True)
    assert urgent.text == "When to get help"


def test_row_removed_before_an_error_can_be_brought_back(written: Article, editor: User) -> None:
    client = signed_in(editor)
    again = save(client, written, **{"slug": "", "faqs-1-DELETE": "on"})
    assert "This field is required" in messages(again)
    tick = row(again, "faqs-1").select_one("input[name=faqs-1-DELETE]")
    assert tick is not None
    assert tick.has_attr("checked")
    sent = fields(again) | {"slug": written.slug}
    del sent["faqs-1-DELETE"]
    client.post(page(written), sent)
    assert Faq.objects.filter(article=written).count() == 2


def test_number_alone_makes_no_row(written: Article, editor: User) -> None:
    changes = {"faqs-TOTAL_FORMS": "3", "faqs-2-order": "3"}
    assert "no new revision" in messages(save(signed_in(editor), written, **changes))


def test_row_with_a_fault_is_unfolded(written: Article, editor: User) -> None:
    again = save(signed_in(editor), written, **{"references-1-key": "No key!"})
    details = row(again, "references-1").details
    assert details is not None
    assert details.has_attr("open")
    assert "Use small letters" in messages(again)


@pytest.mark.parametrize("forged", ["987654", "\0", "x", "９", "9" * 30])
def test_source_that_is_not_there_is_a_form_error(
    written: Article, editor: User, forged: str
) -> None:
    again = save(signed_in(editor), written, **{"references-1-source": forged})
    assert "Select a valid choice" in messages(again)


def test_200_references_are_saved_by_hand(article: Article, writer: User) -> None:
    """Their form sends more fields than Django takes by itself."""
    write(article, writer)
    source = SourceFactory()
    rows: dict[str, Any] = {"references-TOTAL_FORMS": "200"}
    for number in range(2, 200):
        name = f"references-{number}"
        rows |= {f"{name}-key": f"work{number}", f"{name}-source": source.pk}
        rows |= {f"{name}-{empty}": "" for empty in ("accessed_on", "locator", "passage", "text")}
        rows |= {f"{name}-order": str(number)}
    save(signed_in(writer), article, **rows)
    assert article.references.count() == 200


def test_changed_address_says_that_the_old_one_redirects(written: Article, editor: User) -> None:
    response = save(signed_in(editor), written, slug="a-new-address")
    assert "The old address now leads to the new one." in messages(response)


def test_decoration_with_a_text_alternative_is_refused(written: Article, editor: User) -> None:
    changes = {"image_alt": "A calf muscle", "image_decorative": "on"}
    assert "clear it, or take the tick away" in messages(
        save(signed_in(editor), written, **changes)
    )


def test_kept_typing_comes_back_unsaved(written: Article, editor: User) -> None:
    client = signed_in(editor)
    sent = fields(client.get(page(written))) | {"title": "Typed before the crash", "_restore": "1"}
    response = client.post(page(written), sent)
    assert fields(response)["title"] == "Typed before the crash"
    assert "It is not saved yet" in messages(response)
    written.refresh_from_db()
    assert written.title != "Typed before the crash"


def test_saved_typing_is_named_to_the_browser_that_kept_it(written: Article, editor: User) -> None:
    client = signed_in(editor)
    save(client, written, title="Another", typing="a-typing")
    shown = row(client.get(page(written)), "article-addresses")
    assert shown["data-saved-typing"] == "a-typing"
    refused = save(client, written, title="Third", slug="", typing="refused-typing")
    assert "refused-typing" not in str(row(refused, "article-addresses")["data-saved-typing"])


def test_kept_typing_of_a_new_article_comes_back(writer: User) -> None:
    client, add = signed_in(writer), reverse("admin:articles_article_add")
    sent = fields(client.get(add)) | {"title": "New", "_restore": "1"}
    assert fields(client.post(add, sent))["title"] == "New"
    assert not Article.objects.exists()
