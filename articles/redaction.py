"""Personal text out of an article's record: the one place that changes frozen rows."""

import html
import re
from collections.abc import Iterable
from typing import Any

from django.db.models import Model

from articles import rendering, terms
from articles.findings import Finding, Refused
from articles.models import (
    Article,
    Edition,
    Enquiry,
    FrozenModel,
    Manuscript,
    NoticeAnswer,
    Redaction,
    Review,
    Revision,
    Submission,
    Waiver,
    Withdrawal,
)
from klarity import richtext

SHORTEST = 3
# No longer than the shortest text that goes, so that what is left fits its column.
REPLACEMENT = "[…]"
# What holds a text together is no text: without it marks and markup would break. Only the tags that
# we accept, for plain text may well hold <jane@example.org>.
TAGS = "|".join(sorted(richtext.TAGS))
ATTRIBUTES = "|".join(sorted({"class"}.union(*richtext.ATTRIBUTES.values())))
MARKUP = rf'</?(?:{TAGS})(?=[\s>])|\b(?:data-reference|class)="[^"]*"|\b(?:{ATTRIBUTES})="'
STRUCTURE = {"key", "type", "code", "place"}
TEXTS = {"CharField", "TextField"}
REVIEW = ("notes", "pinned_notes", "reviewer_name", "reviewer_credentials", "competing_interests")


def remove(article: Article, text: str) -> int:
    """Replace `text` by an ellipsis wherever the article's record, working copy, manuscripts and
    readers' messages hold it; returns the number of rows changed.

    Editions of a redacted Revision are rendered again, no others. A manuscript's bytes go whole.
    Raises Refused: `text-too-short`, `not-found`.
    """
    if len(text.strip()) < SHORTEST:
        message = f"Give at least {SHORTEST} characters, or half the text would go."
        raise Refused([Finding("text-too-short", message, "text")])
    places = _editions(article, text, _revisions(article, text)) + _notes(article, text)
    places += _working_copy(article, text) + _waivers(article, text) + _enquiries(article, text)
    places += _manuscripts(article, text, everywhere=places > 0)
    if not places:
        raise Refused([Finding("not-found", "That text is nowhere in this article.", "text")])
    return places


def without(value: Any, text: str) -> Any:
    """A copy of JSON values in which no string holds `text`, plain or as HTML writes it."""
    if isinstance(value, str):
        whole = _pattern(text).sub(lambda found: REPLACEMENT if found["text"] else found[0], value)
        return _without_beginning(whole, text)
    if isinstance(value, list):
        return [without(entry, text) for entry in value]
    if isinstance(value, dict):
        return {
            name: entry if name in STRUCTURE else without(entry, text)
            for name, entry in value.items()
        }
    return value


def _without_beginning(excerpt: str, text: str) -> str:
    """An excerpt may break off in the midst of the text: then its beginning goes too."""
    if not excerpt.endswith("…"):
        return excerpt
    shown = excerpt.removesuffix("…")
    lengths = range(min(len(text), len(shown)), SHORTEST - 1, -1)
    cut = next((length for length in lengths if shown.endswith(text[:length])), 0)
    return shown[:-cut] + REPLACEMENT if cut else excerpt


def _pattern(text: str) -> re.Pattern[str]:
    written = sorted({text, html.escape(text, quote=False), html.escape(text)})
    return re.compile(rf"{MARKUP}|(?P<text>{'|'.join(map(re.escape, written))})")


def _revisions(article: Article, text: str) -> list[int]:
    """Keys of the Revisions that held the text."""
    revisions = Revision.objects.filter(article=article)
    return [row.pk for row in revisions if _overwrite(row, text, "frozen_content")]


def _editions(article: Article, text: str, revisions: list[int]) -> int:
    """Redact the editions; returns the number of rows changed, the Revisions' included."""
    places = len(revisions)
    for edition in Edition.objects.filter(article=article).select_related("revision"):
        places += _overwrite(edition, text, "change_note", "fault")
        if edition.revision_id in revisions:
            content = edition.revision.content
            fields = rendering.render(content).as_fields()
            places += Edition.objects.filter(pk=edition.pk).overwrite(title=content.title, **fields)
    terms.keep(article)
    return places


def _notes(article: Article, text: str) -> int:
    kept: list[tuple[Any, tuple[str, ...]]] = [
        (Submission.objects.filter(revision__article=article), ("note", "waivers")),
        (Review.objects.filter(revision__article=article), REVIEW),
        (Withdrawal.objects.filter(article=article), ("reason",)),
        (Redaction.objects.filter(article=article), ("reason",)),
        (NoticeAnswer.objects.filter(article=article), ("reason",)),
    ]
    return sum(_overwrite(row, text, *names) for rows, names in kept for row in rows)


def _overwrite(row: FrozenModel, text: str, *names: str) -> int:
    changed = _changes(row, text, names)
    return type(row).objects.filter(pk=row.pk).overwrite(**changed) if changed else 0


def _changes(row: Model, text: str, names: Iterable[str]) -> dict[str, Any]:
    old = {name: getattr(row, name) for name in names}
    return {name: new for name, value in old.items() if (new := without(value, text)) != value}


def _working_copy(article: Article, text: str) -> int:
    places = 0
    for row in [article, *article.faqs.all(), *article.references.all()]:
        names = [f.attname for f in row._meta.concrete_fields if f.get_internal_type() in TEXTS]
        changed = _changes(row, text, set(names) - STRUCTURE)
        places += type(row)._default_manager.filter(pk=row.pk).update(**changed) if changed else 0
    return places


def _waivers(article: Article, text: str) -> int:
    places = 0
    for waiver in Waiver.objects.filter(article=article):
        if changed := _changes(waiver, text, ("excerpt", "reason")):
            places += Waiver.objects.filter(pk=waiver.pk).update(**changed)
    return places


def _manuscripts(article: Article, text: str, *, everywhere: bool) -> int:
    """Empty those that hold the text; all, if the article held it: a .docx cannot be searched."""
    places = 0
    for manuscript in Manuscript.objects.filter(article=article):
        changed = _changes(manuscript, text, ("name", "report"))
        if everywhere or changed or text.encode() in bytes(manuscript.data):
            rows = Manuscript.objects.filter(pk=manuscript.pk)
            places += rows.update(data=b"", **changed)
    return places


def _enquiries(article: Article, text: str) -> int:
    places = 0
    for enquiry in Enquiry.objects.filter(article=article):
        if changed := _changes(enquiry, text, ("name", "email", "body")):
            places += Enquiry.objects.filter(pk=enquiry.pk).update(**changed)
    return places
