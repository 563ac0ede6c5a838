from typing import Any, cast

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from articles.citations.item import Item, Name

PARTIAL_DATE = RegexValidator(
    r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$", "Write 2023, 2023-02 or 2023-02-25."
)


class Source(models.Model):
    """One published work, shared by all articles, in the fields of CSL-JSON."""

    class Type(models.TextChoices):
        JOURNAL_ARTICLE = "article-journal", "Journal article"
        PRESS_ITEM = "article-newspaper", "Newspaper or magazine item"
        BOOK = "book", "Book"
        CHAPTER = "chapter", "Chapter in a book"
        DATASET = "dataset", "Dataset"
        GUIDELINE = "guideline", "Guideline"
        REPORT = "report", "Report"
        THESIS = "thesis", "Thesis"
        WEB_PAGE = "webpage", "Web page"

    class LinkStatus(models.TextChoices):
        UNKNOWN = "unknown", "Not known"
        WORKS = "works", "Works"
        MOVED = "moved", "Moved"
        DEAD = "dead", "Dead"

    type = models.CharField(max_length=20, choices=Type)
    title = models.CharField(max_length=500)
    authors = models.JSONField(default=list, blank=True)
    editors = models.JSONField(default=list, blank=True)
    container_title = models.CharField("journal, book or site", max_length=300, blank=True)
    publisher = models.CharField(max_length=300, blank=True)
    publisher_place = models.CharField(max_length=200, blank=True)
    issued = models.CharField("date", max_length=10, blank=True, validators=[PARTIAL_DATE])
    volume = models.CharField(max_length=40, blank=True)
    issue = models.CharField(max_length=40, blank=True)
    page = models.CharField("pages", max_length=60, blank=True)
    edition = models.CharField(max_length=40, blank=True)
    number = models.CharField("report or guideline number", max_length=60, blank=True)
    genre = models.CharField("kind of thesis or report", max_length=80, blank=True)
    language = models.CharField(max_length=40, blank=True)
    doi = models.CharField("DOI", max_length=200, blank=True)
    pmid = models.CharField("PMID", max_length=12, blank=True)
    pmcid = models.CharField("PMCID", max_length=14, blank=True)
    isbn = models.CharField("ISBN", max_length=17, blank=True)
    url = models.URLField("URL", max_length=1000, blank=True)
    # What the watches found; none of it is part of a reference.
    link_status = models.CharField(
        max_length=10, choices=LinkStatus, default=LinkStatus.UNKNOWN, editable=False
    )
    link_detail = models.CharField(max_length=300, blank=True, editable=False)
    link_moved_to = models.URLField(max_length=1000, blank=True, editable=False)
    link_checked_at = models.DateTimeField(null=True, editable=False)
    notices_checked_at = models.DateTimeField(null=True, editable=False)
    notices_failure = models.CharField(max_length=300, blank=True, editable=False)

    class Meta:
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(fields=["doi"], condition=~Q(doi=""), name="source_doi_once"),
            models.UniqueConstraint(
                fields=["pmid"], condition=~Q(pmid=""), name="source_pmid_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.issued[:4]})" if self.issued else self.title

    def clean(self) -> None:
        """Raise ValidationError unless authors and editors are lists of CSL-JSON names."""
        super().clean()
        for field in ("authors", "editors"):
            if not is_name_list(getattr(self, field)):
                raise ValidationError({field: "Give a list of CSL-JSON names."})

    def item(self) -> Item:
        """The work as a CSL-JSON item, without its empty fields."""
        fields: dict[str, Any] = {
            "author": self.authors,
            "editor": self.editors,
            "issued": {"date-parts": [date_parts(self.issued)]} if self.issued else {},
        }
        fields |= {csl: getattr(self, name) for csl, name in CSL_FIELDS.items()}
        return cast(Item, {name: value for name, value in fields.items() if value})

    @classmethod
    def from_item(cls, item: Item) -> "Source":
        """An unsaved Source with the fields of a CSL-JSON item."""
        values: dict[str, Any] = {name: item.get(csl, "") for csl, name in CSL_FIELDS.items()}
        return cls(
            **values,
            authors=item.get("author", []),
            editors=item.get("editor", []),
            issued=partial_date(item.get("issued", {}).get("date-parts", [])),
        )


CSL_FIELDS = {
    "type": "type",
    "title": "title",
    "container-title": "container_title",
    "publisher": "publisher",
    "publisher-place": "publisher_place",
    "volume": "volume",
    "issue": "issue",
    "page": "page",
    "edition": "edition",
    "number": "number",
    "genre": "genre",
    "language": "language",
    "DOI": "doi",
    "PMID": "pmid",
    "PMCID": "pmcid",
    "ISBN": "isbn",
    "URL": "url",
}


def date_parts(issued: str) -> list[int]:
    """`2023-02-25` as CSL's [2023, 2, 25]; shorter dates as shorter lists."""
    return [int(part) for part in issued.split("-")]


def partial_date(parts: list[list[int]]) -> str:
    """CSL's date-parts as `2023-02-25`, `2023-02`, `2023` or an empty text."""
    first = parts[0] if parts else []
    return "-".join(f"{part:0{4 if not place else 2}d}" for place, part in enumerate(first[:3]))


def is_name_list(names: list[Name]) -> bool:
    """Whether this is a list of names with a family or a literal name each."""
    return isinstance(names, list) and all(
        isinstance(name, dict) and (name.get("family") or name.get("literal")) for name in names
    )
