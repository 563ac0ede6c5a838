"""What comes out of a writer's file: the parts of an article, and what to know about them."""

from dataclasses import dataclass, field
from typing import Any

from articles.findings import Finding
from articles.sources.reference_line import ParsedReference


@dataclass(frozen=True)
class Faq:
    """A question (plain text) and its answer (HTML); `urgent` asks when to get help."""

    question: str
    answer: str
    urgent: bool
    place: str


@dataclass(frozen=True)
class Author:
    """The writer as the manuscript presents them; all plain text."""

    name: str
    credentials: str = ""
    bio: str = ""


@dataclass(frozen=True)
class ManuscriptReference:
    """A line of the reference list, with the key that its marks carry."""

    parsed: ParsedReference
    key: str
    further_reading: bool = False


@dataclass(frozen=True)
class Note:
    """Something to tell the editor of: what it is, where it stands, how it begins."""

    what: str
    where: str
    text: str


@dataclass(frozen=True)
class Manuscript:
    """A manuscript read into the parts of an article.

    `standfirst`, `key_points`, `body`, `summary` and the answers are HTML with citation tokens,
    not yet cleaned. `marks` are the numbers as written, in rendered order; `renumber` maps those
    with a reference to their order of first appearance. `changed` lists what was cleaned.
    """

    title: str
    standfirst: str = ""
    key_points: str = ""
    body: str = ""
    faqs: list[Faq] = field(default_factory=list)
    summary: str = ""
    references: list[ManuscriptReference] = field(default_factory=list)
    author: Author | None = None
    headings: list[str] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)
    renumber: dict[int, int] = field(default_factory=dict)
    uncited: list[int] = field(default_factory=list)
    dangling: list[int] = field(default_factory=list)
    left_out: list[Note] = field(default_factory=list)
    doubtful: list[Note] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)

    def as_json(self, article: str = "") -> dict[str, Any]:
        """The report of `import_manuscript --json`; `article` is the slug of the draft made."""
        return {
            "article": article,
            "title": self.title,
            "headings": self.headings,
            "faqs": [
                {"question": faq.question, "answer": faq.answer, "urgent": faq.urgent}
                for faq in self.faqs
            ],
            "marks": self.marks,
            "renumber": {str(old): new for old, new in self.renumber.items()},
            "uncited": self.uncited,
            "dangling": self.dangling,
            "references": [_reference_as_json(each.parsed) for each in self.references],
            "author": vars(self.author).copy() if self.author else None,
            "left_out": [vars(note).copy() for note in self.left_out],
            "doubtful": [vars(note).copy() for note in self.doubtful],
            "findings": [finding.as_json() for finding in self.findings],
        }


def _reference_as_json(parsed: ParsedReference) -> dict[str, Any]:
    item = parsed.item
    return {
        "number": parsed.number,
        "authors": parsed.authors,
        "title": item.get("title", ""),
        "year": parsed.year,
        "container": item.get("container-title", ""),
        "publisher": item.get("publisher", ""),
        "doi": item.get("DOI", ""),
        "pmid": item.get("PMID", ""),
        "url": item.get("URL", ""),
        "accessed": parsed.accessed.isoformat() if parsed.accessed else None,
        "passage": parsed.passage,
    }
