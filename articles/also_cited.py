"""Where else the sources of an article are cited: in which other live articles.

The rendered text of an edition is frozen, and this is true of a day only: it is put to each
reference when the page is made.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from articles.content import Content
from articles.listing import Brief
from articles.models import Edition

SHOWN = 3
# No more are counted: whatever cites a work, a page reads so many rows of it.
COUNTED = 50
# A reference of the list, up to its end, which its note goes before.
REFERENCE = re.compile(r'<li\b[^>]*\sid="ref-([0-9]+)"[^>]*>.*?(?=</li>)', re.DOTALL)


@dataclass(frozen=True)
class Citing:
    """A numbered reference of an edition, and editions of other articles that cite the same work,
    the latest first. `has_more`: there are some that were not counted."""

    number: int
    source: int
    editions: Sequence[int]
    has_more: bool


def find(edition: Edition, content: Content) -> list[Citing]:
    """The references of the edition whose works are cited elsewhere, in one query. Not all that
    cite them need be live."""
    sources = {reference.key: reference.source for reference in content.references}
    latest = Window(RowNumber(), partition_by=F("source"), order_by=F("edition").desc())
    links = Edition.sources.through.objects.filter(source__in=sources.values())
    others = links.exclude(edition__article=edition.article_id)
    counted = others.annotate(place=latest).filter(
        place__lte=COUNTED  # type: ignore[misc]  # an annotation
    )
    citing: dict[int, list[int]] = defaultdict(list)
    for source, other in counted.values_list("source", "edition"):
        citing[source].append(other)
    numbered = ((entry["number"], sources[entry["key"]]) for entry in edition.references)
    return [
        Citing(number, source, sorted(found, reverse=True), has_more=len(found) == COUNTED)
        for number, source in numbered
        if (found := citing.get(source))
    ]


def live(citing: Iterable[Citing], editions: Mapping[int, Brief]) -> list[Citing]:
    """The same with none but the live `editions`, and without references of which none is left."""
    kept = (
        replace(each, editions=[pk for pk in each.editions if pk in editions]) for each in citing
    )
    return [each for each in kept if each.editions]


def marked(html: str, citing: Iterable[Citing], editions: Mapping[int, Brief]) -> SafeString:
    """The rendered text, each of the references with the other articles behind a summary. One that
    does not stand in the text gets none."""
    notes = {str(each.number): _note(each, editions) for each in citing}
    text = REFERENCE.sub(lambda found: found[0] + notes.get(found[1], ""), html)
    return mark_safe(text)  # noqa: S308 made by `rendering` from cleaned parts, and our own note


def _note(each: Citing, editions: Mapping[int, Brief]) -> str:
    context = {
        "count": len(each.editions),
        "has_more": each.has_more,
        "shown": [editions[pk] for pk in each.editions[:SHOWN]],
        "more": len(each.editions[SHOWN:]),
    }
    return render_to_string("articles/_also_cited.html", context)
