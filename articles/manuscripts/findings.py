"""The faults of marks and references that the import meets, by the codes of the editor's desk."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from articles.findings import Finding, Severity
from articles.manuscripts.blocks import Block
from articles.manuscripts.manuscript import Faq, ManuscriptReference
from articles.manuscripts.reference_list import same_work
from articles.sources.identifiers import same_page, urls

ERRORS = {"citation-dangling", "reference-uncited", "duplicate-reference"}
FAULTS = {
    "cited-date-format": "The date of access is not written as in “[cited 2023 Feb 25]”.",
    "url-text-fragment": "The address points at a passage (#:~:text=); it is kept as the passage.",
    "author-incomplete": "Nothing but initials is left of an author's name.",
    "database-as-publisher": "A database stands where the publisher belongs.",
    "date-missing": "There is no year of publication.",
}


@dataclass(frozen=True)
class Read:
    """What the findings are about: blocks in the order rendered, their marks read."""

    text: Sequence[Block]
    sections: Sequence[Sequence[Block]]
    answers: Sequence[tuple[Faq, Sequence[Block]]]
    summary: Sequence[Block]
    references: Sequence[ManuscriptReference]

    @property
    def numbers(self) -> set[int]:
        """The numbers of the reference list."""
        return {each.parsed.number for each in self.references}

    @property
    def first_marks(self) -> dict[int, Block]:
        """Each number cited, in order of first appearance, and the block where that is."""
        first: dict[int, Block] = {}
        for block in self.text:
            for number in block.marks:
                first.setdefault(number, block)
        return first


def findings(read: Read) -> list[Finding]:
    """Every finding, those about marks first, then references, then what has no mark."""
    checks = (_order, _dangling, _uncited, _duplicates, _faults, _bare_urls, _unmarked)
    return [finding for check in checks for finding in check(read)]


def _finding(code: str, message: str, where: str) -> Finding:
    severity: Severity = "error" if code in ERRORS else "warning"
    return Finding(code, message, where, severity)


def _order(read: Read) -> Iterator[Finding]:
    first = {number: at for number, at in read.first_marks.items() if number in read.numbers}
    pairs = zip(first, sorted(first), strict=True)
    late = next((number for number, due in pairs if number != due), None)
    if late is not None:
        written = ", ".join(str(number) for number in first)
        renumbered = ", ".join(f"{old}→{new}" for new, old in enumerate(first, start=1))
        message = f"First appearances run {written}; in order they are {renumbered}."
        yield _finding("citation-order", message, first[late].place)


def _dangling(read: Read) -> Iterator[Finding]:
    for number, block in read.first_marks.items():
        if number not in read.numbers:
            message = f"The mark {number} has no reference."
            yield _finding("citation-dangling", message, block.place)


def _uncited(read: Read) -> Iterator[Finding]:
    cited = read.first_marks
    for each in read.references:
        if each.parsed.number not in cited and not each.further_reading:
            yield _finding("reference-uncited", "No mark cites this reference.", _where(each))


def _duplicates(read: Read) -> Iterator[Finding]:
    seen: dict[str, ManuscriptReference] = {}
    for each in read.references:
        earlier = [seen[sign] for sign in same_work(each.parsed) if sign in seen]
        if earlier:
            message = f"The same work as {_where(earlier[0])}."
            yield _finding("duplicate-reference", message, _where(each))
        seen.update({sign: each for sign in same_work(each.parsed) if sign not in seen})


def _faults(read: Read) -> Iterator[Finding]:
    for each in read.references:
        for code in each.parsed.faults:
            yield _finding(code, FAULTS[code], _where(each))


def _bare_urls(read: Read) -> Iterator[Finding]:
    pages: dict[str, int] = {}
    for each in read.references:
        if address := each.parsed.item.get("URL"):
            pages.setdefault(same_page(address), each.parsed.number)
    for block in read.text:
        for url in urls(block.text):
            number = pages.get(same_page(url))
            advice = f"cite reference {number} instead" if number else "cite it as a source"
            yield _finding("bare-url", f"An address stands in the text: {advice}.", block.place)


def _unmarked(read: Read) -> Iterator[Finding]:
    for section in read.sections:
        if _has_text(section) and not _is_marked(section):
            message = f"The section “{_name(section)}” has no mark."
            yield _finding("section-uncited", message, section[0].place)
    for position, (faq, answer) in enumerate(read.answers, start=1):
        if not _is_marked(answer):
            message = f"The answer to “{faq.question}” ({faq.place}) has no mark."
            yield _finding("faq-uncited", message, f"FAQ {position}")
    if read.summary and not _is_marked(read.summary):
        yield _finding("summary-uncited", "The summary has no mark.", read.summary[0].place)


def _where(reference: ManuscriptReference) -> str:
    return f"reference {reference.parsed.number}"


def _has_text(blocks: Sequence[Block]) -> bool:
    return any(block.kind != "heading" for block in blocks)


def _is_marked(blocks: Sequence[Block]) -> bool:
    return any(block.marks for block in blocks)


def _name(section: Sequence[Block]) -> str:
    return section[0].text if section[0].kind == "heading" else "before the first heading"
