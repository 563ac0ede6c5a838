"""Sentences as the body of a manuscript in each format, for the tests of marks."""

from articles.findings import Finding
from articles.manuscripts.manuscript import Manuscript
from articles.manuscripts.reading import read
from tests.articles.manuscripts.word import word

# The checks judge the whole text; tests of small pieces ask for these alone.
OF_MARKS_AND_REFERENCES = {
    *("citation-order", "citation-dangling", "reference-uncited", "duplicate-reference"),
    *("cited-date-format", "url-text-fragment", "date-missing", "author-incomplete"),
    *("database-as-publisher", "bare-url", "section-uncited", "faq-uncited", "summary-uncited"),
}


def of_marks_and_references(manuscript: Manuscript) -> list[Finding]:
    """What is found about marks and references."""
    return [each for each in manuscript.findings if each.code in OF_MARKS_AND_REFERENCES]


def reference_lines(count: int) -> list[str]:
    """So many references, each another work."""
    return [f"{n}. Alder B. Book number {n}x. Leeds: Oak Press; 2017." for n in range(1, count + 1)]


def in_text(body: str, count: int = 9) -> Manuscript:
    """A plain text with this body and so many references."""
    references = "\n".join(reference_lines(count))
    return read(f"A title\n\n{body}\n\nReferences\n\n{references}\n".encode(), "a.txt")


def in_markdown(body: str, count: int = 9) -> Manuscript:
    """The same as Markdown."""
    references = "\n".join(reference_lines(count))
    return read(f"# A title\n\n{body}\n\n## References\n\n{references}\n".encode(), "a.md")


def in_html(body: str, count: int = 9) -> Manuscript:
    """The same as a page; `body` is HTML."""
    items = "".join(f"<li>{line.split(' ', 1)[1]}</li>" for line in reference_lines(count))
    page = f"<h1>A title</h1><p>{body}</p><h2>References</h2><ol>{items}</ol>"
    return read(page.encode(), "a.html")


def in_word(pieces: list[tuple[str, str]], count: int = 9) -> Manuscript:
    """The same as a Word file; a piece is text and `sup`, `sub`, `bold` or nothing."""
    references = [("", [(line, "")]) for line in reference_lines(count)]
    head = ("Title", [("A title", "")])
    return read(word(head, ("", pieces), ("Heading1", [("References", "")]), *references), "a.docx")
