"""What the tests of readers' replies share: a reply as our form sends it, and reading what comes
back."""

from typing import Any

from bs4 import BeautifulSoup

REPLY = {
    "body": "Thank you, the part about rest days helped me.",
    "name": "Kim",
    "email": "kim@example.org",
    "parent": "",
}


def errors(response: Any) -> list[str]:
    """What the error summary says; the page's title says that there is one."""
    soup = parsed(response)
    assert soup.title is not None
    assert soup.title.get_text().startswith("Error: ")
    return [item.get_text() for item in soup.select("[role=alert] li")]


def typed(response: Any, form: str = "form.form:not(#newsletter-form)") -> dict[str, str]:
    """The fields of the form in the page, as a browser would send them again."""
    (found,) = parsed(response).select(form)
    fields = {
        str(field["name"]): str(field.get("value", "on" if field.has_attr("checked") else ""))
        for field in found.select("input")
        if field.get("type") not in {"checkbox", "radio"} or field.has_attr("checked")
    }
    areas = {str(area["name"]): area.get_text().removeprefix("\n") for area in found("textarea")}
    return fields | areas


def parsed(response: Any) -> BeautifulSoup:
    """The page."""
    return BeautifulSoup(response.content, "html.parser")
