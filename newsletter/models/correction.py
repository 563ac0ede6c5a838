from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from articles.models import Article, Edition, Withdrawal


class Correction(models.Model):
    """An article that was corrected or retracted after people had been mailed it: either an issue
    tells them, or somebody decided to tell nobody, and why.

    One row for each correcting edition or retraction, made with the first decision.
    """

    edition = models.OneToOneField(Edition, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawal = models.OneToOneField(
        Withdrawal, null=True, on_delete=models.PROTECT, related_name="+"
    )
    # The article as readers were told of it.
    title = models.CharField(max_length=200)
    untold_because = models.TextField("why nobody is told", blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(edition__isnull=False, withdrawal=None)
                | Q(edition=None, withdrawal__isnull=False),
                name="correction_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.word}: {self.title}"

    @property
    def cause(self) -> Edition | Withdrawal:
        """The edition that put it right, or the retraction."""
        cause = self.edition or self.withdrawal
        assert cause is not None  # noqa: S101 the table holds that it is one of them
        return cause

    @property
    def article(self) -> Article:
        """The article that was wrong."""
        return self.cause.article

    @property
    def word(self) -> str:
        """What happened to the article, in one word."""
        return "Corrected" if self.edition else "Retracted"

    @property
    def wrong_since(self) -> date:
        """The day from which on readers were told something wrong."""
        since = self.cause.wrong_since
        assert since is not None  # noqa: S101 the table of either holds it
        return since

    @property
    def at(self) -> datetime:
        """When it was put right, or taken from readers."""
        if isinstance(self.cause, Edition):
            return self.cause.published_at
        return self.cause.withdrawn_at

    @property
    def fault(self) -> str:
        """What was wrong, as readers are told."""
        return self.cause.fault if isinstance(self.cause, Edition) else self.cause.reason
