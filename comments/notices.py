"""Mails about replies: to moderators, to whoever was answered, and to whoever wrote.

The verbs call this within their transaction, and the mails go out once it holds. In the same
transaction it is noted what was told, so that nobody is told twice, whatever runs at once. A mail
that the server then refuses is logged and not sent again.
"""

import logging
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from articles.models import Disclaimer, Edition
from comments import links, quotes
from comments.links import Purpose
from comments.models import Comment
from comments.models.comment import as_key
from comments.quotes import Quote
from klarity import mail

PERMISSION = "comments.moderate_comment"
# So many in one mail; what is left is told in the next.
AT_ONCE = 1_000

logger = logging.getLogger(__name__)


def submitted(comment: Comment) -> None:
    """A reply waits: moderators are told of an urgent one at once, of others in a batch."""
    untold = Comment.objects.filter(pk=comment.pk, is_urgent=True, moderators_told_at=None)
    to = _moderators() if comment.is_urgent else []
    if to and untold.update(moderators_told_at=timezone.now()):
        _tell("urgent", to, _about(comment))


def hidden(comment: Comment) -> None:
    """Readers' reports have hidden a reply: moderators are told at once."""
    if to := _moderators():
        Comment.objects.filter(pk=comment.pk).update(moderators_told_at=timezone.now())
        reasons = Counter(report.get_reason_display() for report in comment.reports.unseen())
        _tell("hidden", to, _about(comment) | {"reasons": reasons.most_common()})


@transaction.atomic
def tell_moderators(now: datetime | None = None) -> int:
    """Tell each moderator, in one mail, of the replies that wait and that none was told of yet;
    returns how many there were. Two workers at once never tell of the same reply."""
    to = _moderators()
    untold = Comment.objects.pending().filter(moderators_told_at=None).by_urgency()
    rows = untold.select_related("article", "edition").defer("edition__html")
    # What another worker holds is told by that one.
    held = rows.select_for_update(skip_locked=True, of=("self",))
    waiting = list(held[:AT_ONCE]) if to else []
    if waiting:
        told = Comment.objects.filter(pk__in=[comment.pk for comment in waiting])
        told.update(moderators_told_at=now or timezone.now())
        context = {"count": len(waiting), "articles": quotes.by_article(waiting), "queue": _queue()}
        _tell("waiting", to, context)
    return len(waiting)


def approved(comment: Comment) -> None:
    """A reply is on the page: its writer is told the first time, and whoever it answers, once."""
    live = Edition.objects.live().filter(article=comment.article)
    title = live.values_list("title", flat=True).first()
    if title is not None:  # or the article was withdrawn
        _tell_writer(comment, title)
        _tell_answered(comment, title)


def are_wanted(comment: Comment) -> bool:
    """Whether whoever wrote this reply wants to hear of answers, to this or another of theirs."""
    return Comment.objects.from_address(comment.email).filter(notify=True).exists()


def stop(comment: Comment) -> None:
    """Send whoever wrote this reply no more mails about answers to any of theirs."""
    Comment.objects.from_address(comment.email).update(notify=False)


def _tell_writer(comment: Comment, title: str) -> None:
    approvals = comment.decisions.filter(after=Comment.Status.APPROVED)
    is_new = approvals.exclude(before=Comment.Status.APPROVED).count() == 1
    if not (comment.email and is_new):  # an answer of the staff has no address
        return
    context = {
        "title": title,
        "comment": comment,
        "page": _page(comment),
        "withdraw": links.address(comment, Purpose.WITHDRAW),
        "stop": links.address(comment, Purpose.STOP) if comment.notify else "",
    }
    _tell("approved", [comment.email], context)


def _tell_answered(answer: Comment, title: str) -> None:
    own = as_key(answer.by.email if answer.by else answer.email)
    wanted = Comment.objects.approved().filter(notify=True).exclude(email__in=["", own])
    untold = Comment.objects.approved().filter(pk=answer.pk, parent_told_at=None)
    told = untold.filter(parent__in=wanted)
    if not (answer.parent and told.update(parent_told_at=timezone.now())):
        return
    stop = links.address(answer.parent, Purpose.STOP)
    context = {
        "title": title,
        "answered": answer.parent,
        "quote": Quote(answer),
        "page": _page(answer),
        "stop": stop,
    }
    # RFC 2369, 3.2: it leads to a page, whose button stops them.
    _tell("answered", [answer.parent.email], context, {"List-Unsubscribe": f"<{stop}>"})


def _moderators() -> list[str]:
    """The addresses of those who decide; of superusers where nobody else does."""
    able = User.objects.with_perm(PERMISSION, include_superusers=False)
    return _addresses(able) or _addresses(User.objects.filter(is_active=True, is_superuser=True))


def _addresses(users: Iterable[User]) -> list[str]:
    return sorted({user.email for user in users if user.email})


def _about(comment: Comment) -> dict[str, Any]:
    return {"title": comment.about, "quote": Quote(comment), "queue": _queue()}


def _queue() -> str:
    return settings.SITE_URL + reverse("admin:comments_comment_changelist")


def _page(comment: Comment) -> str:
    return settings.SITE_URL + comment.get_absolute_url()


def _tell(
    name: str,
    to: Sequence[str],
    context: Mapping[str, Any],
    headers: Mapping[str, str] | None = None,
) -> None:
    """What speaks of replies carries the disclaimer, as every page does, or does not go out."""
    disclaimer = Disclaimer.objects.in_force()
    if disclaimer is None:
        logger.error("No medical disclaimer is in force: the mail “%s” was not sent", name)
        return
    mail.send_each(
        f"comments/email/{name}.txt",
        to=to,
        context={"disclaimer": disclaimer.full, "site_url": settings.SITE_URL, **context},
        headers=headers,
        must_say=disclaimer.full,
    )
