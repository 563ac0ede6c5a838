"""A cited work as a CSL-JSON item, the shape in which sources are kept, frozen and exchanged.

The names are those of the CSL-JSON schema 1.0.2 (citation-style-language/schema).
"""

from typing import Literal, TypedDict

ItemType = Literal[
    "article-journal",
    "article-newspaper",
    "book",
    "chapter",
    "dataset",
    "guideline",
    "report",
    "thesis",
    "webpage",
]


class Name(TypedDict, total=False):
    """A person (`family`, `given`) or a body that signs as one (`literal`)."""

    family: str
    given: str
    suffix: str
    literal: str


# Functional syntax, because CSL's names hold hyphens.
Date = TypedDict("Date", {"date-parts": list[list[int]]}, total=False)

Item = TypedDict(
    "Item",
    {
        "type": ItemType,
        "title": str,
        "author": list[Name],
        "editor": list[Name],
        "container-title": str,
        "publisher": str,
        "publisher-place": str,
        "issued": Date,
        "volume": str,
        "issue": str,
        "page": str,
        "edition": str,
        "number": str,
        "genre": str,
        "DOI": str,
        "PMID": str,
        "PMCID": str,
        "ISBN": str,
        "URL": str,
        "language": str,
    },
    total=False,
)
