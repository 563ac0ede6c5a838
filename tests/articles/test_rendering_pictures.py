"""Pictures in the text offer their narrower copies; boxes and captions come through."""

from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.contrib.auth.models import User

from articles import rendering
from articles.content import Answer, Content
from articles.models import Image
from klarity import richtext
from tests.factories import CITE


def keep(name: str, by: User) -> str:
    """A picture of the library; its address."""
    copies = [{"name": f"images/{name}-400.webp", "width": 400, "height": 300}]
    size = {"width": 800, "height": 600, "renditions": copies}
    return Image.objects.create(name=f"images/{name}.webp", title=name, uploaded_by=by, **size).url


def figure(src: str, alt: str = "A knee") -> str:
    html = f'<figure><img src="{src}" width="800" height="600" alt="{alt}" loading="lazy"></figure>'
    assert richtext.clean(html) == html
    return html


def pictures(content: Content) -> list[Tag]:
    return BeautifulSoup(rendering.render(content).html, "html.parser").select("img")


def test_pictures_of_every_part_offer_their_copies(
    writer: User, django_assert_num_queries: Any
) -> None:
    content = Content(
        body=figure(keep("knee", writer)) + "<h2>More</h2>" + figure(keep("hand", writer)),
        faqs=[Answer("Why?", figure(keep("foot", writer)))],
        summary=figure(keep("arm", writer)),
    )
    with django_assert_num_queries(1):
        shown = pictures(content)
    assert [image["srcset"] for image in shown] == [
        f"/media/images/{name}-400.webp 400w, /media/images/{name}.webp 800w"
        for name in ("knee", "hand", "foot", "arm")
    ]
    assert {image["sizes"] for image in shown} == {rendering.SIZES}


def test_text_without_pictures_asks_nothing(db: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        rendering.render(Content(body="<p>img src=&lt;img&gt;</p>"))


def test_picture_that_is_no_longer_kept_is_shown_as_written(db: None) -> None:
    [image] = pictures(Content(body=figure("/media/images/gone.webp")))
    assert (image["src"], image.get("srcset")) == ("/media/images/gone.webp", None)


@pytest.mark.parametrize("alt", ["a &gt; b", "&lt;img src='x'&gt;", "1 &amp; 2"])
def test_words_for_a_picture_are_left_alone(writer: User, alt: str) -> None:
    [image] = pictures(Content(body=figure(keep("knee", writer), alt)))
    assert image["alt"] == BeautifulSoup(alt, "html.parser").get_text()
    assert image["srcset"]


def test_box_and_caption_keep_their_marks(db: None) -> None:
    box = f'<div class="callout"><h3>When to get help</h3><p>Now.{CITE.format("a")}</p></div>'
    soup = BeautifulSoup(rendering.render(Content(body=box)).html, "html.parser")
    assert soup.select_one(".callout > h3 + p > sup.cite")
