"""The policies: there from the first day, marked as drafts, and edited in the admin."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.flatpages.models import FlatPage
from django.contrib.sites.models import Site
from django.test import Client

pytestmark = pytest.mark.django_db
POLICIES = [
    "editorial-standards",
    "terms",
    "privacy",
    "accessibility",
    "complaints",
    "comments-policy",
]


@pytest.mark.parametrize("name", POLICIES)
def test_policy_is_there_and_says_that_it_is_a_draft(client: Client, name: str) -> None:
    response = client.get(f"/{name}/")
    assert response.status_code == 200
    main = BeautifulSoup(response.content, "html.parser").main
    assert main is not None
    assert main.h1 is not None
    assert "first draft for the owner's lawyer" in main.get_text()
    assert not response.cookies


@pytest.mark.parametrize("name", POLICIES)
def test_policy_links_within_the_site_lead_somewhere(client: Client, name: str) -> None:
    soup = BeautifulSoup(client.get(f"/{name}/").content, "html.parser")
    for link in soup.select("main a[href^='/']"):
        assert client.get(str(link["href"])).status_code == 200, link["href"]


def test_policy_added_in_the_admin_has_its_page(client: Client) -> None:
    page = FlatPage.objects.create(url="/cookies/", title="Cookies", content="<p>None.</p>")
    page.sites.add(Site.objects.get_current())
    assert "<p>None.</p>" in client.get("/cookies/").text


@pytest.mark.parametrize("url", ["/nothing/", "/terms/more/", "/TERMS/", f"/{'x' * 5000}/"])
def test_policy_that_is_not_there_is_not_found(client: Client, url: str) -> None:
    assert client.get(url).status_code == 404


def test_address_without_its_last_slash_redirects(client: Client) -> None:
    response = client.get("/terms?a=1")
    assert (response.status_code, response.headers["Location"]) == (301, "/terms/?a=1")


def test_site_is_named_after_its_address(settings: object) -> None:
    assert Site.objects.get_current().name == "Klarity Health Library"
