"""A post's text as WordPress stores it into a page that a manuscript's reader can read.

Pictures are taken out, each leaving a paragraph that says where it stood, for that reader keeps
none; `put_back` sets them in again.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup
from bs4.element import Comment, Tag

UPLOADS = "/wp-content/uploads/"
RESIZED = re.compile(r"-\d{1,5}x\d{1,5}(?=\.\w+$)")
BLOCKS = [
    *("address", "article", "aside", "blockquote", "details", "div", "dl", "fieldset", "figure"),
    *("footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "iframe", "main"),
    *("nav", "ol", "p", "pre", "section", "table", "ul"),
]
STARTS_A_BLOCK = re.compile(rf"\s*</?(?:{'|'.join(BLOCKS)})\b", re.IGNORECASE)
LINE_BREAK = re.compile(r"\r?\n")
CAPTION = re.compile(r"\[caption\b[^\]]*\](.*?)\[/caption\]", re.DOTALL | re.IGNORECASE)
GALLERY = re.compile(r"""\[gallery\b[^\]]*?\bids=["']?([\d,\s]+)["']?[^\]]*\]""", re.IGNORECASE)
SHORTCODE = re.compile(r"\[(/?)([a-z][\w-]*)(\s+[\w-]+=[^\]]*)?[^\]]*\]", re.IGNORECASE)
CLASS = re.compile(r"wp-image-(\d{1,18})")
MARK = re.compile(r"<p>\s*⟦picture (\d+)⟧\s*</p>|⟦picture (\d+)⟧")


@dataclass(frozen=True)
class Picture:
    """A picture of a post: its file's path below the uploads, "" of one that lies elsewhere."""

    path: str
    address: str
    alt: str = ""
    caption: str = ""


@dataclass
class Text:
    """A post's HTML with its pictures taken out, and the names of shortcodes that were dropped."""

    html: str
    pictures: list[Picture] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)


def text(body: str, attachments: Mapping[int, str]) -> Text:
    """The HTML of a post's `body`. `attachments`: addresses by key."""
    made = Text("")
    written = CAPTION.sub(lambda found: f"<figure>{found[1]}</figure>", body)
    written = GALLERY.sub(lambda found: _gallery(found[1], attachments), written)
    written = _without_shortcodes(written, made.dropped)
    soup = BeautifulSoup(paragraphs(written), "html.parser")
    for comment in soup.find_all(string=lambda string: isinstance(string, Comment)):
        comment.extract()
    for image in soup.find_all("img"):
        _take_out(image, made.pictures, attachments)
    made.html = str(soup)
    return made


def paragraphs(body: str) -> str:
    """The paragraphs that WordPress makes of empty lines when it shows a text of its old editor;
    the new one writes them itself."""
    if "<!-- wp:" in body or "<p>" in body.lower():
        return body
    parts = re.split(r"\n[ \t\r]*\n\s*", body.strip())
    return "\n".join(
        part if STARTS_A_BLOCK.match(part) else f"<p>{LINE_BREAK.sub('<br>', part.strip())}</p>"
        for part in parts
        if part.strip()
    )


def page(title: str, html: str) -> bytes:
    """A page of its own, for the reader of manuscripts."""
    head = f'<head><meta charset="utf-8"><title>{escape(title)}</title></head>'
    body = f"<body><article>\n<h1>{escape(title)}</h1>\n{html}\n</article></body>"
    return f"<!doctype html>\n<html>{head}\n{body}</html>\n".encode(errors="replace")


def put_back(html: str, kept: Mapping[int, str]) -> str:
    """The HTML with each picture where it stood: `kept` holds the HTML of those that we have."""
    return MARK.sub(lambda found: kept.get(int(found[1] or found[2]), ""), html)


def within(html: str, site: str) -> str:
    """The HTML whose links to that site, the former one, lead within the present one: redirects
    know its addresses."""
    return re.sub(rf'(<a\b[^>]*\bhref="){re.escape(site)}(/|(?="))', r"\1/", html)


def plain(body: str) -> str:
    """A reply's text without its markup; a link is followed by its address."""
    soup = BeautifulSoup(paragraphs(body).replace("\n", " "), "html.parser")
    for link in soup.select("a[href]"):
        address = str(link["href"])
        if address not in link.get_text() and address.startswith(("http://", "https://")):
            link.append(f" ({address})")
    for line in soup.find_all("br"):
        line.replace_with("\n")
    for block in soup.find_all(BLOCKS):
        block.insert_after("\n\n")
    lines = [" ".join(line.split()) for line in soup.get_text().replace("\0", "").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def below_uploads(address: str) -> str:
    """A picture's path below the uploads, of its full size; "" for one that is not there."""
    path = unquote(urlsplit(address).path)
    _, found, rest = path.partition(UPLOADS)
    return RESIZED.sub("", rest) if found else ""


def _take_out(image: Tag, pictures: list[Picture], attachments: Mapping[int, str]) -> None:
    keys = CLASS.findall(" ".join(image.get_attribute_list("class", [])))
    address = str(image.get("src") or "")
    full = next((attachments[int(key)] for key in keys if int(key) in attachments), address)
    figure = image.find_parent("figure")
    around = figure or image
    caption = " ".join(figure.get_text(" ").split()) if figure else ""
    path = below_uploads(full) or below_uploads(address)
    pictures.append(Picture(path, full, str(image.get("alt") or ""), caption))
    mark = BeautifulSoup(f"<p>⟦picture {len(pictures) - 1}⟧</p>", "html.parser")
    if figure and len(figure.find_all("img")) > 1:  # a gallery: each leaves its own
        image.decompose()
        figure.insert_before(mark)
    else:
        around.replace_with(mark)


def _gallery(keys: str, attachments: Mapping[int, str]) -> str:
    wanted = [int(key) for key in keys.replace(",", " ").split() if len(key) < 19]
    found = [attachments[key] for key in wanted if key in attachments]
    return "".join(f'<figure><img src="{escape(address)}" alt=""></figure>' for address in found)


def _without_shortcodes(body: str, dropped: list[str]) -> str:
    """What stands in brackets is a shortcode only with attributes, or if it is closed somewhere:
    "[1]" and "[sic]" are the author's."""
    closed = {name for slash, name, _ in SHORTCODE.findall(body) if slash}

    def kept(found: re.Match[str]) -> str:
        slash, name, attributes = found.groups()
        if not (slash or attributes or name in closed):
            return found[0]
        if name not in dropped:
            dropped.append(name)
        return ""

    return SHORTCODE.sub(kept, body)
