"""A text is rendered once: numbered as the reader meets it, every link leading somewhere."""

import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import override_settings
from django.utils import timezone, translation

from articles import rendering
from articles.content import Answer, Citation, Content, Picture
from klarity import richtext
from tests.factories import CITE

TEMPLATES = Path(__file__).parents[2] / "templates"


def cited(*keys: str) -> str:
    return "".join(CITE.format(key) for key in keys)


def work(key: str, **changes: object) -> Citation:
    item = {"type": "book", "title": f"The book {key}", "publisher": "Press"}
    return replace(Citation(key, 1, item), **changes)  # type: ignore[arg-type]


def page(content: Content) -> BeautifulSoup:
    """The rendered text with its standfirst, as a reader's browser has it."""
    rendered = rendering.render(content)
    return BeautifulSoup(rendered.standfirst_html + rendered.html, "html.parser")


def every_part(**changes: object) -> Content:
    """A work cited first in each part, and listed in no order at all."""
    content = Content(
        title="Title",
        standfirst=f"Lead{cited('a')}",
        key_points=f"<ul><li>Point{cited('b')}</li></ul>",
        body=f"<p>Intro{cited('c')}</p><h2>Causes{cited('d')}</h2><p>Text{cited('e', 'a')}</p>",
        faqs=[
            Answer("When to call?", f"<p>Now{cited('g')}</p>", urgent=True),
            Answer("Why?", f"<p>So{cited('f')}</p>"),
        ],
        summary=f"<p>End{cited('h', 'a')}</p>",
        references=[work(key) for key in "hgfedcba"],
    )
    return replace(content, **changes)  # type: ignore[arg-type]


def test_numbers_follow_the_order_rendered_across_all_parts() -> None:
    rendered = rendering.render(every_part())
    assert [row["key"] for row in rendered.references] == list("abcdefgh")
    assert [row["number"] for row in rendered.references] == list(range(1, 9))
    assert rendered.as_fields()["reference_count"] == 8
    marks = [mark.get_text() for mark in page(every_part()).select("sup.cite")]
    assert marks == ["[1]", "[2]", "[3]", "[4]", "[1,5]", "[6]", "[7]", "[1,8]"]


def test_the_list_and_the_kept_references_agree() -> None:
    soup = page(every_part())
    items = soup.select("section[role=doc-bibliography] li")
    assert [item["id"] for item in items] == [f"ref-{number}" for number in range(1, 9)]
    kept = rendering.render(every_part()).references
    assert [row["text"] for row in kept] == [f"The book {key}. Press." for key in "abcdefgh"]
    for item, row in zip(items, kept, strict=True):
        assert row["text"] in item.get_text()


def test_every_link_within_the_page_leads_to_one_place() -> None:
    soup = page(every_part())
    ids = Counter(str(tag["id"]) for tag in soup.select("[id]"))
    assert set(ids.values()) == {1}
    targets = [str(link["href"])[1:] for link in soup.select('a[href^="#"]')]
    assert len(targets) == 20
    assert set(targets) <= set(ids)


def test_each_back_link_leads_to_a_mark_of_its_reference() -> None:
    soup = page(every_part())
    first = soup.select_one("li#ref-1")
    assert first is not None
    links = first.select("a[role=doc-backlink]")
    assert [str(link["href"]) for link in links] == ["#cite-1-1", "#cite-1-2", "#cite-1-3"]
    for link in links:
        mark = soup.select_one(str(link["href"]))
        assert mark is not None
        assert mark["href"] == "#ref-1"


def test_more_back_links_than_letters() -> None:
    content = Content(
        body="".join(f"<p>Text{cited('a')}</p>" for _ in range(28)), references=[work("a")]
    )
    letters = [link.get_text() for link in page(content).select("a[role=doc-backlink]")]
    assert [letter.split()[-2] for letter in (letters[0], *letters[25:])] == ["a", "z", "aa", "ab"]


def test_further_reading_is_numbered_last() -> None:
    references = [work("z", further_reading=True), *every_part().references]
    rendered = rendering.render(every_part(references=references))
    assert rendered.references[-1]["key"] == "z"
    last = page(every_part(references=references)).select("section li")[-1]
    assert "Further reading" in last.get_text()
    assert last.select("a[role=doc-backlink]") == []


def test_further_reading_that_is_cited_is_a_reference_like_any_other() -> None:
    references = [work("a", further_reading=True), work("b")]
    content = Content(body=f"<p>{cited('b')}</p><p>{cited('a')}</p>", references=references)
    assert [row["key"] for row in rendering.render(content).references] == ["b", "a"]
    assert "Further reading" not in page(content).get_text()


def test_a_mark_without_a_reference_shows_as_a_question() -> None:
    soup = page(Content(body=f"<p>Text{cited('nothing')}</p>"))
    assert [mark.get_text() for mark in soup.select("sup.cite")] == ["[?]"]
    assert soup.select("a") == []


def test_a_reference_by_hand_is_printed_as_text() -> None:
    hand = work("a", text='<script>x()</script> & "others"')
    soup = page(Content(body=f"<p>{cited('a')}</p>", references=[hand]))
    assert soup.select("script") == []
    item = soup.select_one("li#ref-1 [data-ref]")
    assert item is not None
    assert item.get_text() == hand.text


def test_a_references_fields_are_printed_as_text() -> None:
    hostile = work("a", item={"type": "book", "title": "<img src=x onerror=x()>"})
    soup = page(Content(body=f"<p>{cited('a')}</p>", references=[hostile]))
    assert soup.select("img") == []
    assert "<img src=x onerror=x()>" in soup.get_text()


def test_a_question_is_printed_as_text() -> None:
    soup = page(Content(faqs=[Answer("<b>Is 1 < 2?</b>", "<p>Yes.</p>")]))
    assert soup.select("b") == []
    heading = soup.select_one("details h3")
    assert heading is not None
    assert heading.get_text() == "<b>Is 1 < 2?</b>"


HOSTILE = [
    "ref-1", "Ref 1", "cite-1-1", "cite-pop", "Main", "Topics", "FAQs", "Summary", "References",
    "references-title", "Key points", "Disclaimer", "comment-form", "newsletter-form", "comment 5",
    "id_email", "author-1", "Same", "Same", "same!", "Same 2", "日本語", "…", "<em>&amp;</em>", "-",
]  # fmt: skip


def test_hostile_headings_get_ids_of_their_own() -> None:
    body = "".join(f"<h2>{heading}</h2><p>Text{cited('a')}</p>" for heading in HOSTILE)
    faqs = [Answer(heading, "<p>x</p>", urgent=bool(at % 2)) for at, heading in enumerate(HOSTILE)]
    content = Content(
        body=body, faqs=faqs, key_points="<ul><li>x</li></ul>", summary="<p>x</p>",
        references=[work("a")],
    )  # fmt: skip
    soup = page(content)
    assert set(Counter(str(tag["id"]) for tag in soup.select("[id]")).values()) == {1}
    contents = rendering.render(content).contents
    assert len({entry["id"] for entry in contents}) == len(contents)
    for entry in contents:
        target = soup.find(id=entry["id"])
        assert isinstance(target, Tag)
        assert entry["title"] in target.get_text()


def test_no_heading_takes_an_id_of_the_page_around_it() -> None:
    files = [TEMPLATES / "base.html", TEMPLATES / "articles" / "article_detail.html"]
    files += TEMPLATES.glob("components/*.html")
    files += [path for path in TEMPLATES.glob("articles/_*.html") if path.name != "_text.html"]
    written = " ".join(path.read_text(encoding="utf-8") for path in files)
    ids = [re.sub(r"{{[^}]*}}", "1", found) for found in re.findall(r'\sid="([^"]+)"', written)]
    assert {"main", "disclaimer"} <= set(ids)
    headings = "".join(f"<h2>{found}</h2><p>x</p>" for found in ids)
    given = [entry["id"] for entry in rendering.render(Content(body=headings)).contents]
    assert not set(given) & (set(ids) - {"1", "1_error", "1_helptext"})


@pytest.mark.parametrize("empty", ["", " ", "&nbsp;", "<br>", "<strong></strong>"])
def test_an_empty_heading_is_left_out(empty: str) -> None:
    content = Content(body=f"<h2>{empty}</h2><p>Text</p>")
    assert page(content).select("h2") == []
    assert page(content).get_text().strip() == "Text"
    assert rendering.render(content).contents == []


def test_the_contents_follow_the_page() -> None:
    contents = rendering.render(every_part()).contents
    assert [(entry["title"], entry["urgent"]) for entry in contents] == [
        ("Causes", False),
        ("FAQs", False),
        ("When to call?", True),
        ("Summary", False),
        ("References", False),
    ]
    order = [str(tag["id"]) for tag in page(every_part()).select("h2[id], section[id]")]
    assert [entry["id"] for entry in contents] == [
        name for name in order if name in {entry["id"] for entry in contents}
    ]


def test_a_standfirst_elsewhere_has_no_marks() -> None:
    rendered = rendering.render(Content(standfirst=f"A <em>lead</em>{cited('a')}.",
                                        references=[work("a")]))  # fmt: skip
    assert rendered.standfirst == "A lead."
    assert "#ref-1" in rendered.standfirst_html


def test_a_picture_comes_with_its_sizes_and_its_text() -> None:
    copies = [{"name": "images/a-400.webp", "width": 400, "height": 225}]
    picture = Picture("images/a.webp", 800, 450, 'A "field" <b>', copies)
    image = page(Content(image=picture)).img
    assert image is not None
    assert image["src"] == "/media/images/a.webp"
    assert image["srcset"] == "/media/images/a-400.webp 400w, /media/images/a.webp 800w"
    assert (image["width"], image["height"], image["alt"]) == ("800", "450", 'A "field" <b>')


def test_an_empty_text_is_rendered_too() -> None:
    rendered = rendering.render(Content())
    assert (rendered.html.strip(), rendered.contents, rendered.references) == ("", [], [])
    assert rendered.reading_minutes == 1


@pytest.mark.parametrize(("words", "minutes"), [(1, 1), (220, 1), (221, 2), (2200, 10)])
def test_the_reading_time_counts_words_and_no_marks(words: int, minutes: int) -> None:
    body = f"<p>{'word ' * words}{cited(*['a'] * 50)}</p>"
    assert rendering.render(Content(body=body, references=[work("a")])).reading_minutes == minutes


def test_the_same_text_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    """An Edition does not depend on when it was made, nor on the language of who made it."""
    expected = rendering.render(every_part())
    later = timezone.now().replace(year=2099)
    monkeypatch.setattr(timezone, "now", lambda: later)
    with translation.override("de"), timezone.override("Asia/Tokyo"), override_settings(DEBUG=True):
        assert rendering.render(every_part()) == expected
    again = Content.from_json(every_part().to_json())
    assert rendering.render(again) == expected


def test_words_outside_every_block_stay_words() -> None:
    words = "&lt;script&gt;alert(1)&lt;/script&gt; &amp;lt;"
    html = rendering.render(Content(title="Title", body=f"{words}<h2>One</h2>{words}")).html
    assert html.count(words) == 2


def test_hostile_text_makes_no_element_that_we_do_not_accept(
    shared_path: Callable[[str], Path],
) -> None:
    ours = richtext.TAGS | {"section", "details", "summary", "svg", "use", "path", "circle"}
    corpus = json.loads(shared_path("corpora/xss-open.json").read_text(encoding="utf-8"))
    for entry in corpus:
        html = richtext.clean(f"{entry['html']}<h2>One</h2>{entry['html']}")
        found = page(Content(title="Title", body=html, summary=html)).find_all(True)
        assert {tag.name for tag in found} <= ours, entry["html"]
