"""The review page: what a reviewer is shown, the two verdicts, and notes on single paragraphs."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from articles import checking, drafting, publishing
from articles.citations.item import Item
from articles.models import Article, Assignment, Author, Disclaimer, Edition, Review
from tests.articles.admin.browser import fields, messages, page, press, signed_in, verb_page
from tests.factories import CITE, UserFactory, clinician, text, write


@pytest.fixture
def submitted(article: Article, writer: User) -> Article:
    """An article whose first text waits for its review."""
    write(article, writer)
    publishing.submit(article, revision=1, by=writer, note="Mind the causes.")
    return article


def review(client: Client, article: Article, query: str = "") -> BeautifulSoup:
    """The page, of the newest text if no query asks for another."""
    response = client.get(verb_page(article, "review") + query)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def words(soup: Any) -> str:
    return " ".join(soup.get_text(" ").split())


def test_reviewer_sees_the_text_with_its_disclaimer_and_who_asks(
    submitted: Article, reviewer: User
) -> None:
    soup = review(signed_in(reviewer), submitted)
    disclaimer = Disclaimer.objects.in_force()
    assert disclaimer is not None
    for wording in (disclaimer.short, disclaimer.full, disclaimer.site):
        assert words(BeautifulSoup(wording, "html.parser")) in words(soup.select_one(".clean"))
    assert "Mind the causes." in words(soup)
    assert "They have causes." in words(soup.select_one(".clean"))
    assert not soup.select("details.faq:not([open])")


def test_each_mark_opens_its_source_and_the_supporting_passage(
    article: Article, writer: User, reviewer: User
) -> None:
    content = text()
    first = replace(
        content.references[0], accessed="2024-05-06", locator="p. 12", passage="So it was found."
    )
    write(article, writer, replace(content, references=[first, content.references[1]]))
    soup = review(signed_in(reviewer), article)
    marks = soup.select(".clean sup.cite button")
    assert len(marks) == 5
    for mark in marks:
        opened = soup.select_one(f"#{mark['popovertarget']}[popover]")
        assert opened is not None
        assert opened["aria-label"] == mark["aria-label"]
    shown = words(soup.find(id=str(marks[0]["popovertarget"])))
    for told in ("A study of example", "6 May 2024", "p. 12", "“So it was found.”"):
        assert told in shown
    assert f"https://doi.org/{first.item['DOI']}" in shown
    assert "None was noted." in words(soup.find(id=str(marks[1]["popovertarget"])))


def test_joined_marks_open_all_their_sources(
    article: Article, writer: User, reviewer: User
) -> None:
    content = text()
    keys = [f"work{number}" for number in range(4)]
    references = [replace(content.references[0], key=key) for key in keys]
    marks = "".join(CITE.format(key) for key in keys)
    write(article, writer, text(
        key_points="", body=f"<p>Four say so.{marks}</p>", faqs=[], summary="",
        references=references,
    ))  # fmt: skip
    soup = review(signed_in(reviewer), article)
    dash = soup.select_one('button[aria-label="References 2 to 3"]')
    assert dash is not None
    opened = soup.find(id=str(dash["popovertarget"]))
    assert [line.get_text() for line in opened.select("p > b")] == ["2.", "3."]  # type: ignore[union-attr]


def test_address_of_a_source_is_a_link_only_if_it_is_safe(
    article: Article, writer: User, reviewer: User
) -> None:
    content = text()
    odd: Item = {"type": "webpage", "title": "Odd", "URL": "javascript:alert(1)"}
    references = [replace(content.references[0], item=odd), content.references[1]]
    drafting.save(article, replace(content, references=references), base=0, by=writer)
    assert not review(signed_in(reviewer), article).select('a[href^="javascript"]')


def test_change_since_the_last_approved_text_is_shown(
    edition: Edition, writer: User, reviewer: User
) -> None:
    content = edition.revision.content
    write(edition.article, writer, replace(content, title="Why do some examples happen?"))
    write(edition.article, writer, replace(content, title="Why do many examples happen?"))
    soup = review(signed_in(reviewer), edition.article)
    (change,) = soup.select(".marked .change")
    assert "since revision 1" in words(soup)
    inserted = change.ins
    assert inserted is not None
    assert inserted.get_text() == "added:  many"


def test_first_text_is_compared_with_nothing(submitted: Article, reviewer: User) -> None:
    soup = review(signed_in(reviewer), submitted)
    assert not soup.select(".marked")
    assert "there is nothing to compare it with" in words(soup)


def test_text_that_was_sent_back_is_no_base_for_comparison(
    submitted: Article, writer: User, reviewer: User
) -> None:
    publishing.approve(submitted, revision=1, by=reviewer)
    publishing.send_back(submitted, revision=1, by=reviewer, notes="On reflection, no.")
    write(submitted, writer, title="Better")
    assert not review(signed_in(reviewer), submitted).select(".marked")


def test_checks_and_the_waivers_of_the_submission_are_shown(
    article: Article, writer: User, reviewer: User
) -> None:
    content = write(
        article, writer, body=f"<p>It never fails.{CITE.format('second2020')}</p>"
    ).content
    found = checking.report(article, content)["findings"]
    warnings = [finding for finding in found if finding["severity"] == "warning"]
    waived, left = warnings[0], warnings[-1]
    known_by = {"code": waived["code"], "text_hash": waived["text_hash"]}
    checking.waive(article, **known_by, reason="Agreed with the author.", by=writer)
    publishing.submit(article, revision=1, by=writer)
    later = {"code": left["code"], "text_hash": left["text_hash"]}
    checking.waive(article, **later, reason="After the fact.", by=writer)
    shown = words(review(signed_in(reviewer), article).select_one("[aria-labelledby=checks]"))
    assert "Agreed with the author." in shown
    assert left["message"] in shown
    assert "After the fact." not in shown


def test_finding_leads_to_its_place_in_the_text(
    article: Article, writer: User, reviewer: User
) -> None:
    write(article, writer)
    soup = review(signed_in(reviewer), article)
    for link in soup.select(".found a, .pinned a"):
        assert soup.find(id=str(link["href"]).removeprefix("#"))


def test_every_paragraph_that_can_be_noted_is_marked_in_the_text(
    submitted: Article, reviewer: User
) -> None:
    soup = review(signed_in(reviewer), submitted)
    marked = {str(block["data-place"]) for block in soup.select(".clean [data-place]")}
    offered = {str(option["value"]) for option in soup.select("select[name=place] option")}
    assert offered - {""} == marked
    assert {"title", "standfirst:1", "body:2", "faq-1", "faq-2:1", "reference:first2020"} <= marked


def test_words_outside_a_paragraph_leave_the_sections_as_readers_see_them(
    article: Article, writer: User, reviewer: User
) -> None:
    write(article, writer, body=f"Loose words.<h2>Causes</h2><p>x{CITE.format('second2020')}</p>")
    soup = review(signed_in(reviewer), article)
    assert soup.select_one(".clean section > h2#causes")


def test_approval_goes_with_the_statement_and_the_day_that_were_typed(
    submitted: Article, reviewer: User
) -> None:
    client, approve = signed_in(reviewer), verb_page(submitted, "approve")
    sent = fields(client.get(verb_page(submitted, "review")), approve)
    assert sent["competing_interests"] == "None"
    assert date.fromisoformat(sent["due_on"]) > timezone.localdate()
    answers = {"competing_interests": "A talk.", "due_on": "2030-01-02", "note": "Fine."}
    assert "Approved." in messages(client.post(approve, sent | answers, follow=True))
    made = Review.objects.get()
    assert (made.competing_interests, made.due_on, made.notes) == (
        "A talk.",
        date(2030, 1, 2),
        "Fine.",
    )


def test_readers_are_told_the_competing_interests(
    client: Client, edition: Edition, reviewer: User, editor: User
) -> None:
    url = edition.article.get_absolute_url()
    shown = client.get(url).content.decode()
    assert "Competing interests: None declared" in strip_tags(shown)
    publishing.approve(
        edition.article, revision=1, by=reviewer, competing_interests="A talk paid by <Maker>."
    )
    publishing.publish(edition.article, revision=1, by=editor)
    assert "Competing interests: A talk paid by &lt;Maker&gt;." in client.get(url).content.decode()


@pytest.mark.parametrize(
    ("profile", "why"),
    [
        ({"credentials": ""}, "Your profile gives no credential"),
        ({"credentials_expire_on": date(2001, 1, 31)}, "good until 31 January 2001"),
    ],
)
def test_approve_button_says_what_the_reviewers_profile_lacks(
    submitted: Article, reviewer: User, profile: dict[str, Any], why: str
) -> None:
    Author.objects.filter(user=reviewer).update(**profile)
    client = signed_in(reviewer)
    soup = review(client, submitted)
    button = soup.select_one("[aria-labelledby=approve] button")
    assert button is not None
    assert button.has_attr("disabled")
    assert why in words(soup.find(id=str(button["aria-describedby"])))
    sent = {"revision": 1, "competing_interests": "None"}
    assert why in messages(client.post(verb_page(submitted, "approve"), sent))
    assert not Review.objects.exists()


def test_own_work_has_no_forms_and_says_why(submitted: Article, writer: User) -> None:
    boss = UserFactory(is_superuser=True)
    write(submitted, boss, title="Mine")
    soup = review(signed_in(boss), submitted)
    assert "You worked on this text" in words(soup.select_one(".errorlist"))
    assert not soup.select("#content-main form")


def test_notes_are_pinned_without_script(submitted: Article, reviewer: User) -> None:
    client, send_back = signed_in(reviewer), verb_page(submitted, "send-back")
    sent = fields(client.get(verb_page(submitted, "review")), send_back)
    sent |= {"place": ["body:3", "", "title"], "place_note": ["Which?", " ", "Shorter."]}
    assert "Sent back." in messages(client.post(send_back, sent, follow=True))
    assert [(note["place"], note["note"]) for note in Review.objects.get().pinned_notes] == [
        ("body:3", "Which?"),
        ("title", "Shorter."),
    ]


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("", "Choose the paragraph that each note is about."),
        ("body:99", "Choose the paragraph that each note is about."),
        ("\0", "Null characters are not allowed."),
        ("x" * 100_000, "Choose the paragraph that each note is about."),
    ],
)
def test_note_without_its_paragraph_is_refused_and_kept(
    submitted: Article, reviewer: User, place: str, told: str
) -> None:
    client, send_back = signed_in(reviewer), verb_page(submitted, "send-back")
    sent = {"revision": 1, "notes": "In general.", "place": place, "place_note": "Which one?"}
    response = client.post(send_back, sent)
    assert told in messages(response)
    soup = BeautifulSoup(response.content, "html.parser")
    kept = [area.get_text(strip=True) for area in soup.select("textarea")]
    assert "Which one?" in kept
    assert "In general." in kept
    assert not Review.objects.exists()


def test_unequal_rows_are_no_crash(submitted: Article, reviewer: User) -> None:
    client, send_back = signed_in(reviewer), verb_page(submitted, "send-back")
    sent = {"revision": 1, "place": ["body:1"] * 50, "place_note": ["\0", "x", ""]}
    assert client.post(send_back, sent).status_code == 200
    assert not Review.objects.exists()


def test_text_is_taken_from_the_page_and_taken_over_loudly(
    submitted: Article, reviewer: User
) -> None:
    press(signed_in(reviewer), submitted, "take")
    assert Assignment.objects.get().reviewer == reviewer
    other = clinician("Dr Other Example")
    client = signed_in(other)
    soup = review(client, submitted)
    assert "Taken for review by Robin" in words(soup)
    assert "If you take it over, they are told." in words(soup)
    assert "You take it over, and they are told." in strip_tags(
        client.get(verb_page(submitted, "take")).content.decode()
    )
    press(client, submitted, "take")
    assert [each.reviewer for each in Assignment.objects.all()] == [reviewer, other]
    assert not review(client, submitted).select('form[action$="/take/"]')


def test_writer_reads_the_notes_beside_the_text_and_on_the_form(
    submitted: Article, writer: User, reviewer: User
) -> None:
    pinned = [
        {"place": "body:3", "note": "Which causes?"},
        {"place": "summary:1", "note": "Do they?"},
    ]
    publishing.send_back(submitted, revision=1, by=reviewer, notes="Nearly.", pinned=pinned)
    content = drafting.numbered(submitted, 1).content
    body = f"<p>New.</p>{content.body}"
    write(submitted, writer, replace(content, body=body, summary=""))
    client = signed_in(writer)
    response = client.get(verb_page(submitted, "notes"))
    soup = BeautifulSoup(response.content, "html.parser")
    first, second = soup.select(".pinned li")
    assert "They have causes." in words(first)
    assert "Which causes?" in words(first)
    link = first.a
    assert link is not None
    place = soup.find(id=str(link["href"]).removeprefix("#"))
    assert place is not None
    assert place.parent is not None
    assert "They have causes." in words(place.parent)
    assert "No longer in the text" in words(second)
    form = BeautifulSoup(client.get(page(submitted)).content, "html.parser")
    assert "Which causes?" in words(form.select_one(".notes"))
    assert [(a["href"], a.get("data-place")) for a in form.select(".notes .pinned a")] == [
        (f"{verb_page(submitted, 'notes')}{link['href']}", "body:4"),
        (verb_page(submitted, "notes"), None),
    ]
    publishing.approve(submitted, revision=2, by=reviewer)
    assert not BeautifulSoup(client.get(page(submitted)).content, "html.parser").select(".notes")


def test_pages_without_any_text_or_note_say_so(article: Article, superuser: User) -> None:
    client = signed_in(superuser)
    assert "There is no such text" in messages(client.get(verb_page(article, "review")))
    shown = client.get(verb_page(article, "notes")).content.decode()
    assert "No reviewer has left a note" in shown


@pytest.mark.parametrize("name", ["review", "notes"])
def test_ladder(submitted: Article, superuser: User, outsider: User, name: str) -> None:
    client, address = signed_in(superuser), verb_page(submitted, name)
    for method in (client.post, client.put, client.delete):
        assert method(address).status_code == 405
    assert client.get(address.replace(str(submitted.pk), "987654321")).status_code == 404
    assert signed_in(outsider).get(address).status_code == 403
    assert Client().get(address).status_code == 302
    for odd in ("", "\0", "0", "-1", "nonsense", "9" * 30, "１", "x" * 900):
        assert client.get(address, {"revision": odd}).status_code == 200


def test_review_page_is_for_reviewers(submitted: Article, writer: User, editor: User) -> None:
    for person in (writer, editor):
        assert signed_in(person).get(verb_page(submitted, "review")).status_code == 403


def test_queries_of_the_page_do_not_grow_with_the_references(
    article: Article, writer: User, reviewer: User, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(reviewer)
    write(article, writer)
    with django_assert_max_num_queries(45) as few:
        review(client, article)
    content = text()
    keys = [f"work{number}" for number in range(60)]
    references = [replace(content.references[0], key=key) for key in keys]
    body = "".join(f"<p>Said.{CITE.format(key)}</p>" for key in keys)
    write(article, writer, text(
        body=body, key_points="", faqs=[], summary="", references=references
    ))  # fmt: skip
    with django_assert_max_num_queries(len(few)):
        review(client, article)


def test_profile_holds_credential_and_standing_statement(reviewer: User, editor: User) -> None:
    profile = Author.objects.get(user=reviewer)
    client = signed_in(editor)
    address = reverse("admin:articles_author_change", args=[profile.pk])
    sent = fields(client.get(address)) | {
        "credentials_expire_on": "2031-05-06",
        "competing_interests": "A talk.",
    }
    client.post(address, sent)
    profile.refresh_from_db()
    assert profile.credentials_expire_on == date(2031, 5, 6)
    assert profile.competing_interests == "A talk."
    assert profile.user == reviewer
