"""What is kept of a page: sections with their ids, keys, and a weight for each word."""

from articles.models import Edition
from articles.words import entries, pages
from articles.words.pages import Section

HTML = """
<section class="box"><h2 id="key-points">Key points</h2><ul><li>Gout hurts.</li></ul></section>
<p>Intro with 10<sup>9</sup> cells.<sup class="cite">[<a href="#ref-1">1</a>]</sup></p>
<section><h2 id="causes">Causes &amp; more<sup class="cite">[2]</sup></h2>
  <p>Uric <em>ac</em>id.</p><table><tr><td>One</td><td>Two</td></tr></table>
  <h3>Food</h3><p>Meat.</p></section>
<section><h2 id="faqs">FAQs</h2><details class="faq"><summary><h3>Is it rare?</h3></summary>
  <div id="is-it-rare"><p>No.</p><p>Not at all.</p></div></details></section>
<section class="care"><h2 id="when"><svg><path d="M6"/></svg><span>When to call?</span></h2>
  <p>Now.</p></section>
<section><h2 id="summary">Summary</h2><p>Gout passes.</p></section>
<section id="references" role="doc-bibliography"><h2>References</h2><p>Unseen.</p></section>
"""


def test_sections_have_the_ids_that_links_lead_to() -> None:
    assert pages.read(HTML).sections == [
        Section(),
        Section("key-points", "Key points"),
        Section("causes", "Causes & more"),
        Section("faqs", "FAQs"),
        Section("is-it-rare", "Is it rare?", is_question=True),
        Section("when", "When to call?", is_question=True),
        Section("summary", "Summary"),
    ]


def test_passages_know_their_kind_and_section() -> None:
    page = pages.read(HTML)
    found = [(each.kind, page.sections[each.section].id, each.text) for each in page.passages]
    assert ("points", "key-points", "Gout hurts.") in found
    assert ("heading", "causes", "Causes & more") in found
    assert ("body", "causes", "Uric acid.") in found
    assert ("body", "causes", "One") in found
    assert ("heading", "causes", "Food") in found
    assert ("question", "is-it-rare", "Is it rare?") in found
    assert ("answer", "is-it-rare", "Not at all.") in found
    assert ("question", "when", "When to call?") in found
    assert ("answer", "when", "Now.") in found
    assert ("summary", "summary", "Gout passes.") in found
    assert not any("Unseen" in text or "[" in text for _, _, text in found)
    assert not any(text in {"Key points", "FAQs", "Summary"} for _, _, text in found)


def test_broken_markup_is_no_error() -> None:
    for html in ("", "<", "<p", "<h2 id=", "<sup class='cite'>", "<div id='x'>", "</h2></p>", "\0"):
        pages.read(html)


def made() -> entries.Entry:
    return entries.entry("Gout attacks", "A sore toe.", pages.read(HTML))


def test_keys_tell_title_prominent_places_and_pairs() -> None:
    keys = made().keys
    assert {"gout", "t/gout", "h/gout", "gout_attack", "t/gout_attack", "uric_acid"} <= keys
    assert "t/toe" not in keys
    assert {"h/toe", "h/food", "h/rare"} <= keys
    assert "attack_a" not in keys, "no pair crosses the border of a paragraph"


def test_weights_rise_with_the_place_and_stay_below_100() -> None:
    weights = made().weights
    ranks = [entries.weight(weights, word) for word in ("gout", "rare", "sore", "uric", "none")]
    assert ranks == sorted(ranks, reverse=True)
    assert 100 > ranks[0] > ranks[-2] > ranks[-1] == 0


def test_a_longer_text_gives_a_word_less_weight() -> None:
    long = entries.entry("Plain", "", pages.read("<p>gout</p>" + "<p>other words</p>" * 900))
    short = entries.entry("Plain", "", pages.read("<p>gout</p>"))
    assert entries.weight(long.weights, "gout") < entries.weight(short.weights, "gout")


def test_a_real_page_is_read(edition: Edition) -> None:
    page = pages.read(edition.html)
    contents = {entry["id"] for entry in edition.contents} - {"references"}
    assert contents <= {section.id for section in page.sections}
    assert any(passage.kind == "question" for passage in page.passages)
