import pytest

from tests.articles.checks.made import found, places, text

BROKEN = "<p>For athletes who train often,</p><p>cramp is common after a race.</p>"


def test_paragraph_that_goes_on_in_the_next_is_broken() -> None:
    (only,) = found("paragraph-broken", text(body=f"<p>One.</p>{BROKEN}"))
    assert only.where == "body:2"
    assert "“cramp is common after”" in only.message
    assert places("full-stop-missing", text(body=BROKEN)) == []


@pytest.mark.parametrize(
    "body",
    [
        "<p>Cramp is common.</p><p>it passes.</p>",
        "<p>Signs to look for:</p><p>a rash</p>",
        "<p>For athletes who train often</p><p>Cramp is common.</p>",
        "<p>For athletes who train often,</p><h2>cramp</h2>",
        "<p>Call your GP if you have</p><ul><li>a rash</li></ul>",
        "<h2>Cramp</h2><p>often passes.</p>",
        "<p>For athletes who train often,</p><p>pH is low.</p>",
        "<p>For athletes who train often,</p>",
    ],
)
def test_paragraphs_that_are_whole(body: str) -> None:
    assert places("paragraph-broken", text(body=body)) == []


def test_sentences_are_not_joined_across_parts() -> None:
    page = text(body="<p>It often ends in a</p>", summary="<p>small cramp.</p>")
    assert places("paragraph-broken", page) == []
    assert places("full-stop-missing", page) == ["body:1"]


@pytest.mark.parametrize(
    "paragraph",
    [
        "It alters the whole response system",
        "Rest first. Then walk a little way",
        "“It alters the whole response system”",
        "It often hurts at night,",
        "It alters the whole system (see above)",
    ],
)
def test_open_paragraph_is_found(paragraph: str) -> None:
    (only,) = found("full-stop-missing", text(body=f"<p>{paragraph}</p>"))
    assert only.where == "body:1"
    assert only.text == paragraph


@pytest.mark.parametrize(
    "body",
    [
        "<p>It alters the whole response system.</p>",
        "<p>Does it alter the whole system?</p>",
        "<p>She said: “It alters the whole system.”</p>",
        "<p>It alters the whole system (in some people.)</p>",
        "<p>It goes on and on and on…</p>",
        "<p>These are the most common causes:</p><ul><li>hard work on a hot day</li></ul>",
        "<h2>How it alters the whole system</h2>",
        "<table><tr><td>It alters the whole response system</td></tr></table>",
        "<p>Four words are few</p>",
        "<p>There is more of it here: https://example.org/a#7.-Papaya</p>",
        "<p>There is more of it at www.example.org</p>",
    ],
)
def test_closed_paragraphs_and_what_is_none(body: str) -> None:
    assert places("full-stop-missing", text(body=body)) == []


def test_key_points_need_no_stop_and_every_other_part_does() -> None:
    open_end = "<p>It alters the whole response system</p>"
    page = text(
        standfirst=open_end,
        key_points=open_end,
        faqs=[("Why?", open_end)],
        summary=open_end,
    )
    assert places("full-stop-missing", page) == ["standfirst:1", "faq-1:1", "summary:1"]


def test_quotation_is_closed_too() -> None:
    body = "<blockquote>It alters the whole response system</blockquote>"
    assert places("full-stop-missing", text(body=body)) == ["body:1"]
