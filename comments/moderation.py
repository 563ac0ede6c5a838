"""What becomes of a reply: taken in, screened, and decided on by a moderator.

Every change of a reply's status goes through `decisions.decide`, one at a time for each article.
"""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from articles.findings import Finding, Refused, refuse_if
from articles.models import Article, Edition
from comments import akismet, discussions, fingerprints, notices
from comments.decisions import Status, Verb, against, decide, hold
from comments.models import BlockedNetwork, BlockedWord, Comment
from comments.models.comment import as_key
from comments.words import screening
from comments.words.screening import Reply, Rules, Verdict


def submit(
    article: Article,
    *,
    name: str,
    email: str,
    body: str,
    parent: int | None = None,
    notify: bool = False,
    network: str = "",
    honeypot: str = "",
    admit: Callable[[], object] = lambda: None,
    now: datetime | None = None,
) -> Comment:
    """Take in a reader's reply, screened; the same one, sent again within minutes, is the first.

    The values are those of a valid form. `parent`: the number of the reply that it answers.
    `admit` is called for a new one alone, just before it is stored, and may raise Refused.
    Raises Refused: `no-article`, `closed`, `parent-gone`.
    """
    now = now or timezone.now()
    comment = Comment(
        article=article,
        name=name,
        email=as_key(email),
        body=body,
        notify=notify,
        network=network,
        received_at=now,
        text_key=text_key(body),
    )
    # Judged before anything is locked: a server elsewhere may take seconds.
    verdict = _judged(comment, honeypot)
    with transaction.atomic():
        comment, is_new = _store(comment, parent, admit, now)
        return _file(comment, verdict, now) if is_new else comment


def _store(
    comment: Comment, parent: int | None, admit: Callable[[], object], now: datetime
) -> tuple[Comment, bool]:
    discussion = discussions.lock(comment.article)
    if earlier := fingerprints.stamp(comment, parent, now):
        return earlier, False
    comment.edition = live_edition(comment.article, now)
    if not discussions.is_open(discussion, comment.edition, now):
        raise Refused([Finding("closed", "Replies to this article are closed.")])
    comment.parent = answered(comment.article, parent)
    admit()
    discussions.add(discussion, comment)
    return comment, True


def live_edition(article: Article, now: datetime) -> Edition:
    """What readers have before them as they write. Raises Refused: `no-article`."""
    edition = Edition.objects.live(now).filter(article=article).defer("html").first()
    if edition is None:
        raise Refused([Finding("no-article", "This article is not on the site any more.")])
    return edition


def answered(article: Article, number: int | None) -> Comment | None:
    """The reply of that number, while readers see it. Raises Refused: `parent-gone`."""
    if number is None:
        return None
    parent = Comment.objects.approved().filter(article=article, number=number).first()
    if parent is None:
        message = "The reply that you answer is no longer there. You can send yours to the article."
        raise Refused([Finding("parent-gone", message)])
    return parent


def text_key(body: str) -> str:
    """Under which the same words are found again, however they are spaced and capitalised."""
    return sha256(screening.normalised(body).encode()).hexdigest()


def screen(comment: Comment, *, by: User, now: datetime | None = None) -> Comment:
    """Let the rules judge a reply that waits or was filed as spam once more, after the lists have
    changed. Raises Refused: `not-allowed`, `not-now`, `emptied`."""
    _may_moderate(by)
    verdict = _judged(comment, _trapped(comment))
    with transaction.atomic():
        comment = hold(comment)
        refuse_if(against(comment, Verb.SCREEN))
        return _file(comment, verdict, now or timezone.now(), by)


def _trapped(comment: Comment) -> str:
    """What fell into the honeypot is not kept; that something did, is."""
    return "once" if any(reason["code"] == "honeypot" for reason in comment.reasons) else ""


def _judged(comment: Comment, honeypot: str) -> Verdict:
    return screening.screen(_reply(comment, honeypot), rules(), akismet.opinions(comment))


def _file(comment: Comment, verdict: Verdict, now: datetime, by: User | None = None) -> Comment:
    """File a reply, which is held: as spam, as approved, or to wait for a moderator."""
    comment.reasons = [asdict(reason) for reason in verdict.reasons]
    comment.is_urgent = comment.is_urgent or verdict.is_urgent
    comment.save(update_fields=["reasons", "is_urgent"])
    status = Status.APPROVED if _comes_through(comment) else Status(verdict.status)
    if by or status != Status.PENDING:
        comment = decide(comment, Verb.SCREEN, after=status, by=by, now=now)
    if status == Status.APPROVED:
        notices.approved(comment)
    if status == Status.PENDING:
        notices.submitted(comment)
    return comment


def _comes_through(comment: Comment) -> bool:
    """Whether a reply is shown before anybody has read it: a new one, with nothing to say against
    it, from an address of which a moderator has let a reply through."""
    if not settings.COMMENTS_TRUST_KNOWN or comment.reasons or comment.is_urgent:
        return False
    known = Comment.objects.from_address(comment.email).approved().filter(by=None)
    return known.exists() and not comment.decisions.exists()


def _reply(comment: Comment, honeypot: str) -> Reply:
    same = Comment.objects.filter(text_key=comment.text_key, by=None).exclude(pk=comment.pk)
    return Reply(
        name=comment.name,
        email=comment.email,
        body=comment.body,
        network=comment.network,
        honeypot=honeypot,
        same_text_before=same.count(),
    )


def rules() -> Rules:
    """The limits of the settings and the lists of the moderators."""
    return Rules(
        most_links=settings.COMMENTS_MOST_LINKS,
        blocked_words=tuple(BlockedWord.objects.values_list("word", flat=True)),
        blocked_networks=tuple(BlockedNetwork.objects.values_list("network", flat=True)),
    )


@transaction.atomic
def approve(
    comment: Comment,
    *,
    by: User,
    note: str = "",
    shows_details: bool = False,
    now: datetime | None = None,
) -> Comment:
    """Show a reply to readers; its personal details stay hidden unless `shows_details`, or unless
    it is the library's own.

    What readers reported of it is seen with that. Raises Refused: `not-allowed`, `not-now`,
    `emptied`.
    """
    _may_moderate(by)
    now = now or timezone.now()
    shows_details = shows_details or comment.by_id is not None
    comment = decide(comment, Verb.APPROVE, by=by, note=note, now=now, shows_details=shows_details)
    comment.reports.unseen().update(seen_at=now)
    notices.approved(comment)
    return comment


@transaction.atomic
def reject(comment: Comment, *, by: User, note: str = "", now: datetime | None = None) -> Comment:
    """Never show a reply that waits. Raises Refused: `not-allowed`, `not-now`, `emptied`."""
    return _put_away(comment, Verb.REJECT, by, note, now)


@transaction.atomic
def mark_spam(
    comment: Comment, *, by: User, note: str = "", now: datetime | None = None
) -> Comment:
    """File a reply as advertising. Raises Refused: `not-allowed`, `not-now`, `emptied`."""
    return _put_away(comment, Verb.MARK_SPAM, by, note, now)


@transaction.atomic
def remove(comment: Comment, *, by: User, note: str = "", now: datetime | None = None) -> Comment:
    """Take a reply off the page; its answers stay. Raises Refused: `not-allowed`, `not-now`,
    `emptied`."""
    return _put_away(comment, Verb.REMOVE, by, note, now)


@transaction.atomic
def restore(comment: Comment, *, by: User, note: str = "", now: datetime | None = None) -> Comment:
    """Put a reply back into the queue, whatever was decided on it. Raises Refused: `not-allowed`,
    `not-now`, `emptied`."""
    _may_moderate(by)
    return decide(comment, Verb.RESTORE, by=by, note=note, now=now)


@transaction.atomic
def show_details(
    comment: Comment, *, shown: bool, by: User, now: datetime | None = None
) -> Comment:
    """Let readers see the personal details in a reply, or hide them again. Raises Refused:
    `not-allowed`, `emptied`."""
    _may_moderate(by)
    verb = Verb.SHOW_DETAILS if shown else Verb.MASK_DETAILS
    return decide(comment, verb, by=by, now=now, shows_details=shown)


def _put_away(comment: Comment, verb: Verb, by: User, note: str, now: datetime | None) -> Comment:
    _may_moderate(by)
    now = now or timezone.now()
    comment = decide(comment, verb, by=by, note=note, now=now)
    comment.reports.unseen().update(seen_at=now)
    return comment


def _may_moderate(by: User) -> None:
    if not by.has_perm("comments.moderate_comment"):
        message = "Your account may not decide on replies. Ask a moderator."
        raise Refused([Finding("not-allowed", message)])
