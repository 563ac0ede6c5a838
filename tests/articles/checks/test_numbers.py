import pytest

from tests.articles.checks.made import cite, found, places, text

MARK = cite("first2020")


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("Our bodies are composed of 60% water.", "60%"),
        ("About 12.5 per cent have it.", "12.5 per cent"),
        ("It affects 1 in 5 adults.", "1 in 5"),
        ("One in five people has it.", "One in five"),
        ("It helped 2 out of 3 people.", "2 out of 3"),
        ("Half of all adults snore.", "Half of all adults"),
        ("Two thirds of people get better.", "Two thirds of people"),
        ("It is three times as likely.", "three times as"),
        ("Smokers are twice as likely to get it.", "twice as"),
        ("It doubles the risk.", "doubles the risk"),
        ("There was a 10-fold rise.", "10-fold"),
        ("It affects 2.5 million people.", "2.5 million"),
        ("A study of 10,000 older people showed it.", "10,000 older people"),
    ],
)
def test_statistic_needs_a_mark(sentence: str, number: str) -> None:
    (only,) = found("number-uncited", text(body=f"<p>Rest. {sentence}</p>"))
    assert only.message.startswith(f"Where does “{number}” come from?")
    assert only.text == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "Take 500 mg twice a day.",
        "Walk for 150 minutes a week.",
        "Drink 2 litres in 24 hours.",
        "People over 65 should ask first.",
        "Call 999, 111 or 116 123.",
        "It was found in 2019.",
        "The Equality Act 2010 protects disabled people.",
        "Use a 5% cream or a 60% alcohol gel.",
        "Choose 100% wholemeal bread.",
        "Do it one in three days.",
        "Step 1 in the plan is rest.",
        "Half of the tablet is enough.",
        "Aim for 10,000 steps.",
    ],
)
def test_doses_ages_times_and_telephone_numbers_are_no_statistics(sentence: str) -> None:
    assert places("number-uncited", text(body=f"<p>{sentence}</p>")) == []


@pytest.mark.parametrize(
    "paragraph",
    [
        f"About 60% have it.{MARK} Rest.",
        f"About 60% have it{MARK}. Rest.",
        f"About 60%{MARK} have it. Rest.",
        f"About 60% have it. Rest helps.{MARK}",
    ],
)
def test_mark_in_the_sentence_or_at_the_end_of_the_paragraph_is_enough(paragraph: str) -> None:
    assert places("number-uncited", text(body=f"<p>{paragraph}</p>")) == []


def test_mark_of_another_sentence_is_not() -> None:
    body = f"<p>It hurts.{MARK} About 60% have it. Rest.</p>"
    assert places("number-uncited", text(body=body)) == ["body:1"]


def test_mark_in_the_lead_in_stands_for_the_list() -> None:
    items = "<ul><li>60% of men</li><li>40% of women</li></ul>"
    assert places("number-uncited", text(body=f"<p>Who has it:{MARK}</p>{items}")) == []
    assert places("number-uncited", text(body=f"<p>Who has it:</p>{items}")) == ["body:2", "body:3"]


def test_mark_anywhere_in_a_table_stands_for_all_of_it() -> None:
    rows = "<tr><th>Men</th><td>60%</td></tr><tr><th>Women</th><td>40%</td></tr>"
    marked = f"<table><caption>Who has it{MARK}</caption>{rows}</table>"
    assert places("number-uncited", text(body=marked)) == []
    assert places("number-uncited", text(body=f"<table>{rows}</table>")) == ["body:2", "body:4"]


def test_headings_carry_no_marks() -> None:
    assert places("number-uncited", text(body="<h2>Why 60% of people snore</h2>")) == []
