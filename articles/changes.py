"""What kind of change an edition is, and what readers are told of it.

An edition whose text readers have just had, with a fresh review, was *reviewed again*; any other is
an *update*. A *correction* says what was wrong and since when; it may also name, after the fact, a
fault that an update had put right in silence. A *retraction* is a withdrawal that says since when
the text was wrong.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format

from articles import requirements
from articles.findings import Finding
from articles.models import Article, Edition, Revision, Withdrawal
from articles.models.live import EditionQuerySet

Type = Edition.ChangeType
# The page tells of a correction for so long, whatever is published meanwhile; its history for ever.
SHOWN_FOR = timedelta(days=90)


@dataclass(frozen=True)
class Change:
    """What an edition tells readers of itself."""

    change_type: str
    change_note: str = ""
    fault: str = ""
    wrong_since: date | None = None


def possible(revision: Revision, now: datetime) -> list[str]:
    """What a publication of this Revision may be called, the likeliest first."""
    last = _published(revision.article, now).select_related("revision").last()
    if last is None:
        return [Type.FIRST]
    review = requirements.latest_review(revision)
    is_same = last.revision.frozen_content == revision.frozen_content
    is_reviewed_again = is_same and review is not None and review.pk != last.review_id
    return [Type.REVIEW if is_reviewed_again else Type.UPDATE, Type.CORRECTION]


def against(change: Change, types: list[str], article: Article, now: datetime) -> Iterator[Finding]:
    """What is untrue or missing in a change that may be one of `types`."""
    if change.change_type not in types:
        yield Finding("change-type-unfit", _unfit(change.change_type, types), "change_type")
    elif change.change_type == Type.CORRECTION:
        yield from _untold(change)
        yield from since_when(change.wrong_since, article, now)
    elif change.fault or change.wrong_since:
        message = "Only a correction says what was wrong and since when. Call it a correction."
        yield Finding("not-a-correction", message, "change_type")


def since_when(wrong_since: date | None, article: Article, now: datetime) -> Iterator[Finding]:
    """The day from which on readers were told something wrong."""
    if wrong_since is None:
        yield Finding("no-wrong-since", "Say since when it was wrong.", "wrong_since")
    elif wrong_since > timezone.localdate(now):
        message = "It cannot be wrong since a day that is still to come."
        yield Finding("wrong-since-future", message, "wrong_since")
    elif (first := _published(article, now).first()) and wrong_since < (
        first_day := timezone.localdate(first.published_at)
    ):
        message = f"Readers have had this article since {date_format(first_day)}, not before."
        yield Finding("wrong-since-unpublished", message, "wrong_since")


def against_withdrawal(
    kind: str, wrong_since: date | None, article: Article, now: datetime
) -> Iterator[Finding]:
    """What is untrue or missing in a withdrawal of that kind."""
    if kind not in Withdrawal.Kind.values:
        yield Finding("kind-unknown", "Say whether it is a withdrawal or a retraction.", "kind")
    elif kind == Withdrawal.Kind.RETRACTION:
        yield from since_when(wrong_since, article, now)
    elif wrong_since:
        message = "Only a retraction says since when the text was wrong. Call it a retraction."
        yield Finding("not-a-retraction", message, "kind")


def corrections(article: Article) -> list[Edition]:
    """The corrections that readers have had of an article, the latest first, without its texts."""
    published = Edition.objects.published().filter(article=article, change_type=Type.CORRECTION)
    told = published.only("number", "published_at", "change_note", "fault", "wrong_since")
    return list(told.order_by("-published_at"))


def is_recent(correction: Edition) -> bool:
    """Whether the article's page still tells of it."""
    corrected_on = timezone.localdate(correction.published_at)
    return timezone.localdate() <= corrected_on + SHOWN_FOR


def _published(article: Article, now: datetime) -> EditionQuerySet:
    return Edition.objects.published(now).filter(article=article).order_by("published_at")


def _unfit(change_type: str, types: list[str]) -> str:
    if change_type not in Type.values:
        return f"There is no such kind of change: {change_type}."
    if types == [Type.FIRST]:
        return "This is the article’s first edition: there is nothing yet that it could change."
    if change_type == Type.FIRST:
        return "Readers have had an edition of this article: this one is not the first."
    if change_type == Type.REVIEW:
        return "“Reviewed again” is the same text with a fresh review. Call it an update."
    return "The text is the last edition’s: it was reviewed again and not updated."


def _untold(change: Change) -> Iterator[Finding]:
    if not change.fault:
        yield Finding("no-fault", "Say what was wrong: readers will see it.", "fault")
    if not change.change_note:
        yield Finding("no-change-note", "Say what changed: readers will see it.", "change_note")
