"""One small article, written by us in each format: every reader must make the same of it."""

import re
from datetime import date
from pathlib import Path

import pytest

from articles.citations.marks import find
from articles.manuscripts.manuscript import Manuscript
from articles.manuscripts.reading import read
from tests.articles.manuscripts.reading_marks import of_marks_and_references
from tests.articles.manuscripts.word import Paragraph, word

FILES = Path(__file__).parent / "files"
SUP = re.compile(r"\^([\d,–-]+)\^|~(\d)~")


def pieces(text: str) -> list[tuple[str, str]]:
    """`a^1^` and `H~2~O` as the pieces of a Word paragraph."""
    made = []
    for number, part in enumerate(SUP.split(text)):
        if part:
            made.append((part, ("", "sup", "sub")[number % 3]))
    return made


TEXT: list[tuple[str, str]] = [
    ("Title", "Why do my hands tingle?"),
    ("", "Standfirst: Most tingling passes by itself. Some of it should be looked at."),
    ("H", "Key points"),
    ("", "Leaning on a nerve makes a hand tingle.^1^"),
    ("", "Tingling that stays should be seen by a doctor.^2^"),
    ("H", "What happens in the hand"),
    ("", "A nerve that is pressed sends odd signals.^1^ Drinking H~2~O does not help, and neither"
     " do 10^9^ good wishes or vitamin B12."),
    ("", "In one study of 5.5 years (2019) people with COVID-19 were asked too.^2,3^"),
    ("H", "What you can do"),
    ("", "Shake the hand and change how you sit.^1–3^"),
    ("H", "FAQs"),
    ("H", "Is it dangerous?"),
    ("", "Seldom.^2^"),
    ("H", "When should I see a doctor?"),
    ("", "If it lasts for longer than two weeks.^3^"),
    ("H", "Summary"),
    ("", "Tingling mostly passes.^1^"),
    ("H", "References"),
    ("", "1. Alder B. Nerves and hands. 2nd ed. Leeds: Oak Press; 2017."),
    ("", "2. Birch C, Cedar D. Tingling hands: a survey. Br J Tests. 2020;12(3):100-10."),
    ("", "3. Tingling [Internet]. Test Health. Oak Media; 2021 [cited 2023 Feb 25]. Available from:"
     " https://example.org/tingling"),
    ("H", "About the author"),
    ("", "Robin Placeholder"),
    ("", "Sample author"),
    ("", "This profile describes nobody."),
]  # fmt: skip


def with_styles() -> list[Paragraph]:
    return [("Heading1" if style == "H" else style, pieces(text)) for style, text in TEXT]


def with_bold_lines() -> list[Paragraph]:
    return [("", [(text, "bold")] if style else pieces(text)) for style, text in TEXT]


def manuscript(name: str) -> Manuscript:
    if name == "styles.docx":
        return read(word(*with_styles()), name)
    if name == "bold.docx":
        return read(word(*with_bold_lines()), name)
    return read((FILES / name).read_bytes(), name)


FORMATS = ["hands.txt", "hands.md", "hands.html", "styles.docx", "bold.docx"]
MARKS = [1, 2, 1, 2, 3, 1, 2, 3, 2, 3, 1]


@pytest.mark.parametrize("name", FORMATS)
def test_parts_are_told_apart(name: str) -> None:
    read_in = manuscript(name)
    assert read_in.title == "Why do my hands tingle?"
    assert read_in.standfirst == ("Most tingling passes by itself. Some of it should be looked at.")
    assert read_in.key_points.startswith("<ul><li>Leaning on a nerve makes a hand tingle.<sup")
    assert read_in.key_points.count("<li>") == 2
    assert read_in.headings == ["What happens in the hand", "What you can do"]
    assert "<h2>What happens in the hand</h2>" in read_in.body
    assert [(faq.question, faq.urgent) for faq in read_in.faqs] == [
        ("Is it dangerous?", False),
        ("When should I see a doctor?", True),
    ]
    assert read_in.summary.startswith("<p>Tingling mostly passes.<sup")
    assert read_in.author is not None
    assert (read_in.author.name, read_in.author.credentials) == (
        "Robin Placeholder",
        "Sample author",
    )


@pytest.mark.parametrize("name", FORMATS)
def test_marks_are_found_and_nothing_else_is_one(name: str) -> None:
    read_in = manuscript(name)
    assert read_in.marks == MARKS
    assert read_in.renumber == {1: 1, 2: 2, 3: 3}
    assert (read_in.uncited, read_in.dangling, read_in.doubtful) == ([], [], [])
    assert [mark.key for mark in find(read_in.key_points)] == ["alder2017", "birch2020"]
    text = re.sub(
        r"<sup>9</sup>|<sub>2</sub>", lambda tag: {"9": "⁹", "2": "2"}[tag[0][5]], read_in.body
    )
    for kept in ("H2O", "10⁹ good", "B12.", "5.5 years (2019)", "COVID-19 were"):
        assert kept in text


@pytest.mark.parametrize("name", FORMATS)
def test_references_are_read_into_fields(name: str) -> None:
    book, article, page = (each.parsed for each in manuscript(name).references)
    assert (book.authors, book.year, book.item["title"]) == (["Alder B"], 2017, "Nerves and hands")
    assert (article.item["container-title"], article.item["page"]) == ("Br J Tests", "100-10")
    assert (page.item["URL"], page.accessed) == ("https://example.org/tingling", date(2023, 2, 25))


@pytest.mark.parametrize("name", FORMATS)
def test_sound_manuscript_has_no_fault_of_marks_and_references(name: str) -> None:
    assert of_marks_and_references(manuscript(name)) == []


def test_page_around_the_article_is_left_out_and_named() -> None:
    left_out = manuscript("hands.html").left_out
    assert {note.what for note in left_out} == {
        "navigation",
        "the page around the article",
        "picture",
        "medical disclaimer",
        "reply form",
        "site footer",
    }
    disclaimer = next(note for note in left_out if note.what == "medical disclaimer")
    assert disclaimer.where == "line 37"


def test_word_manuscript_names_its_paragraphs() -> None:
    text = [("Title", pieces("A title")), ("", pieces("A claim.^7^"))]
    assert read(word(*text), "a.docx").findings[0].where == "paragraph 2"
