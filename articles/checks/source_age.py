"""Sources that newer work may have overtaken."""

from collections.abc import Iterator

from articles.checks.registry import Found, check
from articles.checks.source_mix import kind
from articles.checks.text import Reference, Text

# Years. A guideline is due for renewal sooner (NICE looks again after five years at the latest). A
# book and its chapters are left out: a new edition is a new work, and so are theses and datasets.
OLDEST = {
    "article-journal": 10,
    "article-newspaper": 10,
    "guideline": 5,
    "report": 10,
    "webpage": 10,
}


@check("source-age", "warning")
def source_age(text: Text) -> Iterator[Found]:
    """No article, report or page is older than 10 years, no guideline than 5. A work that readers
    are only pointed to may be."""
    for reference in text.references:
        limit = OLDEST.get(kind(reference.item))
        year = _year(reference)
        if limit and year and not reference.further_reading:
            years = text.setting.today.year - year
            if years > limit:
                message = (
                    f"This source of {year} is {years} years old, and more than {limit} is much."
                    " Look for a newer one, or say why it still holds."
                )
                yield Found(message, reference.place, f"{reference.key} {year}")


def _year(reference: Reference) -> int:
    """The year of publication, or 0."""
    parts = reference.item.get("issued", {}).get("date-parts") or [[]]
    return int(parts[0][0]) if parts[0] else 0
