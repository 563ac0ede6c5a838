"""Writes what WordPress's exporter would: a WXR 1.2 file, and the uploads that its posts show."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path
from typing import Any

from PIL import Image

BASE = "https://old.example.org"
START = datetime(2021, 3, 1, 9, tzinfo=UTC)
WRITERS = {"ann": "Ann Example", "bob": "Bob Sample", "cem": "Cem Probe"}
CATEGORIES = {"sleep": "Sleep & rest", "heart": "Heart", "food": "Food", "mind": "Mind"}
HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Old library</title><link>{base}</link><wp:wxr_version>1.2</wp:wxr_version>
<wp:base_site_url>{base}</wp:base_site_url>
"""


@dataclass
class Counts:
    """What was written, for a test to compare with what arrived."""

    posts: int = 0
    approved: int = 0
    pictures: int = 0


def element(name: str, value: Any) -> str:
    """An element whose text stands in CDATA, as WordPress writes it."""
    text = str(value).replace("]]>", "]]]]><![CDATA[>")
    return f"<{name}><![CDATA[{text}]]></{name}>"


def comment(key: int, body: str, **changes: Any) -> str:
    """A comment of a post."""
    values = {
        "id": key,
        "author": f"Reader {key}",
        "author_email": f"reader{key}@example.org",
        "author_IP": "192.0.2.1",
        "date_gmt": f"{START + timedelta(hours=key):%Y-%m-%d %H:%M:%S}",
        "content": body,
        "approved": "1",
        "type": "comment",
        "parent": 0,
    } | changes
    inside = "".join(element(f"wp:comment_{name}", value) for name, value in values.items())
    return f"<wp:comment>{inside}</wp:comment>"


def item(key: int, title: str, body: str, *, extra: str = "", **changes: Any) -> str:
    """An item of the channel; `extra` is XML that stands as it is."""
    values = {
        "link": f"{BASE}/2021/03/post-{key}/",
        "creator": "ann",
        "excerpt": "",
        "status": "publish",
        "post_type": "post",
        "post_name": f"post-{key}",
    } | changes
    return "\n".join(
        [
            f"<item><title>{escape(title)}</title><link>{escape(values['link'])}</link>",
            element("dc:creator", values["creator"]),
            element("content:encoded", body),
            element("excerpt:encoded", values["excerpt"]),
            element("wp:post_id", key),
            element("wp:post_date_gmt", f"{START + timedelta(days=key):%Y-%m-%d %H:%M:%S}"),
            *(element(f"wp:{name}", values[name]) for name in ("post_name", "status", "post_type")),
            f"{extra}</item>",
        ]
    )


def category(slug: str) -> str:
    """That a post is in a category."""
    return (
        f'<category domain="category" nicename="{slug}"><![CDATA[{CATEGORIES[slug]}]]></category>'
    )


def write(file: Path, items: Iterator[str] | list[str]) -> Path:
    """The export with these items."""
    with file.open("w", encoding="utf-8") as out:
        out.write(HEAD.format(base=BASE))
        for login, name in WRITERS.items():
            parts = element("wp:author_login", login) + element("wp:author_display_name", name)
            out.write(f"<wp:author>{parts}</wp:author>\n")
        for each in items:
            out.write(each + "\n")
        out.write("</channel></rss>\n")
    return file


def library(folder: Path, count: int) -> tuple[Path, Path, Counts]:
    """An export of so many posts with pictures and comments, its uploads, and what is in both."""
    media = folder / "uploads"
    (media / "2021/03").mkdir(parents=True)
    counts = Counts()
    return write(folder / "export.xml", _items(media, count, counts)), media, counts


def _items(media: Path, count: int, counts: Counts) -> Iterator[str]:
    for number in range(1, count + 1):
        counts.posts += 1
        picture = ""
        if number % 10 == 0:
            counts.pictures += 1
            Image.new("RGB", (40, 30), (number % 256, 90, 120)).save(
                media / f"2021/03/p{number}.png"
            )
            source = f"{BASE}/wp-content/uploads/2021/03/p{number}.png"
            yield item(
                10_000 + number,
                f"Picture {number}",
                "",
                post_type="attachment",
                status="inherit",
                extra=element("wp:attachment_url", source),
            )
            picture = (
                f'<img src="{source}" alt="A plain colour" class="wp-image-{10_000 + number}">'
            )
        replies = list(_comments(number, counts))
        yield item(
            number,
            f"Why does example {number} happen?",
            _body(number, picture),
            creator=list(WRITERS)[number % 3],
            excerpt=f"What example {number} is.",
            extra=category(list(CATEGORIES)[number % 4]) + "".join(replies),
        )


def _body(number: int, picture: str) -> str:
    return f"""Example {number} is common.[1] Most people meet it once.

{picture}

<h2>Causes</h2>

It has causes, as <a href="{BASE}/2021/03/post-1/">we have written</a>.[2]

<h2>References</h2>
<ol>
<li>Example A. A study of examples {number}. J Examples. 2020;3(2):100-10.</li>
<li>Sample B. Another study. J Examples. 2021;4(1):1-9. doi: 10.1000/another.</li>
</ol>"""


def _comments(number: int, counts: Counts) -> Iterator[str]:
    key = number * 10
    if number % 2 == 0:
        counts.approved += 2
        yield comment(key, f"Thank you, number {number} helped me.")
        yield comment(key + 1, "Me <em>too</em>.", parent=key)
    yield comment(key + 2, "Buy now!", approved="spam")
    yield comment(key + 3, "A link from elsewhere", type="pingback")
