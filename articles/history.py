"""When an article was published and withdrawn, as readers are told it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.db.models import Exists, OuterRef

from articles import bylines
from articles.models import Edition, Withdrawal
from articles.models.live import EditionQuerySet


@dataclass(frozen=True)
class Entry:
    """One event, `label` says in words which; of a withdrawn article's editions there is nothing
    but number and date."""

    kind: Literal["edition", "withdrawal"]
    at: datetime
    number: int | None = None
    label: str = ""
    change_note: str = ""
    fault: str = ""
    wrong_since: date | None = None
    reason: str = ""
    reviewer: str = ""
    url: str | None = None
    is_live: bool = False


def with_is_live(editions: EditionQuerySet) -> EditionQuerySet:
    """Each with `is_live`: whether it is the one that the public reads now."""
    return editions.annotate(is_live=Exists(Edition.objects.live().filter(pk=OuterRef("pk"))))


def is_live(edition: Edition) -> bool:
    """What `with_is_live` says of an edition."""
    return bool(vars(edition)["is_live"])


def editions(slug: str) -> list[Edition]:
    """The editions published so far of the article at that address, the newest first."""
    published = with_is_live(Edition.objects.published().for_lists())
    return list(published.filter(article__slug=slug).order_by("-published_at"))


def entries(editions: list[Edition]) -> list[Entry]:
    """The history of the article of these editions, the latest event first."""
    withdrawals = Withdrawal.objects.filter(
        article__in={edition.article_id for edition in editions}
    )
    events = [*_publications(editions), *(_withdrawal(row) for row in withdrawals)]
    return sorted(events, key=lambda entry: entry.at, reverse=True)


def _withdrawal(row: Withdrawal) -> Entry:
    return Entry(
        "withdrawal",
        row.withdrawn_at,
        label=row.word,
        reason=row.reason,
        wrong_since=row.wrong_since,
    )


def _publications(editions: list[Edition]) -> Iterable[Entry]:
    if not any(map(is_live, editions)):
        return [Entry("edition", edition.published_at, edition.number) for edition in editions]
    profiles = (edition.review.profile_id for edition in editions)
    names = bylines.current_names(profile for profile in profiles if profile)
    return [_publication(edition, names) for edition in editions]


def _publication(edition: Edition, names: dict[int, str]) -> Entry:
    frozen_name = edition.review.reviewer_name
    return Entry(
        "edition",
        edition.published_at,
        edition.number,
        label=edition.get_change_type_display(),
        change_note=edition.change_note,
        fault=edition.fault,
        wrong_since=edition.wrong_since,
        reviewer=names.get(edition.review.profile_id or 0, frozen_name),
        url=edition.get_absolute_url(),
        is_live=is_live(edition),
    )
