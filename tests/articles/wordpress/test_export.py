"""A WXR file is read item by item; what is no export is refused in words."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from articles.wordpress import export
from tests import wordpress_export as wxr


def test_all_that_an_export_says_of_a_post_is_read(tmp_path: Path) -> None:
    thumbnail = wxr.element("wp:meta_key", "_thumbnail_id") + wxr.element("wp:meta_value", "9")
    extra = (
        wxr.category("sleep")
        + '<category domain="post_tag" nicename="night"><![CDATA[Night]]></category>'
        + f"<wp:postmeta>{thumbnail}</wp:postmeta>"
        + wxr.comment(3, "Thanks", parent=2)
        + wxr.comment(4, "Elsewhere", type="trackback")
    )
    file = wxr.write(
        tmp_path / "export.xml",
        [wxr.item(1, "Night & day", "<p>Text</p>", excerpt="In short", extra=extra)],
    )
    (post,) = export.posts(file)
    assert (post.key, post.title, post.slug, post.path) == (
        1,
        "Night & day",
        "post-1",
        "/2021/03/post-1/",
    )
    assert (post.body, post.excerpt, post.writer) == ("<p>Text</p>", "In short", "ann")
    assert (post.picture, post.tags, post.unread) == (9, ("Night",), 1)
    assert post.at == datetime(2021, 3, 2, 9, tzinfo=UTC)
    assert post.categories == (export.Category("sleep", "Sleep & rest"),)
    (reply,) = post.replies
    assert (reply.name, reply.parent, reply.is_approved) == ("Reader 3", 2, True)


def test_what_stands_around_the_posts_is_read(tmp_path: Path) -> None:
    file, _, _ = wxr.library(tmp_path, 20)
    site = export.site(file)
    assert (site.host, site.posts, len(site.pictures)) == ("old.example.org", 20, 2)
    assert site.writers["bob"] == export.Writer("bob", "Bob Sample")


def test_what_is_no_post_is_counted_by_its_type(tmp_path: Path) -> None:
    items = [wxr.item(1, "About", "", post_type="page"), wxr.item(2, "Menu", "", post_type="nav")]
    site = export.site(wxr.write(tmp_path / "export.xml", items))
    assert (site.posts, dict(site.others)) == (0, {"page": 1, "nav": 1})


def test_an_address_without_a_name_keeps_its_query(tmp_path: Path) -> None:
    items = [wxr.item(1, "Draft", "", link="https://old.example.org/?p=1")]
    (post,) = export.posts(wxr.write(tmp_path / "export.xml", items))
    assert post.path == "/?p=1"


@pytest.mark.parametrize("data", ["", "no xml", "<rss><channel><item>", "<rss/>"])
def test_a_file_that_is_no_export_is_refused_in_words(tmp_path: Path, data: str) -> None:
    file = tmp_path / "export.xml"
    file.write_text(data)
    with pytest.raises(export.NoExport, match="export of WordPress"):
        export.site(file)
