import pytest

from tests.articles.checks.made import found, places, text


def test_term_is_told_where_it_first_stands() -> None:
    body = "<p>Rest. The cause is hypoxia.</p><p>Hypoxia hurts.</p>"
    (only,) = found("term-unexplained", text(body=body))
    assert (only.where, only.text) == ("body:1", "hypoxia")
    assert only.message.startswith("What does “hypoxia” mean?")


@pytest.mark.parametrize(
    "sentence",
    [
        "Too little oxygen (hypoxia) hurts.",
        "Hypoxia (too little oxygen) hurts.",
        "Hypoxia – too little oxygen – hurts.",
        "Hypoxia, or too little oxygen, hurts.",
        "Hypoxia, which means too little oxygen, hurts.",
        "Hypoxia, that is, too little oxygen, hurts.",
        "Hypoxia means too little oxygen.",
        "Hypoxia is when the blood holds too little oxygen.",
        "Too little oxygen, called “hypoxia”, hurts.",
        "The body comes to rest, or homeostasis.",
        "Too little oxygen is known as hypoxia.",
        'The <abbr title="too little oxygen">hypoxia</abbr> hurts.',
    ],
)
def test_explained_term_is_in_order(sentence: str) -> None:
    assert places("term-unexplained", text(body=f"<p>{sentence}</p>")) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "It comes from atherosclerosis (commonly associated with obesity).",
        "It comes from atherosclerosis (such as in old age).",
        "It comes from age and atherosclerosis.",
    ],
)
def test_brackets_that_say_something_else_explain_nothing(sentence: str) -> None:
    found_ = found("term-unexplained", text(body=f"<p>{sentence}</p>"))
    assert [each.text for each in found_] == ["atherosclerosis"]


def test_term_that_the_article_is_about_is_explained_by_it() -> None:
    body = "<p>In sleep apnoea the breath stops.</p>"
    assert places("term-unexplained", text(title="Is it sleep apnoea?", body=body)) == []


def test_part_of_a_compound_was_met_with_it() -> None:
    body = "<p>The neuro-synaptic response. The synaptic response.</p>"
    assert [each.text for each in found("term-unexplained", text(body=body))] == ["neuro-synaptic"]


def test_headings_and_plain_words_ask_for_nothing() -> None:
    body = "<h2>Hypoxia</h2><p>The asthma clinic checks your cholesterol.</p>"
    assert places("term-unexplained", text(body=body)) == []
