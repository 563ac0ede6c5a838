"""The faults of the old site's page, as shared/seed/FAULTS.md lists them, at their places in it."""


def _references(*numbers: int) -> list[str]:
    return [f"reference {number}" for number in numbers]


def _lines(*numbers: int) -> set[str]:
    return {f"line {number}" for number in numbers}


# All of them, and nothing else under these codes.
DETERMINISTIC = {
    "citation-order": ["line 7"],
    "reference-uncited": _references(6, 7),
    "bare-url": ["line 39"],
    "cited-date-format": _references(2, 3, 4, 5, 6, 7, 8),
    "url-text-fragment": _references(2, 3, 7),
    "author-incomplete": _references(4),
    "database-as-publisher": _references(4),
    "date-missing": _references(2, 4, 5, 8),
    "paragraph-broken": ["line 15"],
    "full-stop-missing": ["line 29"],
    "question-mark-missing": ["title", "line 9", "FAQ 1", "FAQ 2", "FAQ 3", "FAQ 4"],
    "faq-uncited": ["FAQ 1", "FAQ 2", "FAQ 3"],
    "summary-uncited": ["line 61"],
    "section-uncited": [],
    # Not in the list, so not in the page.
    "citation-dangling": [],
    "duplicate-reference": [],
    "tracking-parameter": [],
    "heading-skipped": [],
    "no-references": [],
    "no-headings": [],
    "no-summary": [],
    "access-date-missing": [],
}

# The import puts these right, and says so.
PUT_RIGHT = {"citation-order", "cited-date-format", "url-text-fragment"}

# Places where the fault surely is, and where it may be seen or not.
HEURISTIC: dict[str, tuple[set[str], set[str]]] = {
    "paragraph-uncited": (_lines(5, 33, 35, 39), _lines(15, 21, 23, 25, 27, 29)),
    "title-echoes-author": ({"reference 1"}, set()),
    "source-mix": ({"references"}, set()),
    "no-urgent-signs": ({"FAQ 4"}, _lines(57)),
    "reading-age": (
        {*_lines(3, 9, 13, 31, 61), "FAQ 1", "FAQ 2", "FAQ 4"},
        {"FAQ 3"},
    ),
    "absolute-claim": (_lines(5, 7, 53), set()),
    "number-uncited": (_lines(35), set()),
    "spelling": ({*_lines(3, 27, 53), "FAQ 2"}, _lines(5, 61)),
    "long-sentence": (_lines(3, 25, 33, 35, 37, 49, 61), set()),
    "term-unexplained": (_lines(17, 21, 23, 27, 37), _lines(49)),
}
