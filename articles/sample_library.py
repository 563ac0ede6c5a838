"""The sample library: twelve articles on the usual road, so that every state can be seen.

Everybody in it is invented and says so. What happened "then" is told by the verbs' own `now`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from django.contrib.auth.models import Group, User
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.text import slugify

from articles import drafting, importing, notifying, publishing
from articles.models import Article, Author, Revision, Topic

FOLDER = Path(__file__).parent / "samples"
TOPIC_LINE = re.compile(rb"<!-- topic: (.+?) -->")
ROLES = {
    "writer": "Writer",
    "reviewer": "Medical reviewer",
    "editor": "Editor",
    "moderator": "Moderator",
    "publisher": "Newsletter editor",
}
TOPICS = {
    "Muscles and joints": ("muscle", "How muscles and joints work, and what helps when they hurt."),
    "Heart and blood": ("heart", "Blood pressure, blood tests and a healthy heart."),
    "Mind": ("mind", "Mood, worry and where to find support."),
    "Food and nutrition": ("leaf", "What the body needs, and how to eat well."),
    "Sleep": ("moon", "Why sleep matters, and what to do when it will not come."),
}


@dataclass(frozen=True)
class Cast:
    """Who takes the samples along the road, and when that is said to happen."""

    writer: User
    reviewer: User
    editor: User
    now: datetime

    def ago(self, days: int) -> datetime:
        """So many days before now."""
        return self.now - timedelta(days=days)


def sign_ins() -> dict[str, str]:
    """Make the demonstration's accounts; returns the passwords of those that are new."""
    passwords = {name: get_random_string(12) for name in [*ROLES, "admin"] if _is_new(name)}
    for name, password in passwords.items():
        user = User.objects.create_user(
            name,
            f"{name}@localhost",
            password,
            first_name=name.title(),
            last_name="Sample",
            is_staff=True,
            is_superuser=name == "admin",
        )
        if name in ROLES:
            user.groups.add(Group.objects.get(name=ROLES[name]))
    return passwords


def load() -> list[Article]:
    """Import the samples that are not here yet and take each to its state; returns them.

    What editors have since done with earlier ones stands.
    """
    people = cast()
    for position, (name, (icon, description)) in enumerate(TOPICS.items()):
        values = {"slug": slugify(name), "icon": icon, "description": description}
        Topic.objects.get_or_create(name=name, defaults=values | {"position": position})
    with notifying.quiet():
        return [made for file in sorted(FOLDER.glob("*-*.md")) if (made := _load(file, people))]


def _is_new(username: str) -> bool:
    return not User.objects.filter(username=username).exists()


def cast() -> Cast:
    """The people of the demonstration, now."""
    reviewer, now = User.objects.get(username="reviewer"), timezone.now()
    Author.objects.get_or_create(
        user=reviewer,
        defaults={
            "name": "Jordan Sample",
            "slug": "jordan-sample",
            "credentials": "Sample credential, no credentials claimed",
            "credentials_expire_on": timezone.localdate(now) + timedelta(days=730),
            "competing_interests": "None: this is a sample statement",
            "bio": "<p>This is a sample profile. It does not describe a real clinician.</p>",
        },
    )
    return Cast(
        writer=User.objects.get(username="writer"),
        reviewer=reviewer,
        editor=User.objects.get(username="editor"),
        now=now,
    )


@transaction.atomic
def _load(file: Path, cast: Cast) -> Article | None:
    data = file.read_bytes()
    topic = TOPIC_LINE.match(data)
    if topic is None:
        raise ValueError(f"{file.name} does not name its topic in the first line.")
    if importing.known(data) or Article.objects.filter(slug=file.stem).exists():
        return None
    done = importing.import_manuscript(
        data,
        file.name,
        by=cast.writer,
        topic=Topic.objects.get(name=topic[1].decode()),
        now=cast.ago(800),
    )
    Article.objects.filter(pk=done.article.pk).update(sample=True)
    ROADS.get(file.stem, published)(done.article, cast)
    return done.article


def draft(article: Article, cast: Cast) -> None:
    """It stays a draft."""


def in_review(article: Article, cast: Cast) -> None:
    """It waits for its medical review."""
    publishing.submit(article, revision=1, by=cast.writer, now=cast.ago(2))


def published(article: Article, cast: Cast, days: int = 30) -> None:
    """It was approved and published some days ago."""
    publishing.submit(article, revision=1, by=cast.writer, now=cast.ago(days + 5))
    publishing.approve(article, revision=1, by=cast.reviewer, now=cast.ago(days + 3))
    publishing.publish(article, revision=1, by=cast.editor, now=cast.ago(days))


def overdue(article: Article, cast: Cast) -> None:
    """It was reviewed so long ago that the next review is due."""
    published(article, cast, days=760)


def with_two_editions(article: Article, cast: Cast) -> None:
    """It was published, changed, reviewed again and published again."""
    _change(article, cast, "Here is what is known, and what may help.")
    publishing.publish(
        article,
        revision=2,
        by=cast.editor,
        now=cast.ago(14),
        change_note="The introduction says more plainly what the article is about.",
    )


def corrected(article: Article, cast: Cast) -> None:
    """It was published with a fault, which a second edition put right and owned up to."""
    _change(article, cast, "It is no advice for anybody in particular.")
    publishing.publish(
        article,
        revision=2,
        by=cast.editor,
        now=cast.ago(14),
        change_type="correction",
        fault="Sample correction: the introduction did not say that this is general information.",
        wrong_since=timezone.localdate(cast.ago(200)),
        change_note="The introduction now says so.",
    )


def _change(article: Article, cast: Cast, sentence: str) -> None:
    """Publish the first text, and have a second, with one more sentence, approved."""
    published(article, cast, days=200)
    first = Revision.objects.get(article=article, number=1).content
    second = replace(first, standfirst=f"{first.standfirst} {sentence}")
    drafting.save(article, second, base=1, by=cast.writer, now=cast.ago(22))
    publishing.submit(article, revision=2, by=cast.writer, now=cast.ago(21))
    publishing.approve(article, revision=2, by=cast.reviewer, now=cast.ago(20))


def scheduled(article: Article, cast: Cast) -> None:
    """It is approved and appears in a month."""
    publishing.submit(article, revision=1, by=cast.writer, now=cast.ago(3))
    publishing.approve(article, revision=1, by=cast.reviewer, now=cast.ago(2))
    publishing.publish(
        article, revision=1, by=cast.editor, at=cast.ago(-30).replace(hour=9), now=cast.now
    )


def withdrawn(article: Article, cast: Cast) -> None:
    """It was live and was taken from the public."""
    published(article, cast, days=100)
    publishing.withdraw(
        article,
        reason="Sample withdrawal: the article is being rewritten after new guidance.",
        by=cast.editor,
        now=cast.ago(10),
    )


ROADS: dict[str, Callable[[Article, Cast], None]] = {
    "can-low-iron-make-me-tired": with_two_editions,
    "why-does-fibre-matter": corrected,
    "should-i-exercise-with-knee-arthritis": scheduled,
    "is-my-snoring-sleep-apnoea": in_review,
    "what-does-a-panic-attack-feel-like": draft,
    "do-i-need-a-vitamin-d-supplement": withdrawn,
    "how-much-salt-is-too-much": overdue,
}
