"""What readers are told of the library: what was published, changed and withdrawn.

The rule stands here alone, for every feed and for the page of corrections: editions of live
articles, and withdrawals for ever. Of texts that readers no longer have, news tells the event and
not the text.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery

from articles import history, portfolio
from articles.models import Article, Author, Edition, Topic, Withdrawal
from articles.models.live import EditionQuerySet

# How many events a feed tells.
NEWEST = 50
Key = tuple[datetime, str, int]


@dataclass(frozen=True)
class News:
    """One event."""

    kind: str
    row: Edition | Withdrawal
    at: datetime
    title: str
    label: str
    url: str
    is_live: bool = False

    @property
    def id(self) -> str:
        """The same for ever, whatever the article's address becomes (RFC 4287, 4.2.6; RFC 4151)."""
        host = urlsplit(settings.SITE_URL).hostname
        return f"tag:{host},{self.at:%Y-%m-%d}:{self.kind}-{self.row.pk}"

    @property
    def article(self) -> Article:
        """What it is about."""
        return self.row.article


@dataclass(frozen=True)
class Events:
    """Some of the editions of live articles, and some of the withdrawals."""

    editions: EditionQuerySet
    withdrawals: "QuerySet[Withdrawal]"

    def newest(self) -> list[News]:
        """The latest of them, the newest first."""
        return told(self._keys(NEWEST))

    def last(self) -> datetime | None:
        """When the latest of them was, if there is any."""
        return next((at for at, *_ in self._keys(1)), None)

    def keys(self) -> list[Key]:
        """All of them, the newest first, for `told` to tell a page of them."""
        return self._keys(None)

    def _keys(self, most: int | None) -> list[Key]:
        editions = self.editions.order_by("-published_at", "-pk")
        withdrawals = self.withdrawals.order_by("-withdrawn_at", "-pk")
        keys = [
            *((at, "edition", pk) for at, pk in editions.values_list("published_at", "pk")[:most]),
            *(
                (at, "withdrawal", pk)
                for at, pk in withdrawals.values_list("withdrawn_at", "pk")[:most]
            ),
        ]
        return sorted(keys, reverse=True)[:most]


def everything() -> Events:
    """All that happened to any article."""
    return Events(Edition.objects.public(), Withdrawal.objects.all())


def of_topic(topic: Topic) -> Events:
    """What happened to the articles of a topic."""
    chosen = everything()
    return Events(
        chosen.editions.filter(article__topic=topic),
        chosen.withdrawals.filter(article__topic=topic),
    )


def of_author(author: Author) -> Events:
    """What happened to the articles that the person wrote or reviewed, by the editions' own
    bylines."""
    chosen = everything()
    return Events(
        chosen.editions.filter(pk__in=portfolio.latest(author, NEWEST)),
        portfolio.withdrawals(author),
    )


def corrections() -> Events:
    """Where readers had been told something wrong: corrections and retractions."""
    chosen = everything()
    return Events(
        chosen.editions.filter(change_type=Edition.ChangeType.CORRECTION),
        chosen.withdrawals.filter(kind=Withdrawal.Kind.RETRACTION),
    )


def told(keys: Iterable[Key]) -> list[News]:
    """The events of those keys, the newest first, in two queries."""
    keys = list(keys)
    wanted = {kind: [pk for _, of, pk in keys if of == kind] for kind in ("edition", "withdrawal")}
    events = [*_editions(wanted["edition"]), *_withdrawals(wanted["withdrawal"])]
    return sorted(events, key=attrgetter("at", "kind", "row.pk"), reverse=True)


def _editions(ids: list[int]) -> list[News]:
    rows = history.with_is_live(Edition.objects.for_lists()).filter(pk__in=ids)
    return [
        News(
            kind="edition",
            row=edition,
            at=edition.published_at,
            title=edition.title,
            label=edition.get_change_type_display(),
            url=edition.get_absolute_url(),
            is_live=history.is_live(edition),
        )
        for edition in rows
    ]


def _withdrawals(ids: list[int]) -> list[News]:
    """With the title of that day, by which readers knew the article."""
    before = Edition.objects.published(OuterRef("withdrawn_at")).filter(article=OuterRef("article"))
    title = Subquery(before.order_by("-published_at").values("title")[:1])
    rows = Withdrawal.objects.select_related("article").annotate(title=title)
    return [
        News(
            kind="withdrawal",
            row=withdrawal,
            at=withdrawal.withdrawn_at,
            title=vars(withdrawal)["title"],
            label=withdrawal.word,
            url=withdrawal.article.get_absolute_url(),
        )
        for withdrawal in rows.filter(pk__in=ids)
    ]
