"""What must hold before a verb of `publishing` is carried out, as findings in plain words."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Max
from django.utils import timezone

from articles import checking, drafting
from articles.content import Content
from articles.findings import Finding
from articles.models import Article, Author, Disclaimer, Edition, Review, Revision


def permission(by: User, verb: str) -> Iterator[Finding]:
    """Whether the person may `verb` articles at all."""
    if not by.has_perm(f"articles.{verb}_article"):
        yield Finding("not-allowed", f"Your account may not {verb} articles. Ask an editor.")


def kept(article: Article) -> Iterator[Finding]:
    """The article was not discarded."""
    yield from drafting.kept(article)


def complete(article: Article, content: Content) -> Iterator[Finding]:
    """The editorial checks find no error: title, topic and author are there, every mark has a
    source, every source a mark, and so on."""
    yield from checking.errors(article, content)


def approved(revision: Revision) -> Iterator[Finding]:
    """The latest review of this very Revision approves it."""
    review = latest_review(revision)
    if review is None:
        yield Finding("not-approved", f"Revision {revision.number} has no medical review yet.")
    elif not review.approves:
        message = f"{review.reviewer_name} asked for changes to revision {revision.number}."
        yield Finding("not-approved", message)


def latest_review(revision: Revision) -> Review | None:
    """The review that decides, or None."""
    return Review.objects.filter(revision=revision).order_by("-pk").first()


def current(article: Article, revision: Revision, now: datetime) -> Iterator[Finding]:
    """The Revision is the newest, or that of the live or the scheduled edition."""
    newest = drafting.newest(article)
    editions = Edition.objects.live(now) | Edition.objects.scheduled(now)
    in_use = editions.filter(article=article, revision=revision)
    if newest and newest.pk != revision.pk and not in_use.exists():
        message = (
            f"You were shown revision {revision.number}, but {newest.saved_by} has since saved"
            f" revision {newest.number}. Look at that one first."
        )
        yield Finding("moved-on", message)


def second_person(revision: Revision, by: User, now: datetime) -> Iterator[Finding]:
    """The reviewer has saved none of the text since it was last published, and signs it not."""
    published = Edition.objects.published(now).filter(
        article=revision.article_id, revision__number__lt=revision.number
    )
    last = published.aggregate(last=Max("revision__number"))["last"] or 0
    saved = Revision.objects.filter(
        article=revision.article_id, number__gt=last, number__lte=revision.number, saved_by=by
    )
    if saved.exists():
        yield Finding("own-work", "You worked on this text: somebody else must review it.")
    signed = [signature.author for signature in revision.content.byline]
    if Author.objects.filter(pk__in=signed, user=by).exists():
        yield Finding("own-work", "You are an author of this text: somebody else must review it.")


def named(by: User) -> Iterator[Finding]:
    """Readers can be told the reviewer's name."""
    if not reviewer_name(by):
        message = "Your account has no name that readers could be shown. Ask an editor to add it."
        yield Finding("reviewer-unnamed", message)


def reviewer_name(by: User) -> str:
    """The name of the reviewer's public profile, else of the account."""
    profile = Author.objects.filter(user=by).first()
    return profile.name if profile else by.get_full_name().strip()


def unscheduled(article: Article, now: datetime) -> Iterator[Finding]:
    """Nothing is scheduled: two editions to come would overtake each other."""
    scheduled = Edition.objects.scheduled(now).filter(article=article).first()
    if scheduled:
        when = timezone.localtime(scheduled.published_at)
        message = (
            f"Edition {scheduled.number} is scheduled for {when:%d %B %Y %H:%M}: cancel or move it."
        )
        yield Finding("already-scheduled", message)


def not_yet_live(article: Article, review: Review | None, now: datetime) -> Iterator[Finding]:
    """This approval was not published already (a button pressed twice)."""
    if review and Edition.objects.live(now).filter(article=article, review=review).exists():
        yield Finding("already-published", "This text is live already with this very review.")


def disclaimer_in_force(now: datetime) -> Iterator[Finding]:
    """There is a medical disclaimer to publish with."""
    if Disclaimer.objects.in_force(now) is None:
        yield Finding("no-disclaimer", "No medical disclaimer is in force. Add one first.")


def timely(at: datetime | None, now: datetime) -> Iterator[Finding]:
    """A schedule is a clear moment to come."""
    if at is None:
        return
    if timezone.is_naive(at):
        yield Finding("time-unclear", "Give the time with its time zone.", "published_at")
    elif at <= now:
        yield Finding("time-passed", "That time has passed. Choose a later one.", "published_at")
    elif _is_ambiguous(at):
        message = "The clocks change then: that time comes twice or never. Choose another."
        yield Finding("time-ambiguous", message, "published_at")


def _is_ambiguous(at: datetime) -> bool:
    local = at.astimezone(ZoneInfo(settings.TIME_ZONE))
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
