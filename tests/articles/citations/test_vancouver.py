"""References read as NLM's Citing Medicine writes them, and their HTML is safe."""

from datetime import date

import pytest

from articles.citations.item import Date, Item
from articles.citations.vancouver import reference, reference_text
from tests.articles.citations.golden import GOLDEN
from tests.articles.citations.golden.entry import Golden
from tests.articles.citations.golden.seed import SEED


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: golden.rule)
def test_reference_follows_its_rule(golden: Golden) -> None:
    written = reference_text(golden.item, accessed=golden.accessed, locator=golden.locator)
    assert written == golden.text


def test_table_is_long_enough_and_names_a_chapter_for_each_rule() -> None:
    rules = [golden.rule for golden in GOLDEN]
    assert len(rules) >= 60
    assert len(set(rules)) == len(rules)
    assert all("chapter" in rule for rule in rules)
    assert len(SEED) == 8


def test_address_is_a_link_without_scheme_and_www() -> None:
    item: Item = {"type": "webpage", "title": "Cramps", "URL": "https://www.nhs.uk/a/?b=1&c=2"}
    assert reference(item, accessed=date(2023, 2, 5)) == (
        "Cramps [Internet]. [cited 2023 Feb 5]. Available from: "
        '<a href="https://www.nhs.uk/a/?b=1&amp;c=2" rel="external">nhs.uk/a/?b=1&amp;c=2</a>'
    )


def test_identifiers_are_links_to_their_registries() -> None:
    html = reference({"title": "Sleep", "DOI": "10.1/a<b>", "PMID": "12", "PMCID": "PMC3"})
    assert html == (
        'Sleep. doi: <a href="https://doi.org/10.1/a%3Cb%3E" rel="external">10.1/a&lt;b&gt;</a>. '
        'PubMed PMID: <a href="https://pubmed.ncbi.nlm.nih.gov/12" rel="external">12</a>; '
        'PubMed Central PMCID: <a href="https://pmc.ncbi.nlm.nih.gov/articles/PMC3"'
        ' rel="external">PMC3</a>.'
    )


def test_identifier_of_another_form_is_printed_and_not_linked() -> None:
    html = reference({"title": "Sleep", "DOI": "unknown", "PMID": "12a"})
    assert html == "Sleep. doi: unknown. PubMed PMID: 12a."


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JavaScript://example.org/%0aalert(1)",
        "\x01javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "//example.org/",
        "www.nhs.uk",
        "https://",
        "http://[",
        "file:///etc/passwd",
    ],
)
def test_address_that_is_not_of_the_web_is_never_a_link(url: str) -> None:
    html = reference({"type": "webpage", "title": "Sleep", "URL": url})
    assert html.startswith("Sleep [Internet]. Available from: ")
    assert "<" not in html


def test_every_field_is_escaped() -> None:
    nasty = "<script>&\"'"
    item: Item = {
        "type": "chapter",
        "title": nasty,
        "author": [{"family": nasty, "given": nasty}, {"literal": nasty}],
        "container-title": nasty,
        "publisher": nasty,
        "publisher-place": nasty,
        "edition": nasty,
        "volume": nasty,
        "page": nasty,
        "DOI": nasty,
        "URL": f'https://example.org/"onclick="x{nasty}',
    }
    html = reference(item, locator=nasty)
    assert html.count("<") == html.count("<a ") + html.count("</a>") == 2
    assert 'href="https://example.org/&quot;onclick=&quot;x&lt;script&gt;&amp;&quot;&#x27;"' in html


def test_empty_item_is_an_empty_reference() -> None:
    assert reference({}) == reference_text({}) == ""


def test_registry_nulls_are_missing_fields() -> None:
    item = {"type": "book", "title": None, "author": None, "issued": {"date-parts": [[None]]}}
    assert reference_text(item) == ""  # type: ignore[arg-type]


def test_date_of_citation_stands_only_beside_an_address() -> None:
    assert reference_text({"type": "book", "title": "Sleep"}, accessed=date(2023, 2, 5)) == "Sleep."


def test_page_that_was_changed_tells_both_days_and_leaves_room_for_the_readers_own() -> None:
    """Citing Medicine, chapter 25: date of update, date of citation."""
    item: Item = {"type": "webpage", "title": "Sleep", "URL": "https://a.org/s"}
    item["issued"] = {"date-parts": [[2020, 1, 5]]}
    updated: Date = {"date-parts": [[2023, 2, 5]]}
    assert reference_text(item, accessed="YYYY Mon DD", updated=updated) == (
        "Sleep [Internet]. 2020 Jan 5 [updated 2023 Feb 5; cited YYYY Mon DD]."
        " Available from: https://a.org/s"
    )
    assert "2020 Jan 5 [updated 2023 Feb 5]." in reference_text(item, updated=updated)


def test_direction_overrides_and_soft_hyphens_are_dropped() -> None:
    assert reference_text({"type": "book", "title": "Mus\u00adcle \u202epain"}) == "Muscle pain."
