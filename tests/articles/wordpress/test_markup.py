"""A post's text as WordPress stores it becomes HTML with nothing of WordPress's own in it."""

from hypothesis import given
from hypothesis import strategies as st

from articles.wordpress import markup

BASE = "https://old.example.org"
PICTURE = f"{BASE}/wp-content/uploads/2021/03/pain-300x200.jpg"


def text(body: str, attachments: dict[int, str] | None = None) -> markup.Text:
    return markup.text(body, attachments or {})


def test_empty_lines_of_the_old_editor_make_paragraphs() -> None:
    made = text("One\nline.\n\nAnother.\n\n<h2>Causes</h2>\n\nThird.").html
    assert made == "<p>One<br/>line.</p>\n<p>Another.</p>\n<h2>Causes</h2>\n<p>Third.</p>"


def test_blocks_of_the_new_editor_lose_their_comments_alone() -> None:
    assert text("<!-- wp:paragraph -->\n<p>One.</p>\n<!-- /wp:paragraph -->").html.strip() == (
        "<p>One.</p>"
    )


def test_shortcodes_go_and_what_they_enclose_stays() -> None:
    made = text('<p>[box color="red"]Rest helps.[/box] [contact-form id="3"]</p>')
    assert made.html == "<p>Rest helps. </p>"
    assert made.dropped == ["box", "contact-form"]


def test_brackets_of_the_author_stay() -> None:
    made = text("<p>It helps [1] and [2-4], they “beleive” [sic].</p>")
    assert made.html == "<p>It helps [1] and [2-4], they “beleive” [sic].</p>"
    assert made.dropped == []


def test_links_to_the_former_site_lead_within_the_site() -> None:
    html = f'<p><a href="{BASE}/2021/03/cramp/">cramp</a> <a href="{BASE}">home</a></p>'
    shown = '<p><a href="/2021/03/cramp/">cramp</a> <a href="/">home</a></p>'
    assert markup.within(html, BASE) == shown
    elsewhere = f'<p><a href="{BASE}.example/">x</a></p>'
    assert markup.within(elsewhere, BASE) == elsewhere


def test_a_picture_leaves_its_place_and_is_put_back_there() -> None:
    caption = "<figcaption>Sore</figcaption>"
    body = f'<p>Before.</p><figure><img src="{PICTURE}" alt="A knee"/>{caption}</figure>'
    made = text(body)
    assert made.pictures == [markup.Picture("2021/03/pain.jpg", PICTURE, "A knee", "Sore")]
    assert "<img" not in made.html
    assert markup.put_back(made.html, {0: "<figure>here</figure>"}) == (
        "<p>Before.</p><figure>here</figure>"
    )
    assert markup.put_back(made.html, {}) == "<p>Before.</p>"


def test_a_caption_of_the_old_editor_goes_with_its_picture() -> None:
    made = text(f'[caption id="a" width="3"]<img src="{PICTURE}" alt="A knee"> Sore knee[/caption]')
    assert [(each.alt, each.caption) for each in made.pictures] == [("A knee", "Sore knee")]
    assert made.dropped == []


def test_a_gallery_shows_its_attachments() -> None:
    full = {7: f"{BASE}/wp-content/uploads/a.jpg", 9: f"{BASE}/wp-content/uploads/b.jpg"}
    made = text('[gallery columns="2" ids="7, 8,9"]', full)
    assert [each.path for each in made.pictures] == ["a.jpg", "b.jpg"]


def test_a_resized_picture_is_taken_in_its_full_size() -> None:
    image = f'<p><img src="{PICTURE}" class="alignleft wp-image-4"></p>'
    made = text(image, {4: f"{BASE}/wp-content/uploads/2021/03/pain-scaled.jpg"})
    assert made.pictures[0].path == "2021/03/pain-scaled.jpg"


def test_a_picture_from_elsewhere_has_no_file_of_ours() -> None:
    assert text('<img src="https://elsewhere.example/x.png">').pictures[0].path == ""


def test_a_reply_becomes_plain_text() -> None:
    body = 'See <a href="https://example.org/x">this</a> &amp; that.\nYes.\n\n<em>Thanks</em>'
    assert markup.plain(body) == "See this (https://example.org/x) & that.\nYes.\n\nThanks"


@given(st.text(alphabet=st.sampled_from("[]/<>ab= \n\"'⟦⟧&;!-0"), max_size=200))
def test_whatever_stands_in_a_post_something_is_made_of_it(body: str) -> None:
    made = text(body)
    assert "<!--" not in made.html
    markup.put_back(made.html, {0: "x"})
    assert "\0" not in markup.plain(body)
    markup.page(body, made.html).decode()
