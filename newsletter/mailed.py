"""Who was mailed an article while it was wrong, by the ledger."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from articles.models import Edition, Withdrawal
from newsletter.models import Consent, ConsentDetails, Correction, Delivery, Issue, Subscriber
from newsletter.models.delivery import DeliveryQuerySet
from newsletter.models.subscriber import SubscriberQuerySet

# A letter that lay ready when the article was put right may have gone out so much later.
LAY_READY = timedelta(minutes=5)
CHOSE = [Consent.Kind.CONFIRMED, Consent.Kind.CHANGED]


def corrections() -> QuerySet[Any]:
    """The corrections that readers have, each with `mailed`: to how many people issues were sent
    that told of the article while it was wrong. Whoever is forgotten is not counted."""
    return _with_mailed(Edition.objects.published().corrections(), "published_at")


def retractions() -> QuerySet[Any]:
    """The same of retractions."""
    return _with_mailed(_retractions(), "withdrawn_at")


def people(correction: Correction) -> SubscriberQuerySet:
    """Whom the correction is for: subscribed still, and mailed an issue that told of the article
    while it was wrong.

    Which of its articles a copy showed is not kept. Whoever had chosen other topics was not shown
    this one, and is left out only if that is certain: they have topics, this article's is not among
    them, and they have chosen nothing anew since the first of those issues. So some are told who
    were not shown it, but nobody who was is left out.
    """
    own = {"subscriber": OuterRef("pk")}
    topics = Subscriber.topics.through.objects.filter(**own)
    chose = ConsentDetails.objects.filter(**own, consent__kind__in=CHOSE)
    chose_since = chose.filter(consent__at__gte=_first_sent(correction).astimezone(UTC).isoformat())
    # A set, in which a million people are found in half the time of a question for each of them.
    had = Subscriber.objects.subscribed().filter(pk__in=copies(correction).values("subscriber"))
    return had.filter(
        ~Exists(topics)
        | Exists(topics.filter(topic=correction.article.topic_id))
        | Exists(chose_since)
    )


def issues(correction: Correction) -> list[Issue]:
    """Those that told of the article while it was wrong and that anybody has, the oldest first."""
    handed = copies(correction).filter(issue=OuterRef("pk"))
    return list(Issue.objects.filter(Exists(handed)).order_by("started_at", "pk"))


def copies(correction: Correction) -> DeliveryQuerySet:
    """The copies of those issues that people may have, for all we know."""
    causes: Any = Edition.objects.corrections()
    if correction.withdrawal:
        causes = _retractions()
    cause = causes.only("pk").get(pk=correction.cause.pk)
    wrong = cause.first_wrong, cause.last_wrong
    return _copies(correction.article.pk, wrong, correction.at)


def _retractions() -> QuerySet[Any]:
    retractions = Withdrawal.objects.filter(kind=Withdrawal.Kind.RETRACTION)
    return retractions.annotate(**Edition.objects.wrong_numbers("withdrawn_at"))


def _copies(
    article: int | OuterRef,
    wrong: tuple[int | OuterRef, int | OuterRef],
    at: datetime | Combinable,
) -> DeliveryQuerySet:
    return Delivery.objects.taken(before=at + LAY_READY).filter(
        issue__items__edition__article=article,
        issue__items__edition__number__gte=wrong[0],
        issue__items__edition__number__lte=wrong[1],
    )


def _with_mailed(causes: QuerySet[Any], at: str) -> QuerySet[Any]:
    wrong = OuterRef("first_wrong"), OuterRef("last_wrong")
    of_one = _copies(OuterRef("article"), wrong, OuterRef(at)).order_by()
    people = of_one.values("issue__items__edition__article").annotate(
        n=Count("subscriber", distinct=True)
    )
    counted: QuerySet[Any] = causes.annotate(mailed=Coalesce(Subquery(people.values("n")), 0))
    return counted


def _first_sent(correction: Correction) -> datetime:
    """When the first of those issues began to be sent; when it was put right, if there is none."""
    first = copies(correction).aggregate(Min("issue__started_at"))["issue__started_at__min"]
    return first or correction.at
