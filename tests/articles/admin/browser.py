"""What a browser does with the admin's pages: sign in, read a form, send it."""

from typing import Any

from bs4 import BeautifulSoup, Tag
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from articles.models import Article

CITE = '<sup class="citation" data-reference="{}">[cite]</sup>'


def signed_in(user: User) -> Client:
    """A browser of this person's own."""
    client = Client()
    client.force_login(user)
    return client


def page(article: Article) -> str:
    """Address of the article's form."""
    return reverse("admin:articles_article_change", args=[article.pk])


def verb_page(article: Article, verb: str) -> str:
    """Address of a verb on the article."""
    return reverse(f"admin:articles_article_{verb}", args=[article.pk])


def fields(response: Any, address: str = "") -> dict[str, Any]:
    """The page's form as it would be sent, by the names of its fields: the first, or the one that
    goes to the address."""
    chosen = f'#content-main form[action="{address}"]' if address else "#content-main form"
    form = BeautifulSoup(response.content, "html.parser").select_one(chosen)
    assert form is not None
    sent: dict[str, Any] = {}
    for control in form.select("input[name], textarea[name], select[name]"):
        if (value := _value(control)) is not None:
            sent[str(control["name"])] = value
    return sent


def _value(control: Tag) -> Any:
    if control.name == "textarea":
        return control.text.removeprefix("\n")
    if control.name == "select":
        return [option.get("value", "") for option in control.select("option[selected]")]
    if control.get("type") in {"checkbox", "radio"} and not control.has_attr("checked"):
        return None
    default = "on" if control.get("type") == "checkbox" else ""
    return None if control.get("type") == "submit" else control.get("value", default)


def messages(response: Any) -> str:
    """What the page tells in messages, errors and notes."""
    soup = BeautifulSoup(response.content, "html.parser")
    told = soup.select(".messagelist, .errorlist, .errornote")
    return " ".join(part.get_text(" ", strip=True) for part in told)


def save(client: Client, article: Article, **changes: Any) -> Any:
    """Open the article's form, type the changes, save; the page that comes of it."""
    sent = fields(client.get(page(article))) | changes
    return client.post(page(article), sent, follow=True)


def press(client: Client, article: Article, verb: str, **answers: Any) -> Any:
    """Open the page of a verb, fill it in, press its button; the page that comes of it."""
    address = verb_page(article, verb)
    return client.post(address, fields(client.get(address), address) | answers, follow=True)
