"""The buttons of an article: whose they are, what they lead to, and why one cannot be pressed."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.test import Client

from articles import publishing
from articles.models import Article, Edition
from tests.articles.admin.browser import messages, page, press, save, signed_in, verb_page
from tests.factories import write


def shown_buttons(client: Client, article: Article) -> dict[str, str]:
    """The labels of the article's buttons, each with why it cannot be pressed."""
    soup = BeautifulSoup(client.get(page(article)).content, "html.parser")
    told = {link.get_text(strip=True): "" for link in soup.select(".verbs a")}
    for button in soup.select(".verbs button[disabled]"):
        reason = soup.find(id=str(button["aria-describedby"]))
        assert reason is not None
        told[button.get_text(strip=True)] = " ".join(reason.get_text().split())
    return told


@pytest.mark.parametrize(
    ("who", "labels"),
    [
        ("writer", {"Submit for review", "Restore"}),
        ("reviewer", {"Take for review", "Review"}),
        (
            "editor",
            {
                "Submit for review", "Publish now", "Schedule", "Move the schedule",
                "Cancel the schedule", "Withdraw", "Restore", "Discard", "Remove personal text",
            },
        ),
        ("outsider", set()),
    ],
)  # fmt: skip
def test_buttons_are_those_of_the_persons_role(
    written: Article, who: str, labels: set[str], request: pytest.FixtureRequest
) -> None:
    client = signed_in(request.getfixturevalue(who))
    assert set(shown_buttons(client, written) if labels else {}) == labels


def test_button_that_cannot_be_pressed_says_why(
    written: Article, editor: User, reviewer: User
) -> None:
    told = shown_buttons(signed_in(editor), written)
    assert told == {
        "Submit for review": "",
        "Discard": "",
        "Remove personal text": "",
        "Publish now": "Revision 1 has no medical review yet.",
        "Schedule": "Revision 1 has no medical review yet.",
        "Move the schedule": "Nothing is scheduled for this article.",
        "Cancel the schedule": "Nothing is scheduled for this article.",
        "Withdraw": "This article is not live, so it cannot be withdrawn.",
        "Restore": "There is no older text.",
    }
    told = shown_buttons(signed_in(reviewer), written)
    assert told == {
        "Review": "",
        "Take for review": "Revision 1 is not waiting for a review.",
    }


def primary(article: Article, *people: User) -> list[str]:
    """The primary button that each of the people is shown."""
    pages = [signed_in(person).get(page(article)).content for person in people]
    found = [BeautifulSoup(each, "html.parser").select(".verbs .primary") for each in pages]
    return [" ".join(link.get_text(strip=True) for link in links) for links in found]


def test_next_sensible_button_is_the_primary_one(
    written: Article, writer: User, reviewer: User, editor: User
) -> None:
    people = writer, reviewer, editor
    assert primary(written, *people) == ["Submit for review", "", "Submit for review"]
    publishing.submit(written, revision=1, by=writer)
    assert primary(written, *people) == ["", "Take for review", ""]
    publishing.take(written, revision=1, by=reviewer)
    assert primary(written, *people) == ["", "Review", ""]
    publishing.approve(written, revision=1, by=reviewer)
    assert primary(written, *people) == ["", "", "Publish now"]
    publishing.publish(written, revision=1, by=editor)
    assert primary(written, *people) == ["", "", ""]


def test_buttons_lead_from_a_withdrawal_back_to_the_public(
    edition: Edition, writer: User, reviewer: User, editor: User
) -> None:
    article, people = edition.article, (writer, reviewer, editor)
    number = write(article, writer, title="Approved before").number
    publishing.approve(article, revision=number, by=reviewer)
    publishing.withdraw(article, reason="A recall.", by=editor)
    assert primary(article, *people) == ["", "", ""]
    press(signed_in(writer), article, "submit")
    assert primary(article, *people) == ["", "Take for review", ""]
    publishing.approve(article, revision=number, by=reviewer)
    assert primary(article, *people) == ["", "", "Publish now"]
    press(signed_in(editor), article, "publish", change_note="Put right.")
    assert primary(article, *people) == ["", "", ""]
    assert Edition.objects.live().get(article=article).number == 2


def test_button_leads_where_it_says(written: Article, superuser: User) -> None:
    client = signed_in(superuser)
    save(client, written, title="Another title")
    soup = BeautifulSoup(client.get(page(written)).content, "html.parser")
    for link in soup.select(".verbs a"):
        assert client.get(str(link["href"])).status_code == 200


def test_article_without_any_text_offers_no_review(article: Article, superuser: User) -> None:
    client = signed_in(superuser)
    shown = client.get(page(article)).content.decode()
    assert verb_page(article, "approve") not in shown
    response = client.get(verb_page(article, "approve"))
    assert "There is no such text" in messages(response)
