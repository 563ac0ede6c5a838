from tests.articles.checks.made import found, places, text

BODY = "<p>Cramp is common.</p>"


def test_article_says_when_to_get_help() -> None:
    (only,) = found("no-urgent-signs", text(body=BODY, faqs=[("Is it rare?", "<p>No.</p>")]))
    assert only.where == "faqs"
    assert only.message.startswith("No question says when to get help.")


def test_answer_with_signs_and_urgency_is_enough() -> None:
    for answer in (
        "Call 999 if you have chest pain.",
        "Go to A&amp;E at once if you can’t breathe.",
        "See a GP within 2 days if the leg is swollen.",
        "Ask NHS 111 straight away about a high temperature.",
    ):
        assert places("no-urgent-signs", text(body=BODY, urgent=f"<p>{answer}</p>")) == []


def test_answer_without_a_sign() -> None:
    (only,) = found("no-urgent-signs", text(body=BODY, urgent="<p>Call 999 if you worry.</p>"))
    assert only.where == "faq-1"
    assert only.message == "The answer on when to get help names no sign that needs help."


def test_answer_that_says_neither_when_nor_where() -> None:
    (only,) = found("no-urgent-signs", text(body=BODY, urgent="<p>See a GP about a rash.</p>"))
    assert "neither 999, A&E or 111 nor how soon" in only.message
    assert "no sign" not in only.message


def test_answer_that_leaves_all_to_the_reader() -> None:
    vague = "<p>It is based on your pain. If it persists, it would be wise to see your GP.</p>"
    (only,) = found("no-urgent-signs", text(body=BODY, urgent=vague))
    assert "no sign" in only.message
    assert "nor how soon" in only.message


def test_empty_article_is_not_asked_yet() -> None:
    assert places("no-urgent-signs", text()) == []
