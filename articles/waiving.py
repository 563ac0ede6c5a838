"""Waivers: an editor's reasons to let a finding stand, for as long as its text stays."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import chain

from django.contrib.auth.models import User
from django.db import transaction

from articles import drafting
from articles.checked_text import text_of
from articles.checks import run
from articles.checks.registry import CHECKS
from articles.findings import Finding, Refused, refuse_if
from articles.models import Article, Review, Submission, Waiver

EXCERPT = 120
LONGEST_REASON = 1000


def in_force(article: Article, findings: Iterable[Finding]) -> list[Waiver]:
    """The article's waivers that hold: those of the code and the text of a present finding."""
    present = {(finding.code, text_hash(finding)) for finding in findings}
    given = Waiver.objects.filter(article=article.pk).select_related("waived_by")
    return [waiver for waiver in given if (waiver.code, waiver.text_hash) in present]


def frozen(article: Article) -> list[dict[str, str]]:
    """The waivers in force for the newest Revision, as its Submission keeps them."""
    return [
        {
            "code": waiver.code,
            "excerpt": waiver.excerpt,
            "reason": waiver.reason,
            "by": name(waiver.waived_by),
        }
        for waiver in in_force(article, _newest_findings(article))
    ]


def text_hash(finding: Finding) -> str:
    """What a waiver knows the text by, however its white space falls."""
    return sha256(" ".join(finding.text.split()).encode()).hexdigest()


def excerpt(text: str) -> str:
    """The beginning of a text, to know it again by."""
    line = " ".join(text.split())
    return line if len(line) <= EXCERPT else f"{line[: EXCERPT - 1].rstrip()}…"


def name(user: User) -> str:
    """How colleagues know a person."""
    return user.get_full_name() or user.get_username()


@transaction.atomic
def waive(article: Article, *, code: str, text_hash: str, reason: str, by: User) -> Waiver:
    """Let a finding of the newest Revision stand, with the reason for it.

    What was submitted or approved before keeps the waivers of its day, and stays approved.
    Raises Refused: `not-allowed`, `discarded`, `no-reason`, `reason-too-long`, `not-waivable`,
    `finding-gone`, `already-waived`.
    """
    article = drafting.lock(article)
    reason = reason.replace("\0", "").strip()
    refuse_if(
        chain(_may(by, "add", "waive findings"), drafting.kept(article), _reason_fits(reason))
    )
    finding = _waivable(article, code, text_hash)
    if given := Waiver.objects.filter(article=article, code=code, text_hash=text_hash).first():
        message = f"{name(given.waived_by)} has waived this already: {given.reason}"
        raise Refused([Finding("already-waived", message)])
    return Waiver.objects.create(
        article=article,
        code=code,
        text_hash=text_hash,
        excerpt=excerpt(finding.text),
        reason=reason,
        waived_by=by,
    )


@transaction.atomic
def unwaive(waiver: Waiver, *, by: User) -> None:
    """Take a waiver back: what it let stand is found again.

    Raises Refused: `not-allowed`, `discarded`, `waiver-frozen`, `waiver-gone`.
    """
    article = drafting.lock(waiver.article)
    refuse_if(
        chain(
            _may(by, "delete", "take waivers back"),
            drafting.kept(article),
            _not_before_the_reviewer(article, waiver),
        )
    )
    if not Waiver.objects.filter(pk=waiver.pk).delete()[0]:
        raise Refused([Finding("waiver-gone", "Somebody has taken this waiver back already.")])


def _may(by: User, verb: str, words: str) -> Iterator[Finding]:
    if not by.has_perm(f"articles.{verb}_waiver"):
        yield Finding("not-allowed", f"Your account may not {words}. Ask an editor.")


def _reason_fits(reason: str) -> Iterator[Finding]:
    if not reason:
        yield Finding("no-reason", "Give the reason: the reviewer is shown it.", "reason")
    if len(reason) > LONGEST_REASON:
        message = f"Give the reason in at most {LONGEST_REASON:,} characters."
        yield Finding("reason-too-long", message, "reason")


def _waivable(article: Article, code: str, known_by: str) -> Finding:
    """The finding of the newest Revision that is spoken of."""
    if code in CHECKS and CHECKS[code].severity == "error":
        message = "This is an error: it must be put right, for a reason does not help readers."
        raise Refused([Finding("not-waivable", message)])
    for finding in _newest_findings(article):
        if finding.code == code and text_hash(finding) == known_by:
            return finding
    message = (
        "This is not found in the text as it was last saved. Save it, and look at its findings"
        " again."
    )
    raise Refused([Finding("finding-gone", message)])


def _newest_findings(article: Article) -> list[Finding]:
    newest = drafting.newest(article)
    return run.findings(text_of(article, newest.content)) if newest else []


def _not_before_the_reviewer(article: Article, waiver: Waiver) -> Iterator[Finding]:
    """A reviewer who looks at the newest text was shown it with this waiver."""
    newest = drafting.newest(article)
    submission = Submission.objects.filter(revision=newest).order_by("-pk").first()
    if submission is None or _is_reviewed(submission):
        return
    shown = {(entry["code"], entry["excerpt"]) for entry in submission.waivers}
    if (waiver.code, waiver.excerpt) in shown:
        message = (
            "The text was submitted with this waiver and waits for its review. It can be taken"
            " back after that, or once a newer text is saved."
        )
        yield Finding("waiver-frozen", message)


def _is_reviewed(submission: Submission) -> bool:
    reviews = Review.objects.filter(revision=submission.revision_id)
    return reviews.filter(reviewed_at__gte=submission.submitted_at).exists()
