"""What the people in a race for replies can be told to do, each a live process of its own."""

from typing import Any

from articles import publishing
from articles.models import Article
from comments import answering, erasing, moderation, reporting
from comments.models import Comment
from tests.articles import racer
from tests.articles.racer import person

START = "import django; django.setup(); from tests.comments.racer import serve; serve()"


def prepare(slug: str) -> int:
    """A published article of this address."""
    number = racer.prepare(slug)
    article = Article.objects.get(slug=slug)
    return publishing.publish(article, revision=number, by=person("Editor")).number


def submit(slug: str, body: str, email: str = "ann@example.org") -> int:
    article = Article.objects.get(slug=slug)
    return moderation.submit(article, name="Ann", email=email, body=body).number


def shown(slug: str, body: str) -> int:
    """A reply on the page."""
    number = submit(slug, body)
    moderation.approve(_reply(slug, number), by=person("Moderator"))
    return number


def approve(slug: str, number: int) -> str:
    return moderation.approve(_reply(slug, number), by=person("Moderator")).status


def reject(slug: str, number: int) -> str:
    return moderation.reject(_reply(slug, number), by=person("Moderator")).status


def withdraw(slug: str, number: int) -> str:
    return erasing.withdraw(_reply(slug, number)).status


def report(slug: str, number: int, network: str) -> str:
    return reporting.report(_reply(slug, number), reason="wrong", network=network).reason


def answer(slug: str, number: int, body: str) -> int:
    by = person("Moderator")
    return answering.answer(_reply(slug, number), body=body, by=by).number


def erase(email: str) -> int:
    return erasing.erase(email)


def state(slug: str, number: int) -> dict[str, Any]:
    """What there is to see of a reply, and what was decided on it."""
    reply = _reply(slug, number)
    verbs = [decision.verb for decision in reply.decisions.all()]
    return {"status": reply.status, "body": reply.body, "verbs": verbs}


def _reply(slug: str, number: int) -> Comment:
    return Comment.objects.get(article__slug=slug, number=number)


VERBS = (prepare, submit, shown, approve, reject, withdraw, report, answer, erase, state)


def serve() -> None:
    """Answer orders until there are no more."""
    racer.serve({verb.__name__: verb for verb in VERBS})
