"""What waits at the desk, and for whom: the front page of the admin.

A fixed number of queries, however much waits.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Count
from django.urls import reverse
from django.utils.text import Truncator

from articles.models import Article, Enquiry, MissedQuery, Notice, Source
from articles.piles import PILES, Pile, on, rows

SHOWN = 10


@dataclass(frozen=True)
class Entry:
    """One thing that waits: its name, where it is dealt with, and what is known of it."""

    name: str
    url: str
    detail: str


@dataclass(frozen=True)
class Tray:
    """Things of one kind that wait: how many, the first of them, and where all are listed."""

    title: str
    empty: str
    count: int
    entries: list[Entry]
    url: str = ""


_registered: dict[str, Callable[[User], Iterable[Tray]]] = {}


def register(name: str, part: Callable[[User], Iterable[Tray]]) -> None:
    """Let an app lay its trays on the desk too; call it in AppConfig.ready."""
    _registered[name] = part


def trays(user: User) -> list[Tray]:
    """All that the person may act on, laid out."""
    others = [tray for part in _registered.values() for tray in part(user)]
    return [*_articles(user), *_sources(user), *_reports(user), *_searches(user), *others]


def _articles(user: User) -> Iterator[Tray]:
    seen = [pile for pile in PILES if _may(user, pile.permissions)]
    if not seen:
        return
    waiting = rows()
    mine = set(Article.objects.worked_on_by(user).values_list("pk", flat=True))
    for pile in seen:
        held = [row for row in waiting if pile.holds(row)]
        yield _tray(pile, [row for row in held if row.pk in mine] if pile.is_personal else held)


def _may(user: User, verbs: Iterable[str]) -> bool:
    return any(user.has_perm(f"articles.{verb}_article") for verb in verbs)


def _tray(pile: Pile, held: list[Any]) -> Tray:
    dated = [row for row in held if pile.order(row)]
    dated.sort(key=pile.order, reverse=pile.newest_first)  # type: ignore[arg-type]
    undated = [row for row in held if not pile.order(row)]
    entries = [
        Entry(row.name, reverse("admin:articles_article_change", args=[row.pk]), pile.detail(row))
        for row in [*dated, *undated][:SHOWN]
    ]
    address = reverse("admin:articles_article_changelist")
    return Tray(pile.title, pile.empty, len(held), entries, f"{address}?{pile.query}")


def _sources(user: User) -> Iterator[Tray]:
    """Sources that their publishers or the link check warn of."""
    if not user.has_perm("articles.change_source"):
        return
    notices = Notice.objects.grave().unanswered()
    yield Tray(
        "Retracted or doubtful sources",
        "No source that we cite has been retracted or called into doubt.",
        notices.count(),
        [_notice(notice) for notice in notices.select_related("source")[:SHOWN]],
        reverse("admin:articles_notice_changelist") + "?answer=missing",
    )
    cited = Count("references__article", distinct=True)
    dead = Source.objects.filter(link_status=Source.LinkStatus.DEAD).annotate(cited=cited)
    yield Tray(
        "Dead links",
        "No source has a dead link.",
        dead.count(),
        [_dead_link(source) for source in dead.order_by("-cited", "pk")[:SHOWN]],
        reverse("admin:articles_source_changelist") + "?link_status__exact=dead",
    )


def _notice(notice: Notice) -> Entry:
    url = reverse("admin:articles_notice_change", args=[notice.pk])
    detail = f"{notice.get_kind_display().lower()}, found {on(notice.found_at)}"
    return Entry(str(notice.source), url, detail)


def _dead_link(source: Any) -> Entry:
    url = reverse("admin:articles_source_change", args=[source.pk])
    checked = f", looked at {on(source.link_checked_at)}" if source.link_checked_at else ""
    return Entry(str(source), url, f"articles that cite it: {source.cited}{checked}")


def _reports(user: User) -> Iterator[Tray]:
    """What readers wrote and nobody has answered, the oldest first."""
    if not user.has_perm("articles.view_enquiry"):
        return
    reports = Enquiry.objects.filter(answered_at=None)
    yield Tray(
        "Unanswered reports from readers",
        "Every reader has an answer.",
        reports.count(),
        [_report(each) for each in reports.select_related("article").order_by("pk")[:SHOWN]],
        reverse("admin:articles_enquiry_changelist") + "?answered_at__isempty=1",
    )


def _report(enquiry: Enquiry) -> Entry:
    url = reverse("admin:articles_enquiry_change", args=[enquiry.pk])
    about = str(enquiry.article) if enquiry.article else "To the library"
    said = Truncator(enquiry.body).chars(80)
    return Entry(about, url, f"{on(enquiry.received_at)}: “{said}”")


def _searches(user: User) -> Iterator[Tray]:
    """What readers looked for in vain, the most often asked for first."""
    if not user.has_perm("articles.change_missedquery"):
        return
    waiting = MissedQuery.objects.waiting()
    yield Tray(
        "Searches without an answer",
        "Readers have found something for all that they searched for.",
        waiting.count(),
        [_search(each) for each in waiting[:SHOWN]],
        reverse("admin:articles_missedquery_changelist") + "?dismissed__exact=0",
    )


def _search(missed: MissedQuery) -> Entry:
    url = reverse("admin:articles_missedquery_change", args=[missed.pk])
    times = "once" if missed.count == 1 else f"{missed.count} times"
    return Entry(missed.words, url, f"{times}, last on {on(missed.last_on)}")
