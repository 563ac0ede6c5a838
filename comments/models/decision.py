from django.conf import settings
from django.db import models

from articles.models import Article, FrozenModel
from comments.models.comment import Comment


class Decision(FrozenModel):
    """What was decided on a reply, by whom and when; `by` is None for a rule, or for its writer.

    The record only grows, so the number of an article's decisions is the version of its replies.
    """

    class Verb(models.TextChoices):
        SCREEN = "screen", "Screened"
        BRING = "bring", "Brought from the former site"
        APPROVE = "approve", "Approved"
        ANSWER = "answer", "Answered"
        REJECT = "reject", "Rejected"
        MARK_SPAM = "mark-spam", "Marked as spam"
        REMOVE = "remove", "Removed"
        RESTORE = "restore", "Put back in the queue"
        HIDE = "hide", "Hidden after reports"
        SHOW_DETAILS = "show-details", "Personal details allowed"
        MASK_DETAILS = "mask-details", "Personal details hidden"
        DISMISS = "dismiss", "Reports dismissed"
        WITHDRAW = "withdraw", "Withdrawn by its writer"
        ERASE = "erase", "Its writer made nameless"

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="+")
    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="decisions")
    verb = models.CharField(max_length=12, choices=Verb)
    before = models.CharField(max_length=8, choices=Comment.Status)
    after = models.CharField(max_length=8, choices=Comment.Status)
    note = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField()

    class Meta(FrozenModel.Meta):
        ordering = ["pk"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.get_verb_display()}, {self.decided_at:%d %B %Y}"

    @property
    def told(self) -> str:
        """What was decided, and by whom."""
        return f"“{self.get_verb_display()}”{self.who and f' by {self.who}'}"

    @property
    def who(self) -> str:
        """The name of whoever decided; "" where the verb itself says that its writer did."""
        if self.by is not None:
            return self.by.get_full_name() or self.by.get_username()
        return "" if self.verb in {self.Verb.WITHDRAW, self.Verb.ERASE} else "a rule"
