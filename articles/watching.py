"""The retraction watch: what was said of our sources after they appeared, whom it concerns, and an
editor's answer to it.

Who could not be asked is not known to be in order: that is said, and the source stays due.
"""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import OuterRef
from django.urls import reverse
from django.utils import timezone
from django_q.tasks import async_task

from articles import asking, drafting
from articles.asking import Answer
from articles.findings import Finding, Refused, refuse_if
from articles.models import Article, Edition, Notice, NoticeAnswer, Reference, Source
from articles.models.job import Made
from articles.models.notice import NoticeQuerySet
from articles.sources.notices import Found, is_known
from klarity import mail

# A source that was asked about so lately is passed over: an order that is delivered twice asks
# nobody twice.
LATELY = timedelta(hours=12)
EDITORS = "Editor"


@dataclass(frozen=True)
class Concern:
    """A notice and an article that cites the source: in its draft, or where the public reads it
    (`is_live`). `answer` is None until an editor gave one."""

    notice: Notice
    article: Article
    is_live: bool
    answer: NoticeAnswer | None


def watch(after: int = 0) -> None:
    """Ask about every source with a DOI or a PMID: one shift of the nightly round, from the source
    `after` on. The next shift is ordered at its end; the last one mails the editors."""
    until = time.monotonic() + settings.SHIFT_SECONDS
    for source, answer in asking.ask(_due(after)):
        keep(source, answer)
        if time.monotonic() > until:
            async_task("articles.watching.watch", source.pk)
            return
    tell()


def _due(after: int) -> list[Source]:
    asked_lately = {"notices_checked_at__gte": timezone.now() - LATELY}
    sources = Source.objects.exclude(doi="", pmid="").exclude(**asked_lately)
    return list(sources.filter(pk__gt=after).only("doi", "pmid").order_by("pk"))


@transaction.atomic
def keep(source: Source, answer: Answer, now: datetime | None = None) -> list[Notice]:
    """Store what was said of the source; returns the notices that are new.

    With a failure, the source stays as due as it was. Nothing is stored if somebody has changed
    meanwhile by what it was asked about.
    """
    now = now or timezone.now()
    row = Source.objects.select_for_update().get(pk=source.pk)
    if (row.doi, row.pmid) != (source.doi, source.pmid):
        return []
    new = [notice for found in answer.found if (notice := _keep(row, found, now))]
    row.notices_failure = answer.failure[:300]
    if not answer.failure:
        row.notices_checked_at = now
    row.save(update_fields=["notices_failure", "notices_checked_at"])
    return new


def _keep(source: Source, found: Found, now: datetime) -> Notice | None:
    about = Source.objects.filter(doi=found.about).first() if found.about else source
    if about is None or is_known(found, about.notices.values_list("kind", "identifier")):
        return None
    notice, is_new = Notice.objects.get_or_create(
        source=about,
        kind=found.kind,
        identifier=found.identifier,
        defaults={"url": found.url, "issued_on": found.issued_on, "found_at": now},
    )
    return notice if is_new else None


@transaction.atomic
def tell(now: datetime | None = None) -> None:
    """Mail the editors the notices that concern an article, each notice once."""
    untold = list(Notice.objects.select_for_update().filter(told_at=None).select_related("source"))
    fresh = concerns(untold)
    told = Notice.objects.filter(pk__in=[notice.pk for notice in untold])
    told.update(told_at=now or timezone.now())
    editors = User.objects.filter(groups__name=EDITORS, is_active=True).exclude(email="")
    to = sorted(editors.values_list("email", flat=True))
    if fresh and to:
        lines = [(concern, settings.SITE_URL + address(concern)) for concern in fresh]
        mail.send("articles/email/notices.txt", to=to, context={"lines": lines})


def address(concern: Concern) -> str:
    """Where an editor answers."""
    ids = [concern.notice.pk, concern.article.pk]
    return reverse("admin:articles_notice_answer", args=ids)


def unanswered(article: Article) -> NoticeQuerySet:
    """The notices of what the article cites, in its draft or in public, that have no answer."""
    return Notice.objects.concerning(article).unanswered_for(article).select_related("source")


@transaction.atomic
def answer(
    notice: Notice, article: Article, *, reason: str, by: User, now: datetime | None = None
) -> NoticeAnswer:
    """An editor's reason why the article may cite the source all the same: readers of its page are
    no longer shown the notice.

    Raises Refused: `not-allowed`, `no-reason`, `not-concerned`, `answered`.
    """
    article = drafting.lock(article)
    refuse_if(chain(_may_answer(by), _reasoned(reason), _open(notice, article)))
    return NoticeAnswer(
        notice=notice,
        article=article,
        reason=reason.strip(),
        answered_by=by,
        answered_at=now or timezone.now(),
    ).append()


def _may_answer(by: User) -> Iterator[Finding]:
    if not by.has_perm("articles.add_noticeanswer"):
        yield Finding("not-allowed", "Your account may not answer notices. Ask an editor.")


def _reasoned(reason: str) -> Iterator[Finding]:
    if not reason.strip():
        yield Finding("no-reason", "Say why the article may cite the source all the same.")


def _open(notice: Notice, article: Article) -> Iterator[Finding]:
    if NoticeAnswer.objects.filter(notice=notice, article=article).exists():
        yield Finding("answered", "An editor has answered this notice for this article already.")
    elif not Notice.objects.concerning(article).filter(pk=notice.pk).exists():
        yield Finding("not-concerned", "This article does not cite the source.")


def concerns(notices: Iterable[Notice]) -> list[Concern]:
    """Each notice with each article that it concerns, in the order of the notices: what is live
    comes first. In three queries, however many there are."""
    notices = list(notices)
    sources = {notice.source_id for notice in notices}
    answers = {
        (answer.notice_id, answer.article_id): answer
        for answer in NoticeAnswer.objects.filter(notice__in=notices).select_related("answered_by")
    }
    citing = _citing(sources)
    return [
        Concern(notice, article, is_live, answers.get((notice.pk, article.pk)))
        for notice in notices
        for article, is_live in citing.get(notice.source_id, {}).values()
    ]


def _citing(sources: Iterable[int]) -> dict[int, dict[int, tuple[Article, bool]]]:
    """By source and by article: the articles that cite it, and whether the public reads that."""
    cited: dict[int, dict[int, tuple[Article, bool]]] = {}
    links = Edition.sources.through.objects.filter(
        source__in=sources, edition__in=Edition.objects.live()
    )
    for link in links.select_related("edition__article").order_by("edition__title", "pk"):
        article = link.edition.article
        cited.setdefault(link.source_id, {})[article.pk] = (article, True)
    drafts = Reference.objects.filter(source__in=sources, article__discarded_at=None)
    for reference in drafts.select_related("article").order_by("article__title", "pk"):
        of_source = cited.setdefault(reference.source_id, {})
        of_source.setdefault(reference.article_id, (reference.article, False))
    return cited


def look(entry: Any, by: User) -> Made:
    """For a job: ask about the source of the entry now, and store what is said.

    Raises Refused (`unknown`) if somebody could not tell; what others said is stored all the same.
    """
    source = Source.objects.filter(pk=entry["source"]).first()
    if source is None or not (source.doi or source.pmid):
        raise Refused([Finding("unknown", "It has neither a DOI nor a PMID to ask by.")])
    answer = next(answer for _, answer in asking.ask([source]))
    new = keep(source, answer)
    if answer.failure:
        raise Refused([Finding("unknown", answer.failure)])
    found = f"{len(new)} new notice{'s' * (len(new) != 1)}" if new else "nothing new"
    return Made(text=f"{source}: {found}", model="source", pk=source.pk)


def shown_on(edition: Edition | OuterRef, article: Article | OuterRef) -> NoticeQuerySet:
    """What readers of an edition are told: retractions of what it cites, and concerns about it, to
    which no editor gave an answer for its article."""
    cited = Notice.objects.grave().filter(source__editions=edition)
    return cited.unanswered_for(article).order_by("pk")
