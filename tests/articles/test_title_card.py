"""The picture of a shared link, and what the page says to whoever makes a preview of it."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from articles import publishing, title_card
from articles.models import Article, Edition, Topic
from tests.factories import published, write

LONG = ("Should I exercise with knee arthritis, and how much is too much for me? " * 3)[:200]


def opened(data: bytes) -> Image.Image:
    picture = Image.open(BytesIO(data))
    assert picture.format == "PNG"
    assert picture.size == (1200, 630)
    return picture.convert("L")


def ink(picture: Image.Image, box: tuple[int, int, int, int]) -> tuple[int, int, int, int] | None:
    """Where in the box something dark was drawn."""
    return picture.crop(box).point(lambda value: 255 if value < 200 else 0).getbbox()


TITLE = (60, title_card.TITLE_TOP, 1200, title_card.TITLE_TOP + title_card.TITLE_HEIGHT)
RIGHT = (1200 - 60, 0, 1200, 630)
FOOT = (60, 540, 1200, 630)


def card_url(edition: Edition) -> str:
    return f"{edition.article.get_absolute_url()}card/{edition.number}.png"


def meta(client: Client, url: str) -> dict[str, str]:
    soup = BeautifulSoup(client.get(url).content, "html.parser")
    tags = soup.select("head meta[property], head meta[name^=twitter]")
    return {str(tag.get("property") or tag.get("name")): str(tag["content"]) for tag in tags}


@pytest.mark.parametrize(
    "title", ["Sleep", LONG, "W" * 200, "Sjögren’s – ½ µg, α-linolenic ≥ 5 °C"]
)
def test_title_is_drawn_within_its_place(title: str) -> None:
    picture = opened(title_card.png(title, topic="Muscles and joints"))
    assert ink(picture, TITLE)
    assert ink(picture, FOOT)
    assert ink(picture, RIGHT) is None
    assert title_card.drawable(title) == title


def test_long_title_shrinks_until_it_fits() -> None:
    lines = {size: title_card.wrapped(LONG, title_card.font(size)) for size in (40, 88)}
    assert len(list(lines[40])) < len(list(lines[88]))
    letters = title_card.font(40)
    wrapped = list(title_card.wrapped(LONG, letters))
    assert " ".join(wrapped) == LONG.strip()
    assert all(title_card.fits(line, letters) for line in wrapped)


@pytest.mark.parametrize(
    ("title", "drawn"),
    [
        ("Sleep 💤 and you", "Sleep  and you"),
        ("睡眠", ""),
        ("Sleep 睡眠", ""),
        ("a\u200bb\x00c", "abc"),
        ("Ａ wide letter", "A wide letter"),
    ],
)
def test_no_reader_sees_boxes(title: str, drawn: str) -> None:
    assert title_card.drawable(title) == drawn
    assert title_card.png(title) == title_card.png(drawn or title_card.CLAIM)


@settings(deadline=None, max_examples=25)
@given(st.text(max_size=200), st.text(max_size=80), st.booleans())
def test_any_title_makes_a_picture(title: str, topic: str, sample: bool) -> None:
    opened(title_card.png(title, topic=topic, sample=sample))


def test_sample_says_so_on_its_picture() -> None:
    assert title_card.png("A", sample=True) != title_card.png("A")


def test_page_offers_its_picture(client: Client, edition: Edition, settings: Any) -> None:
    url = edition.article.get_absolute_url()
    told = meta(client, url)
    published_at = timezone.localtime(edition.published_at).isoformat()
    assert edition.article.topic is not None
    assert told == {
        "og:site_name": "Klarity Health Library",
        "og:locale": "en_GB",
        "og:type": "article",
        "og:title": edition.title,
        "og:description": edition.standfirst,
        "og:url": settings.SITE_URL + url,
        "article:published_time": published_at,
        "article:modified_time": published_at,
        "article:section": edition.article.topic.name,
        "og:image": settings.SITE_URL + card_url(edition),
        "og:image:type": "image/png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": f"{edition.title}, Klarity Health Library",
        "twitter:card": "summary_large_image",
    }
    response = client.get(told["og:image"].removeprefix(settings.SITE_URL))
    assert response["Content-Type"] == "image/png"
    assert opened(response.content)


def test_older_edition_has_its_own_picture(
    client: Client, edition: Edition, writer: User, reviewer: User, editor: User
) -> None:
    number = write(edition.article, writer, title="Other words").number
    publishing.approve(edition.article, revision=number, by=reviewer)
    second = publishing.publish(edition.article, revision=number, by=editor)
    for each in (edition, second):
        assert meta(client, each.get_absolute_url())["og:image"].endswith(card_url(each))
        topic = each.article.topic
        assert topic is not None
        assert client.get(card_url(each)).content == title_card.png(each.title, topic=topic.name)


def test_other_pages_have_no_picture(client: Client, edition: Edition) -> None:
    for url in ("/", "/articles/", "/authors/ada-example/"):
        told = meta(client, url)
        assert told["twitter:card"] == "summary"
        assert not {"og:image", "article:published_time"} & told.keys()


def test_picture_is_only_looked_at(client: Client, edition: Edition) -> None:
    assert client.post(card_url(edition)).status_code == 405
    assert client.head(card_url(edition)).status_code == 200


def test_draft_and_missing_edition_have_no_picture(
    client: Client, edition: Edition, article: Article, writer: User
) -> None:
    write(article, writer)
    for url in (
        f"{article.get_absolute_url()}card/1.png",
        f"{edition.article.get_absolute_url()}card/9.png",
        f"{edition.article.get_absolute_url()}card/{'9' * 30}.png",
        "/articles/nothing/card/1.png",
    ):
        assert client.get(url).status_code == 404


def test_edition_to_come_has_no_picture(
    client: Client, edition: Edition, writer: User, reviewer: User, editor: User
) -> None:
    number = write(edition.article, writer, title="Other words").number
    publishing.approve(edition.article, revision=number, by=reviewer)
    later = timezone.now() + timedelta(days=3)
    publishing.publish(edition.article, revision=number, by=editor, at=later)
    assert client.get(f"{edition.article.get_absolute_url()}card/2.png").status_code == 404


def test_withdrawn_article_has_its_notice(client: Client, edition: Edition, editor: User) -> None:
    publishing.withdraw(edition.article, reason="Wrong.", by=editor)
    assert client.get(card_url(edition)).status_code == 410


@pytest.mark.usefixtures("page_cache")
def test_picture_is_drawn_once_and_anew_for_a_new_topic(
    client: Client, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []
    png = title_card.png

    def counting(title: str, **words: Any) -> bytes:
        drawn.append(title)
        return png(title, **words)

    monkeypatch.setattr(title_card, "png", counting)
    first = client.get(card_url(edition))
    assert client.get(card_url(edition)).content == first.content
    unchanged = client.get(card_url(edition), headers={"If-None-Match": first["ETag"]})
    assert (unchanged.status_code, len(drawn)) == (304, 1)
    Topic.objects.update(name="A new name")
    assert client.get(card_url(edition)).content != first.content
    assert len(drawn) == 2


def test_picture_asks_the_database_once(
    client: Client, edition: Edition, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    with django_assert_max_num_queries(1):
        client.get(card_url(edition))


def test_renamed_article_keeps_its_picture(client: Client, edition: Edition) -> None:
    old = card_url(edition)
    edition.article.slug = "a-new-address"
    edition.article.save()
    assert client.get(old)["Location"] == "/articles/a-new-address/card/1.png"


def test_hostile_title_stays_text(
    client: Client, writer: User, reviewer: User, editor: User
) -> None:
    hostile = '"><script>alert(1)</script>'
    edition = published(writer, reviewer, editor, title=hostile)
    told = meta(client, edition.article.get_absolute_url())
    assert told["og:title"] == hostile
    assert told["og:image:alt"].startswith(hostile)
    assert client.get(card_url(edition)).status_code == 200
