"""Sample replies under the first sample article, on the usual road: some shown, some that wait.

Everybody in them is invented and says so. They have no address, so nobody can be sent a mail.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from articles.models import Article, Author, Edition
from comments import answering, moderation
from comments.models import Comment

ARTICLE = "why-do-muscles-go-into-spasm"


@dataclass(frozen=True)
class Sample:
    """What was written so many days ago; `to`: the place in the list of what it answers."""

    days_ago: float
    name: str
    body: str
    to: int | None = None


# By a reader, or by the sign-in of that name, whose answer is marked as what it is.
SHOWN = [
    Sample(
        22.9,
        "Priya (sample reader)",
        "I only get them in my calves, after a long run.\n\n"
        "The part about resting between hard sessions made me look at my week again.",
    ),
    Sample(
        22.1,
        "writer",
        "Thank you, Priya. There is more about rest and about drinking enough in the section "
        "“What may help”.",
        to=0,
    ),
    Sample(
        21.6, "Priya (sample reader)", "I had missed that section. I will read it tonight.", to=1
    ),
    Sample(
        19.8,
        "Tom (sample reader)",
        "I read it too. The reference for it was easy to find:\n"
        "https://www.medicalnewstoday.com/articles/muscle-spasms",
        to=2,
    ),
    Sample(19.2, "Priya (sample reader)", "Thank you, Tom, that is the one.", to=3),
    Sample(
        17.4,
        "Maureen (sample reader)",
        "Mine come at night. My neighbour says that a medicine can be the reason. Is that so?",
    ),
    Sample(
        16.7,
        "reviewer",
        "It can be, but nobody can tell from here what is behind yours. Please ask a pharmacist or "
        "your GP, and do not stop a medicine before you have.",
        to=5,
    ),
    Sample(
        12.5,
        "Tom (sample reader)",
        "Clear and easy to follow. I liked that I could look at the references as I read.",
    ),
]
WAITING = [
    Sample(4.8, "Iris (sample reader)", "Does swimming count as hard exercise here?"),
    Sample(
        3.3,
        "Bernard (sample reader)",
        # A number that Ofcom keeps for drama: it is nobody's.
        "Could somebody ring me about this? My number is 07700 900123.",
        to=5,
    ),
    Sample(2.6, "Chloe (sample reader)", "Thank you, I have sent this to my running club."),
]


@transaction.atomic
def load() -> int:
    """Put the samples under the article if it is live without any reply; returns how many.

    Raises Refused if it takes none.
    """
    live = Edition.objects.live().filter(article__slug=ARTICLE, article__sample=True)
    edition = live.select_related("article", "revision").first()
    if edition is None or edition.article.comments.exists():
        return 0
    _give_sign_in(edition.revision.content.byline[0].author)
    shown: list[Comment] = []
    for sample in SHOWN:
        shown.append(_shown(edition.article, sample, shown))
    for sample in WAITING:
        _submit(edition.article, sample, shown)
    # As if its moderators had heard of each when it came.
    return edition.article.comments.update(moderators_told_at=timezone.now())


def _give_sign_in(author: int) -> None:
    """Let the demonstration's writer be who wrote the article, unless somebody has said who is."""
    writer = User.objects.get(username="writer")
    if not Author.objects.filter(user=writer).exists():
        Author.objects.filter(pk=author, user=None).update(user=writer)


def _shown(article: Article, sample: Sample, before: list[Comment]) -> Comment:
    staff = User.objects.filter(username=sample.name).first()
    if staff and sample.to is not None:
        now = _time(sample)
        return answering.answer(before[sample.to], body=sample.body, by=staff, now=now)
    reply = _submit(article, sample, before)
    moderator = User.objects.get(username="moderator")
    return moderation.approve(reply, by=moderator, now=_time(sample) + timedelta(hours=3))


def _submit(article: Article, sample: Sample, before: list[Comment]) -> Comment:
    return moderation.submit(
        article,
        name=sample.name,
        email="",
        body=sample.body,
        parent=None if sample.to is None else before[sample.to].number,
        now=_time(sample),
    )


def _time(sample: Sample) -> datetime:
    return timezone.now() - timedelta(days=sample.days_ago)
