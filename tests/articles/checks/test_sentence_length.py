from tests.articles.checks.made import found, places, text


def words(count: int) -> str:
    return " ".join(["word"] * count)


def test_sentence_of_more_than_25_words_is_too_long() -> None:
    (only,) = found("long-sentence", text(body=f"<p>Short. {words(26).capitalize()}.</p>"))
    assert only.where == "body:1"
    assert "26 words" in only.message
    assert only.text == f"{words(26).capitalize()}."


def test_25_words_are_enough() -> None:
    assert places("long-sentence", text(body=f"<p>{words(25)}.</p>")) == []


def test_compounds_and_numbers_are_one_word_each() -> None:
    body = f"<p>{words(22)} self-care 1,000 2.5 isn’t.</p>"
    assert places("long-sentence", text(body=body)) == ["body:1"]
    assert places("long-sentence", text(body=body.replace("isn’t", ""))) == []


def test_two_items_are_no_sentence() -> None:
    body = f"<ul><li>{words(15)}</li><li>{words(15)}</li></ul>"
    assert places("long-sentence", text(body=body)) == []


def test_answers_and_summary_are_read_too() -> None:
    long = f"<p>{words(30)}.</p>"
    assert places("long-sentence", text(faqs=[("Why?", long)], summary=long)) == [
        "faq-1:1",
        "summary:1",
    ]
