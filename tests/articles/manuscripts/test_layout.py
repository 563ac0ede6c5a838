"""Which part of the article a block belongs to, and what belongs to the page around it."""

import pytest

from articles.manuscripts import furniture
from articles.manuscripts.reading import read
from tests.articles.manuscripts.reading_marks import (
    in_markdown,
    in_text,
    of_marks_and_references,
)

PAGE = """A title

An opening paragraph.

What it is

It is so.

References

1. Alder B. A book. Leeds: Oak Press; 2017.
"""


def text(more: str) -> str:
    return PAGE + more


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("This article is for informational purposes only and is not medical advice.",
         "medical disclaimer"),
        ("The information on this site is not a substitute for professional medical advice. Always"
         " seek the advice of your doctor.", "medical disclaimer"),
        ("Never disregard professional medical advice. Please consult a physician.",
         "medical disclaimer"),
        ("Subscribe to our newsletter", "newsletter invitation"),
        ("Sign up for weekly health tips straight to your inbox.", "newsletter invitation"),
        ("Receive our best articles by e-mail every week.", "newsletter invitation"),
        ("We respect your privacy. You can unsubscribe at any time.", "privacy note"),
        ("Leave a comment", "reply form"),
        ("Your e-mail address will not be published.", "reply form"),
        ("Save my name, email, and website in this browser for the next time I comment.",
         "reply form"),
        ("3 thoughts on “A title”", "reply form"),
        ("© 2024 Test Library. All rights reserved.", "site footer"),
        ("Registered in England, company number 1234567", "site footer"),
        ("+44 20 7946 0000", "site footer"),
        ("Privacy policy", "site footer"),
    ],
)  # fmt: skip
def test_page_furniture_is_left_out_by_its_meaning(line: str, what: str) -> None:
    read_in = read(text(f"\n{line}\n").encode(), "a.txt")
    assert [(note.what, note.where) for note in read_in.left_out] == [(what, "line 13")]
    assert read_in.author is None


@pytest.mark.parametrize(
    "sentence",
    [
        "Always consult a doctor before you take iron.",
        "Herbs are no substitute for medical treatment.",
        "This information is for adults.",
        "Some clinics send a newsletter to their patients.",
        "Please leave a reply if the surgery rings you.",
        "Your privacy is protected when you speak to a doctor.",
        "It is sold by Oak Foods Ltd.",
    ],
)
def test_article_text_that_sounds_similar_stays(sentence: str) -> None:
    read_in = in_text(f"What it is\n\n{sentence}")
    assert read_in.left_out == []
    assert sentence in read_in.body


def test_disclaimer_at_the_top_of_the_text_is_left_out() -> None:
    disclaimer = (
        "This content is for informational purposes only. It is not medical advice and no"
        " substitute for a doctor."
    )
    read_in = in_text(f"{disclaimer}\n\nRest helps.1")
    assert [note.what for note in read_in.left_out] == [furniture.DISCLAIMER]
    assert "Rest helps" in read_in.body


def test_section_named_disclaimer_is_left_out() -> None:
    read_in = in_markdown("Rest helps.\n\n## Disclaimer\n\nThis is not medical advice. Please ask"
                          " a doctor.\n\n## More\n\nHeat too.")  # fmt: skip
    assert len(read_in.left_out) == 2
    assert read_in.headings == ["More"]


def test_author_follows_the_references() -> None:
    read_in = read(
        text("\nRobin Placeholder\n\nBSc in Tests\n\nRobin writes tests.").encode(), "a.txt"
    )
    assert read_in.author is not None
    assert vars(read_in.author) == {
        "name": "Robin Placeholder",
        "credentials": "BSc in Tests",
        "bio": "Robin writes tests.",
    }


def test_author_without_credentials_has_none() -> None:
    read_in = read(
        text("\nAbout the author\n\nRobin Placeholder\n\nRobin writes tests.").encode(), "a.txt"
    )
    assert read_in.author is not None
    assert (read_in.author.credentials, read_in.author.bio) == ("", "Robin writes tests.")


def test_byline_under_the_title_names_the_author() -> None:
    read_in = read(b"A title\n\nBy Robin Placeholder, BSc\n\nRest helps.", "a.txt")
    assert read_in.author is not None
    assert (read_in.author.name, read_in.author.credentials) == ("Robin Placeholder", "BSc")
    assert read_in.body == "<p>Rest helps.</p>"


def test_text_that_nothing_explains_after_the_references_is_named() -> None:
    read_in = read(text("\nsomething was left here by mistake, it seems.\n").encode(), "a.txt")
    assert [note.what for note in read_in.left_out] == ["text after the references"]


def test_lines_broken_by_a_mail_program_are_joined_and_others_are_not() -> None:
    wrapped = "This line was broken where the width of a mail\nwindow ended, and goes on here."
    kept = "Short one.\nShort two."
    assert "mail window ended" in in_text(wrapped).body
    assert in_text(kept).body == "<p>Short one.</p>\n<p>Short two.</p>"


def test_broken_paragraph_is_not_mended() -> None:
    read_in = in_text("For all who train regularly,\n\novertraining is a cause.")
    assert read_in.body == "<p>For all who train regularly,</p>\n<p>overtraining is a cause.</p>"


@pytest.mark.parametrize(
    "line",
    [
        "A sentence is no heading.",
        "It can be due to several things:",
        "which goes on in lower case",
        "Rest helps [1]",
        "A line of more than a dozen words is a paragraph even where its full stop is missing",
    ],
)
def test_paragraph_is_not_taken_for_a_heading(line: str) -> None:
    assert in_text(f"Before.\n\n{line}\n\nAfter.").headings == []


def test_line_in_capitals_may_end_in_a_colon_and_be_a_heading() -> None:
    assert in_text("Before.\n\nCAUSES:\n\nToo little water.").headings == ["CAUSES:"]


def test_underlined_line_is_a_heading() -> None:
    assert in_text("What it is\n----------\n\nIt is so.").headings == ["What it is"]


def test_intro_may_stand_between_key_points_and_first_section() -> None:
    read_in = in_markdown("## Key points\n\n- One.\n- Two.\n\nAn opening.\n\n## What it is\n\nSo.")
    assert read_in.key_points == "<ul><li>One.</li><li>Two.</li></ul>"
    assert read_in.body.startswith("<p>An opening.</p>\n<h2>What it is</h2>")


def test_section_after_the_faqs_is_a_section_again() -> None:
    read_in = in_markdown("## FAQs\n\n### Is it so?\n\nYes.\n\n## What to do\n\nRest.")
    assert [faq.question for faq in read_in.faqs] == ["Is it so?"]
    assert read_in.headings == ["What to do"]


@pytest.mark.parametrize(
    ("question", "urgent"),
    [
        ("When should I call a doctor", True),
        ("When should I see a GP?", True),
        ("When do I need to get medical help?", True),
        ("Should I go to A&E?", True),
        ("When to seek help", True),
        ("What will the doctor do?", False),
        ("How common is it?", False),
        ("Can it be prevented", False),
    ],
)
def test_question_about_getting_help_is_urgent(question: str, urgent: bool) -> None:
    (faq,) = in_text(f"FAQs\n\n{question}\n\nAn answer.").faqs
    assert (faq.question, faq.urgent) == (question, urgent)


def test_urgent_answer_comes_last_in_reading_order() -> None:
    read_in = in_markdown(
        "## FAQs\n\n### When should I call a doctor?\n\nSoon.[2]\n\n### Is it common?\n\nYes.[1]"
    )
    assert read_in.marks == [1, 2]
    assert read_in.renumber == {1: 1, 2: 2}


def test_further_reading_needs_no_mark() -> None:
    markdown = (
        "# A title\n\nRest.[^1]\n\n## References\n\n[^1]: A. Leeds: Oak; 2001.\n"
        "[^2]: B. Leeds: Oak; 2002. {further reading}\n\n### Further reading\n\n"
        "3. C. Leeds: Oak; 2003.\n"
    )
    read_in = read(markdown.encode(), "a.md")
    assert [each.further_reading for each in read_in.references] == [False, True, True]
    assert "further" not in str(read_in.references[1].parsed.item)
    assert (read_in.uncited, of_marks_and_references(read_in)) == ([], [])
