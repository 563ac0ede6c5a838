from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from articles.models import Article, Edition
from comments.words import personal_details

DEEPEST = 3
DIGITS = 8
HIGHEST = 10**DIGITS - 1
NAMELESS = "Name removed"


class CommentQuerySet(models.QuerySet["Comment"]):
    def approved(self) -> "CommentQuerySet":
        """What readers see."""
        return self.filter(status=Comment.Status.APPROVED)

    def pending(self) -> "CommentQuerySet":
        """What waits for a moderator."""
        return self.filter(status=Comment.Status.PENDING)

    def reported(self) -> "CommentQuerySet":
        """What readers see, and have reported since a moderator saw it."""
        from comments.models.report import Report

        unseen = Report.objects.unseen().filter(comment=OuterRef("pk"))
        return self.approved().filter(Exists(unseen))

    def by_urgency(self) -> "CommentQuerySet":
        """The order of the queue: what may be an emergency first, then the oldest."""
        return self.order_by("-is_urgent", "received_at", "pk")

    def from_address(self, email: str) -> "CommentQuerySet":
        """The replies of whoever gave this e-mail address, however it is written."""
        return self.filter(email=as_key(email)) if email.strip() else self.none()

    def in_thread_order(self) -> "CommentQuerySet":
        """As they stand under the article: each followed by its answers."""
        return self.order_by("path")


class Comment(models.Model):
    """A reader's reply to an article, or to another reply: plain text, numbered per article.

    `path` orders a thread: the numbers of at most `DEEPEST` replies from the top, the last its own.
    Deeper ones are kept by `parent` and stand beside their third ancestor's answers, in time.
    `reasons` are what screening said of it: a list of {"code", "message"}.
    `fingerprint` lets the same form, sent twice, make one row.
    """

    class Status(models.TextChoices):
        PENDING = "pending", "Waiting"
        APPROVED = "approved", "Approved"
        SPAM = "spam", "Spam"
        REMOVED = "removed", "Removed"

    class Badge(models.TextChoices):
        AUTHOR = "author", "Author"
        MEDICAL_TEAM = "medical-team", "Medical team"
        LIBRARY = "library", "Library team"

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="comments")
    number = models.PositiveIntegerField()
    # What its writer had before them; None of one that came with the article from a former site.
    edition = models.ForeignKey(
        Edition, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="answers"
    )
    path = models.CharField(max_length=DEEPEST * (DIGITS + 1))
    name = models.CharField(max_length=80, blank=True)
    email = models.EmailField(blank=True)
    body = models.TextField(max_length=5000, blank=True)
    status = models.CharField(max_length=8, choices=Status, default=Status.PENDING)
    # Of staff only: who answered, and as what.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    badge = models.CharField(max_length=12, choices=Badge, blank=True)
    notify = models.BooleanField("wants to hear of answers", default=False)
    shows_details = models.BooleanField("personal details are shown", default=False)
    is_urgent = models.BooleanField("may be an emergency", default=False)
    reasons: "models.JSONField[list[dict[str, Any]]]" = models.JSONField(default=list)
    network = models.CharField(max_length=49, blank=True)
    text_key = models.CharField(max_length=64, db_index=True)
    fingerprint = models.CharField(max_length=64, unique=True)
    received_at = models.DateTimeField()
    # When its moderators, and whoever it answers, were sent a mail about it.
    moderators_told_at = models.DateTimeField(null=True, editable=False)
    parent_told_at = models.DateTimeField(null=True, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = "reply"
        verbose_name_plural = "replies"
        ordering = ["-pk"]
        default_permissions = ("view",)
        permissions = [
            ("moderate_comment", "Can decide on replies"),
            ("answer_comment", "Can answer replies for the library"),
        ]
        indexes = [
            models.Index(fields=["article", "status", "path"], name="comment_thread"),
            models.Index(fields=["status", "-is_urgent", "received_at"], name="comment_queue"),
            models.Index(fields=["email", "status"], name="comment_address"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="comment_numbered_once"),
            models.CheckConstraint(
                condition=Q(number__range=(1, HIGHEST)), name="comment_number_fits_its_path"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["pending", "approved", "spam", "removed"]),
                name="comment_has_status",
            ),
            models.CheckConstraint(
                condition=~Q(body="") | Q(status__in=["spam", "removed"]),
                name="comment_without_text_is_not_shown",
            ),
            models.CheckConstraint(
                condition=Q(by__isnull=True, badge="") | (Q(by__isnull=False) & ~Q(badge="")),
                name="comment_of_staff_says_so",
            ),
        ]

    def __str__(self) -> str:
        return f"Reply {self.number} of {self.signature}"

    def get_absolute_url(self) -> str:
        """Leads to the reply on whichever page of its thread it stands."""
        return reverse("comment", args=[self.article.slug, self.number])

    @property
    def about(self) -> str:
        """What its writer had before them, by its title; for staff and for the writer."""
        return self.edition.title if self.edition else str(self.article)

    @property
    def anchor(self) -> str:
        """Its id on the article's page."""
        return f"comment-{self.number}"

    @property
    def depth(self) -> int:
        """How deep it is shown, from 1 to `DEEPEST`."""
        return len(self.path) // (DIGITS + 1)

    @property
    def signature(self) -> str:
        """The name as readers see it."""
        return self._public(self.name) or NAMELESS

    @property
    def text(self) -> str:
        """The plain text as readers see it."""
        return self._public(self.body)

    @property
    def is_emptied(self) -> bool:
        """Whether its writer, or the law, had the text taken out for good."""
        return not self.body

    @property
    def has_details(self) -> bool:
        """Whether there are personal details in it, shown or hidden."""
        return bool(personal_details.find(self.name) or personal_details.find(self.body))

    def _public(self, text: str) -> str:
        return text if self.shows_details else personal_details.mask(text)


def path_below(parent: Comment | None, number: int) -> str:
    """The `path` of the reply of that number to `parent`."""
    above = parent.path if parent else ""
    return above[: (DEEPEST - 1) * (DIGITS + 1)] + f"{number:0{DIGITS}d}."


def as_key(email: str) -> str:
    """An address as it is stored and found again. RFC 5321, 2.4, lets a host tell capitals in the
    local part apart; none that readers use does."""
    return email.strip().lower()
