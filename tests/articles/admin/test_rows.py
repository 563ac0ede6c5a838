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


def test_row_with_a_fault_has_its_fields_and_the_others_their_values(
    written: Article, editor: User
) -> None:
    again = save(signed_in(editor), written, **{"references-1-key": "No key!"})
    assert row(again, "references-1").select_one("#id_references-1-passage") is not None
    assert row(again, "references-0").fieldset is None
    sent = fields(again) | {"references-1-key": "a-key", "title": "With a key"}
    signed_in(editor).post(page(written), sent)
    assert keys(written) == ["first2020", "a-key"]


def test_new_row_without_a_word_is_shown_again_with_its_fields(
    written: Article, editor: User
) -> None:
    again = save(signed_in(editor), written, **{"slug": "", "references-TOTAL_FORMS": "3"})
    new = row(again, "references-2")
    assert new.details is not None
    assert new.details.has_attr("open")
    assert new.select_one("#id_references-2-key") is not None


def keys(article: Article) -> list[str]:
    return [reference.key for reference in Reference.objects.filter(article=article)]


FILLED = {
    "references-0-accessed_on": "2026-01-02",
    "references-0-locator": 'pp. 3 & "4"',
    "references-0-passage": "\n  It said <b>so</b>,\nand more. ",
    "references-0-further_reading": "on",
    "references-0-text": "Example A. By hand.",
}


def test_folded_row_sends_what_its_fields_would(written: Article, editor: User) -> None:
    client = signed_in(editor)
    save(client, written, **FILLED)
    folded, whole = client.get(page(written)), client.get(f"{page(written)}?whole")
    assert row(folded, "references-0").fieldset is None
    assert row(whole, "references-0").fieldset is not None
    assert said(folded) == said(whole)
    assert said(folded)["references-0-passage"] == FILLED["references-0-passage"].strip()


def said(response: Any) -> dict[str, str]:
    """What the form's rows send, but for what is empty."""
    sent = {name: value for name, value in fields(response).items() if value}
    values = {name: value[0] if isinstance(value, list) else value for name, value in sent.items()}
    return {name: value for name, value in values.items() if name.startswith("references-")}


def test_form_that_is_saved_untouched_loses_nothing_of_a_folded_row(
    written: Article, editor: User
) -> None:
    client = signed_in(editor)
    save(client, written, **FILLED)
    before = Reference.objects.filter(article=written).values().first()
    assert "no new revision" in messages(save(client, written))
    save(client, written, title="Another title")
    after = Reference.objects.filter(article=written).values().first()
    assert before is not None
    assert after is not None
    assert after | {"id": 0} == before | {"id": 0}


def test_folded_row_shows_its_source_and_is_moved_and_removed(
    written: Article, editor: User
) -> None:
    client = signed_in(editor)
    source = row(client.get(page(written)), "references-0").select_one("[name$=-source]")
    assert source is not None
    assert str(source["data-label"]).startswith("A study of example")
    save(client, written, **{"references-0-order": "2", "references-1-order": "1"})
    assert keys(written) == ["second2020", "first2020"]
    save(client, written, **{"references-0-DELETE": "on"})
    assert keys(written) == ["first2020"]


def test_row_keeps_a_place_for_its_number_when_somebody_emptied_it(
    written: Article, editor: User
) -> None:
    again = save(signed_in(editor), written, **{"slug": "", "references-0-order": ""})
    assert fields(again)["references-0-order"] == ""


def test_rows_are_edited_without_script_where_the_form_leads_to(
    written: Article, editor: User
) -> None:
    client = signed_in(editor)
    link = row(client.get(page(written)), "references-group").select_one("noscript a")
    assert link is not None
    whole = client.get(page(written) + str(link["href"]))
    assert row(whole, "references-group").select_one("noscript") is None
    sent = fields(whole) | {"references-0-locator": "p. 7"}
    client.post(page(written) + str(link["href"]), sent)
    assert Reference.objects.filter(article=written)[0].locator == "p. 7"


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
