import json
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlsplit

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from klarity import richtext
from klarity.richtext import ATTRIBUTES, CLASSES, INLINE_TAGS, TAGS, clean, clean_inline, plain_text

MARK = '<sup class="citation" data-reference="brukner2017">[cite]</sup>'

CALLOUT = '<div class="callout"><p>Call 111.</p></div>'

SCHEMES = {"", "http", "https", "mailto", "tel"}

HONEST = [
    MARK,
    f"<p>Muscles tire.{MARK} 10<sup>9</sup>, H<sub>2</sub>O, 5&nbsp;mg &amp; &lt; 3.</p>",
    "<h2>One</h2>\n<h3>Two</h3>\n<h4>Three</h4>\n<p>A<br>b</p>\n<hr>",
    '<ol start="3" type="a"><li>x<ul><li>y<ol reversed=""><li>z</li></ol></li></ul></li></ol>',
    '<table><caption>Doses</caption><thead><tr><th scope="col" colspan="2">A</th></tr></thead>'
    '<tbody>\n<tr><th scope="row">r</th><td rowspan="2">1</td></tr></tbody></table>',
    '<dl class="defs">\n<div><dt>Nerves</dt><dd>As a result</dd></div>\n</dl>',
    '<figure><img src="/media/images/ab/abc.webp" alt="A &quot;leg&quot;" width="800" '
    'height="600" loading="lazy"><figcaption>A leg</figcaption></figure>',
    '<p lang="la">Musculus <span lang="fr-CA">jumeau</span> <abbr title="a &lt; b">AB</abbr></p>',
    '<blockquote cite="https://example.org/a"><p>Said</p></blockquote><p><code>x</code></p>',
    '<p><a href="#ref-1">1</a> <a href="/articles/x/" title="t">x</a> <a href="../y">y</a> '
    '<a href="?page=2">2</a> <a href="mailto:a@example.org">m</a> <a href="tel:+4420">t</a> '
    '<a href="https://example.org/?a=1&amp;b=2#:~:text=rest%20days,help">l</a></p>',
    '<p class="help">Note</p><p class="draft">For the lawyer</p>',
    '<div class="callout"><h3>When to get help</h3>\n\n<p>Call 111.</p>\n</div>\n\n<p>a</p>',
    '<p>a</p>\n\n<figure><img src="/media/images/ab/abc.webp" alt="" role="presentation">'
    "</figure>\n \n<dl><div><dt>a</dt>\n\n<dd>b</dd></div></dl>\n\n",
]


class Inventory(HTMLParser):
    """Every tag and attribute of a piece of HTML, as Python's own parser sees them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def handle_comment(self, data: str) -> None:
        self.found.append(("comment", {}))

    def handle_decl(self, decl: str) -> None:
        self.found.append(("declaration", {}))


def strangers(html: str, tags: set[str] = TAGS) -> list[str]:
    """What stands in the HTML without standing in the list."""
    found = []
    for tag, attributes in Inventory(html).found:
        known = ATTRIBUTES["*"] | ATTRIBUTES.get(tag, {})
        found += [] if tag in tags else [tag]
        for name, value in attributes.items():
            if name in {"href", "src", "cite"} and urlsplit(value).scheme not in SCHEMES:
                found.append(value)
            if name == "class":
                fits = set(value.split()) <= CLASSES.get(tag, set())
            else:
                fits = name in known and known[name].fullmatch(value) is not None
            found += [] if fits else [f'{tag} {name}="{value}"']
    return found


@pytest.mark.parametrize("html", HONEST)
def test_honest_html_comes_back_byte_for_byte(html: str) -> None:
    assert clean(html) == html


def test_no_attack_of_the_corpus_leaves_anything_outside_the_list(
    shared_path: Callable[[str], Path],
) -> None:
    attacks = json.loads(shared_path("corpora/xss-open.json").read_text(encoding="utf-8"))
    assert len(attacks) == 429
    for attack in attacks:
        assert strangers(clean(attack["html"])) == [], attack["id"]
        assert strangers(clean_inline(attack["html"]), INLINE_TAGS) == [], attack["id"]


def test_the_inventory_of_these_tests_sees_what_is_forbidden() -> None:
    html = '<p onclick="x" class="zz">a</p><script>b</script><a href="javascript:c">d</a><!-- e -->'
    assert strangers(html) == [
        'p onclick="x"',
        'p class="zz"',
        "script",
        "javascript:c",
        'a href="javascript:c"',
        "comment",
    ]


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "&#106;avascript:alert(1)",
        "vbscript:x",
        "data:text/html,x",
        "file:///etc/passwd",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
    ],
)
def test_link_elsewhere_than_the_web_mail_and_telephone_loses_its_address(address: str) -> None:
    assert clean(f'<a href="{address}">x</a>') == "<a>x</a>"


@pytest.mark.parametrize(
    "source",
    [
        "https://elsewhere.example/a.png",
        "//elsewhere.example/a.png",
        "/media/../admin/",
        "data:image/png;base64,AA",
        "/static/a.png",
    ],
)
def test_picture_that_is_not_our_own_is_left_out(source: str) -> None:
    assert clean(f'<p>a<img src="{source}" alt="b"></p>') == "<p>a</p>"


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ("<b>a</b> <i>b</i>", "<strong>a</strong> <em>b</em>"),
        ("<h1>a</h1><h5>b</h5>", "<h2>a</h2><h4>b</h4>"),
        ("<div>One</div><div>Two<br></div>", "<p>One</p><p>Two<br></p>"),
        ("<section><h2>a</h2><div><p>b</p></div></section>", "<h2>a</h2><p>b</p>"),
        ("<div></div>", ""),
        ('<div class="callout">Call 111.</div>', "<p>Call 111.</p>"),
        ('<div class="callout"><div>Call 111.</div></div>', CALLOUT),
        ('<div class="callout"></div>', ""),
        ('<div class="callout"><div></div></div>', ""),
        ('<div class="callout x" style="color:red"><p>Call 111.</p></div>', CALLOUT),
        (f'<div class="callout">{CALLOUT}</div>', CALLOUT),
        ('<section class="callout"><p>a</p></section>', "<p>a</p>"),
        ('<img src="/media/a.webp" role="button">', '<img src="/media/a.webp">'),
        ('<span style="color:red">a</span>', "a"),
        ("<p>one<p>two", "<p>one</p><p>two</p>"),
        (
            '<table><tr><td style="x" width="9">a',
            "<table><tbody><tr><td>a</td></tr></tbody></table>",
        ),
        ('<p class="MsoNormal help" style="x" id="y">a</p>', '<p class="help">a</p>'),
        (
            '<sup data-reference="a1" class="x citation">9</sup>',
            '<sup data-reference="a1" class="citation">9</sup>',
        ),
        ('<sup data-reference="A 1">9</sup>', "<sup>9</sup>"),
        ('<ol start="x" type="disc"><li>a</li></ol>', "<ol><li>a</li></ol>"),
        ("a<svg><p>b</p></svg><math><mi>c</mi></math>", "a<p>b</p>"),
        ("<script>alert(1)</script><style>b{}</style>c", "c"),
        ("a\x00b\x08c&#1;d", "abcd"),
        ("a\r\nb", "a\nb"),
        ("", ""),
    ],
)
def test_other_html_is_brought_into_our_order(html: str, kept: str) -> None:
    assert clean(html) == kept


FRAGMENTS = st.lists(
    st.sampled_from(
        [f"<{tag}>" for tag in sorted(TAGS | richtext.REPLACED.keys() | {"svg", "math", "style"})]
        + [f"</{tag}>" for tag in sorted(TAGS | richtext.REPLACED.keys() | {"svg", "math"})]
        + ['<div class="callout">', '<img src="/media/a.webp" role="presentation">']
        + ['<a href="x">', '<b lang="a">', '<img src="/media/a.webp" alt=">">', "<!--", "-->", MARK]
        + ["word", "&lt;", "&amp;amp;", "&#13;", "\x00", "\n", '"', "<", "]]>", "\u00a0"]
    ),
    max_size=30,
).map("".join)


@settings(deadline=None)
@given(FRAGMENTS | st.text())
def test_cleaning_again_changes_nothing(html: str) -> None:
    try:
        once = clean(html)
    except ValidationError:
        return
    assert clean(once) == once
    assert strangers(once) == []


@settings(deadline=None)
@given(FRAGMENTS)
def test_one_line_of_text_holds_inline_marks_only(html: str) -> None:
    line = clean_inline(html)
    assert clean_inline(line) == line
    assert strangers(line, INLINE_TAGS) == []
    assert "\n" not in line


@settings(deadline=None)
@given(FRAGMENTS)
def test_plain_text_is_one_line_for_each_block_without_marks(html: str) -> None:
    lines = plain_text(f"<p>first</p>{html}").split("\n")
    assert lines[0] == "first"
    assert all(line == " ".join(line.split()) != "" for line in lines)
    assert "[cite]" not in plain_text(html)


@settings(deadline=None)
@given(st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1), min_size=1))
def test_words_of_neighbouring_blocks_never_join(words: list[str]) -> None:
    html = "".join(f"<p>{word}</p>" for word in words)
    assert plain_text(html).split("\n") == words
    assert clean_inline(html).split(" ") == words


def test_list_is_told_in_the_notation_of_css() -> None:
    names = richtext.accepted()
    assert names >= {"th", "th[scope]", "ol[start]", "sup.citation", "div.callout", "img[role]"}
    assert not names & {"script", "p[style]", "img[onerror]", "p.callout"}


def test_standfirst_keeps_its_inline_marks() -> None:
    line = f'Why <em>muscles</em> <span lang="la">spasmare</span> <abbr title="x">x</abbr>{MARK}'
    assert clean_inline(line) == line
    assert clean_inline(f"<h2>{line}</h2>\n\n<p>more</p>") == f"{line} more"


def test_plain_text_has_no_citation_marks_and_keeps_powers_apart() -> None:
    html = f"<p>About 10<sup>9</sup> &lt; H<sub>2</sub>O.{MARK}</p><ul><li>b &amp; c</li></ul>"
    assert plain_text(html) == "About 10⁹ < H2O.\nb & c"


@pytest.mark.parametrize(
    "html",
    [
        "x" * (richtext.MAX_LENGTH + 1),
        "<div>" * 50_000,
        "<ul><li>" * 50_000,
        "<br>" * (richtext.MAX_TAGS + 2),
        "".join(f'<b title="{n}"><p>' for n in range(4_000)),
        "".join(f'<b title="{n}"><p><!--</b>-->' for n in range(1_000)),
    ],
    ids=["long", "nested", "nested-lists", "many-tags", "formatting", "hidden-formatting"],
)
def test_html_made_to_exhaust_us_is_refused_with_a_sentence(html: str) -> None:
    with pytest.raises(ValidationError, match="too long or too deeply nested"):
        clean(html)


def test_long_honest_article_is_accepted() -> None:
    html = HONEST[4] + "".join(f"<p>Paragraph {n}.{MARK}</p>" for n in range(2_000))
    assert clean(html) == html


def test_text_that_is_not_unicode_is_refused_with_a_sentence() -> None:
    with pytest.raises(ValidationError, match="cannot be read"):
        clean("a\ud800b")


def test_panic_of_the_cleaner_is_an_ordinary_error(monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicException(BaseException):
        pass

    class Panicking:
        def clean(self, html: str) -> NoReturn:
            raise PanicException

    monkeypatch.setattr(richtext, "RICH", Panicking())
    with pytest.raises(ValidationError, match="cannot be read"):
        clean("<p>a</p>")
