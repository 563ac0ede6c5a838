"""A WXR file into posts, item by item, so that a large one needs no more memory than a small one.

WXR is RSS 2.0 with elements of WordPress's own; WordPress documents it by its exporter,
`wp-admin/includes/export.php`. Versions 1.0 to 1.2 differ in nothing that is read here.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

APPROVED = "1"
# What a post's comments are beside replies: notices of other sites, and a shop's reviews.
REPLIES = {"", "comment"}


class NoExport(Exception):
    """The file is no WXR that can be read; the message says where it ends to be one."""


@dataclass(frozen=True)
class Writer:
    """A user of the former site: `login` as posts name them, the name as readers saw it."""

    login: str
    name: str


@dataclass(frozen=True)
class Category:
    """A category: `slug` as in its address."""

    slug: str
    name: str


@dataclass(frozen=True)
class Reply:
    """A comment as it was stored: `body` is HTML, `parent` the key of another, 0 for none."""

    key: int
    name: str
    email: str
    at: datetime
    body: str
    parent: int = 0
    is_approved: bool = True


@dataclass(frozen=True)
class Post:
    """An item of the export that may become an article. `path` is its address on the site, with
    the query if it has one; `picture` the key of its featured attachment, 0 for none."""

    key: int
    title: str
    slug: str
    path: str
    status: str
    writer: str
    body: str
    excerpt: str = ""
    at: datetime | None = None
    picture: int = 0
    categories: tuple[Category, ...] = ()
    tags: tuple[str, ...] = ()
    replies: tuple[Reply, ...] = ()
    unread: int = 0


@dataclass
class Site:
    """What an export says apart from its posts. `pictures`: the addresses of attachments by key;
    `others`: how many items of each other type there are, which are not posts."""

    address: str = ""
    writers: dict[str, Writer] = field(default_factory=dict)
    pictures: dict[int, str] = field(default_factory=dict)
    posts: int = 0
    others: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def host(self) -> str:
        """The site's name, such as "my.example.org"."""
        return urlsplit(self.address).hostname or "former-site"


def site(file: Path) -> Site:
    """All but the posts, which are counted. Raises NoExport, OSError."""
    found = Site()
    for name, element in _elements(file, {"base_site_url", "link", "author", "item"}):
        if name == "author":
            writer = _writer(element)
            found.writers[writer.login] = writer
        elif name == "item":
            _count(element, found)
        elif name == "base_site_url" or not found.address:
            found.address = (element.text or "").strip()
    return found


def posts(file: Path) -> Iterator[Post]:
    """The posts in their order. Raises NoExport, OSError."""
    for _, element in _elements(file, {"item"}):
        if _text(element, "post_type") == "post":
            yield _post(element)


def _elements(file: Path, wanted: set[str]) -> Iterator[tuple[str, ElementTree.Element]]:
    """Those elements of the channel, each forgotten after it was used."""
    depth = 0
    channel: ElementTree.Element | None = None
    try:
        # Expat limits what entities may expand to, and reads none from elsewhere.
        for event, element in ElementTree.iterparse(file, ("start", "end")):  # noqa: S314
            depth += 1 if event == "start" else -1
            if event == "start" and depth == 2:
                channel = element
            if event == "end" and depth == 2 and channel is not None:
                if _local(element) in wanted:
                    yield _local(element), element
                channel.clear()
    except ElementTree.ParseError as error:
        raise NoExport(f"This is no whole export of WordPress: {error}.") from error
    if channel is None:
        raise NoExport("This is no export of WordPress: it holds no channel.")


def _count(item: ElementTree.Element, found: Site) -> None:
    kind = _text(item, "post_type")
    if kind == "post":
        found.posts += 1
    elif kind == "attachment":
        found.pictures[_number(_text(item, "post_id"))] = _text(item, "attachment_url")
    else:
        found.others[kind] += 1


def _writer(element: ElementTree.Element) -> Writer:
    login = _text(element, "author_login")
    names = [_text(element, f"author_{part}_name") for part in ("first", "last")]
    return Writer(login, _text(element, "author_display_name") or " ".join(names).strip() or login)


def _post(item: ElementTree.Element) -> Post:
    terms: dict[str, list[Category]] = defaultdict(list)
    for each in item.findall("category"):
        name = (each.text or "").strip()
        terms[each.get("domain", "")].append(Category(each.get("nicename", ""), name))
    replies = [each for each in item.iter() if _local(each) == "comment"]
    read = [_reply(each) for each in replies if _text(each, "comment_type") in REPLIES]
    return Post(
        key=_number(_text(item, "post_id")),
        title=_text(item, "title"),
        slug=_text(item, "post_name"),
        path=_path(_text(item, "link")),
        status=_text(item, "status"),
        writer=_text(item, "creator"),
        body=_content(item, "content"),
        excerpt=_content(item, "excerpt"),
        at=_moment(_text(item, "post_date_gmt")),
        picture=_number(_meta(item).get("_thumbnail_id", "")),
        categories=tuple(terms["category"]),
        tags=tuple(tag.name for tag in terms["post_tag"]),
        replies=tuple(read),
        unread=len(replies) - len(read),
    )


def _reply(comment: ElementTree.Element) -> Reply:
    return Reply(
        key=_number(_text(comment, "comment_id")),
        name=_text(comment, "comment_author"),
        email=_text(comment, "comment_author_email"),
        at=_moment(_text(comment, "comment_date_gmt")) or datetime(1970, 1, 1, tzinfo=UTC),
        body=_text(comment, "comment_content"),
        parent=_number(_text(comment, "comment_parent")),
        is_approved=_text(comment, "comment_approved") == APPROVED,
    )


def _meta(item: ElementTree.Element) -> dict[str, str]:
    pairs = [each for each in item if _local(each) == "postmeta"]
    return {_text(each, "meta_key"): _text(each, "meta_value") for each in pairs}


def _content(item: ElementTree.Element, which: str) -> str:
    """`content:encoded` or `excerpt:encoded`, which differ by their namespaces alone."""
    found = (each for each in item if _local(each) == "encoded" and f"/{which}/" in each.tag)
    return next((each.text or "" for each in found), "")


def _path(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path


def _moment(text: str) -> datetime | None:
    """Of a draft WordPress writes 0000-00-00."""
    try:
        return datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
    except ValueError:
        return None


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 19 else 0


def _text(element: ElementTree.Element, name: str) -> str:
    found: Any = next((each for each in element if _local(each) == name), None)
    return "" if found is None else (found.text or "").strip()


def _local(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]
