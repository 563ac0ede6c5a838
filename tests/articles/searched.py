"""Many live articles that the search knows."""

from articles.models import Edition, Topic
from articles.search import indexing
from tests.articles.shelf import fill


def shelve(like: Edition, titles: list[str], topic: Topic | None = None) -> None:
    """Live articles with the text of `like`, one for each title, in the index."""
    made = [edition.pk for edition in fill(like, titles, topic)]
    indexing.write(indexing.readable().filter(pk__in=made))
