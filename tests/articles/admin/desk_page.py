"""The trays of the desk's front page as a person is shown them."""

from datetime import timedelta

from django.contrib.auth.models import User

from articles import desk
from articles.desk import Tray
from articles.models import Article
from tests.factories import write

DAY = timedelta(days=1)
FRONT = "/admin/"


def trays(who: User) -> dict[str, Tray]:
    return {tray.title: tray for tray in desk.trays(User.objects.get(pk=who.pk))}


def names(who: User, title: str) -> list[str]:
    return [entry.name for entry in trays(who)[title].entries]


def details(who: User, title: str) -> str:
    return " ".join(entry.detail for entry in trays(who)[title].entries)


def titled(article: Article, by: User, title: str) -> int:
    return write(article, by, title=title).number
