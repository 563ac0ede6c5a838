"""Sentences as the body of a manuscript in each format, for the tests of marks."""

from articles.manuscripts.manuscript import Manuscript
from articles.manuscripts.reading import read
from tests.articles.manuscripts.word import word


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
