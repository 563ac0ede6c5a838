"""What programs find at fixed addresses: rules for robots, security contact, search, icons."""

import json
import struct
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from PIL import Image

from klarity.well_known import expires

pytestmark = pytest.mark.django_db
URLS = ["/robots.txt", "/.well-known/security.txt", "/opensearch.xml", "/manifest.webmanifest"]
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


@pytest.fixture(autouse=True)
def site(settings: Any) -> str:
    settings.SITE_URL = "https://library.example"
    return "https://library.example"


def fields(client: Client) -> dict[str, str]:
    response = client.get("/.well-known/security.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    return dict(line.split(": ", 1) for line in response.text.splitlines() if line)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("url", URLS)
def test_file_is_only_read(url: str, method: str) -> None:
    assert getattr(Client(enforce_csrf_checks=True), method)(url).status_code == 405


@pytest.mark.parametrize("url", URLS)
def test_file_is_the_same_for_all_and_kept(client: Client, page_cache: None, url: str) -> None:
    first = client.get(url)
    assert first.status_code == 200
    assert not first.cookies
    assert client.get(url, headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_robots_are_kept_from_desk_previews_and_results_and_led_to_the_sitemap(
    client: Client, site: str
) -> None:
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    lines = response.text.splitlines()
    assert lines[0] == "User-agent: *"
    disallowed = [line.split(": ")[1] for line in lines if line.startswith("Disallow")]
    assert disallowed == ["/admin/", "/preview/", "/search/"]
    assert f"Sitemap: {site}/sitemap.xml" in lines


def test_weaknesses_go_to_the_contact_page_or_where_the_owner_says(
    client: Client, settings: Any, site: str
) -> None:
    assert fields(client)["Contact"] == f"{site}/contact/"
    settings.SECURITY_CONTACT = "mailto:security@example.org"
    assert fields(client)["Contact"] == "mailto:security@example.org"
    assert fields(client)["Canonical"] == f"{site}/.well-known/security.txt"
    assert fields(client)["Preferred-Languages"] == "en"


def test_security_contact_expires_within_the_year(client: Client) -> None:
    expiry = datetime.fromisoformat(fields(client)["Expires"])
    assert expiry == expires(timezone.now())
    assert timedelta(days=180) < expiry - timezone.now() < timedelta(days=365)


@given(now=st.datetimes(datetime(1970, 1, 1), datetime(9000, 1, 1), timezones=st.just(UTC)))
def test_expiry_is_ahead_by_half_a_year_whatever_the_day(now: datetime) -> None:
    assert timedelta(days=180) < expires(now) - now < timedelta(days=250)
    assert expires(now) == expires(now.replace(day=1, hour=0))


def test_browser_can_search_from_its_own_box(client: Client, site: str) -> None:
    response = client.get("/opensearch.xml")
    kind = "application/opensearchdescription+xml"
    assert response["Content-Type"] == f"{kind}; charset=utf-8"
    root = etree.fromstring(response.content)
    assert root.tag == f"{OPENSEARCH}OpenSearchDescription"
    for name, longest in (("ShortName", 16), ("LongName", 48), ("Description", 1024)):
        assert 0 < len(str(root.findtext(OPENSEARCH + name))) <= longest
    templates = {each.get("type"): each.get("template") for each in root.iter(f"{OPENSEARCH}Url")}
    assert templates == {
        "text/html": f"{site}/search/?q={{searchTerms}}",
        "application/x-suggestions+json": f"{site}/search/suggest/?q={{searchTerms}}",
        kind: f"{site}/opensearch.xml",
    }
    soup = BeautifulSoup(client.get("/").content, "html.parser")
    assert soup.select_one(f'link[rel=search][type="{kind}"][title][href="/opensearch.xml"]')


def test_phone_finds_a_name_colours_and_icons_of_the_sizes_said(client: Client) -> None:
    response = client.get("/manifest.webmanifest")
    assert response["Content-Type"] == "application/manifest+json"
    manifest = json.loads(response.content)
    assert manifest["name"] == "Klarity Health Library"
    assert len(manifest["short_name"]) <= 12
    assert {manifest["start_url"], manifest["scope"]} == {"/"}
    purposes = {(icon["sizes"], icon["purpose"]) for icon in manifest["icons"]}
    assert purposes == {("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")}
    for icon in manifest["icons"]:
        path = finders.find(icon["src"].removeprefix("/static/"))
        assert path is not None
        with Image.open(str(path)) as image:
            assert f"{image.width}x{image.height}" == icon["sizes"]
            # Nothing of a maskable icon is see-through: a launcher cuts it to its own shape.
            assert (image.convert("RGBA").getpixel((0, 0))[3] == 255) == (  # type: ignore[index]
                icon["purpose"] == "maskable"
            )
    soup = BeautifulSoup(client.get("/").content, "html.parser")
    assert soup.select_one('link[rel=manifest][href="/manifest.webmanifest"]')


def test_icons_are_where_browsers_ask_for_them(client: Client) -> None:
    soup = BeautifulSoup(client.get("/").content, "html.parser")
    assert soup.select_one('link[rel=icon][href="/favicon.ico"]')
    assert soup.select_one('link[rel="apple-touch-icon"][href="/apple-touch-icon.png"]')
    icon = client.get("/favicon.ico")
    assert icon.status_code == 200
    assert struct.unpack("<HHH", icon.getvalue()[:6]) == (0, 1, 3)
    touch = client.get("/apple-touch-icon.png")
    assert Image.open(BytesIO(touch.getvalue())).size == (180, 180)
