"""Which live editions hold what is searched for: the best candidates, in a bounded number.

A word that every article holds would otherwise cost as much as the library is long. So no more than
`MOST` are fetched and counted. If there are more than are ranked at a time, those that hold
the words in prominent places are asked for first.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from articles.search.engines import Groups, engine
from articles.search.results import Asked
from articles.search.statements import marks, rows
from articles.words.entries import HEAD, TITLE
from articles.words.query import Query

MOST = 300
# So many are ranked by the weights of their words at a time.
A_BLOCK = 60
OF_TOPIC = "entry.article_id IN (SELECT id FROM articles_article WHERE topic_id IN ({}))"
TOPICS = """SELECT article.id, topic.slug FROM articles_article article
    JOIN articles_topic topic ON topic.id = article.topic_id WHERE article.id IN ({})"""
LIVE = "entry.live_from <= %s AND (entry.live_until IS NULL OR entry.live_until > %s)"


class Match(NamedTuple):
    """An edition that holds what is searched for, and its article, by their keys."""

    edition: int
    article: int


@dataclass(frozen=True)
class Scope:
    """Where is searched: editions live at `now`, of topics by key (None: all), reviewed since."""

    asked: Asked
    now: datetime
    topics: frozenset[int] | None = None


def matches(query: Query, scope: Scope) -> list[Match]:
    """Up to `MOST` + 1 editions, in an order in which the first blocks hold the best."""
    groups = _groups(query)
    found = _fetch(groups, query, scope, MOST + 1)
    if scope.asked.order != "best" or len(found) <= A_BLOCK:
        return found
    return list(dict.fromkeys([*_better(groups, query, scope), *found]))[: len(found)]


def topics(found: Sequence[Match]) -> dict[int, str]:
    """The slug of the topic of each article that has one, as it is now."""
    articles = [match.article for match in found]
    return dict(rows(TOPICS.format(marks(articles)), articles))


def prominent(query: Query, scope: Scope, grade: str) -> list[Match]:
    """Up to a block of editions that hold all of it in the title, or in some prominent place."""
    return _fetch(_graded(_groups(query), grade), query, scope, A_BLOCK)


def exists(query: Query, scope: Scope) -> bool:
    """Whether any edition holds it."""
    return bool(_fetch(_groups(query), query, scope, 1))


def _groups(query: Query) -> Groups:
    return [[choice.keys for choice in term.choices] for term in query.terms]


def _better(groups: Groups, query: Query, scope: Scope) -> dict[Match, None]:
    """A block of those that hold all of it in the title, some of it, or all of it in prominent
    places."""
    found: dict[Match, None] = {}
    for tier in _tiers(groups, query.partly):
        if len(found) < A_BLOCK:
            found |= dict.fromkeys(_fetch(tier, query, scope, A_BLOCK))
    return found


def _tiers(groups: Groups, partly: bool) -> Iterator[Groups]:
    yield _graded(groups, TITLE)
    if len(groups) > 1 and not partly:
        some = [choice for group in _graded(groups, TITLE) for choice in group]
        yield [some, *groups]
    yield _graded(groups, HEAD)


def _graded(groups: Groups, grade: str) -> Groups:
    return [[[grade + key for key in choice] for choice in choices] for choices in groups]


def _fetch(groups: Groups, query: Query, scope: Scope, limit: int) -> list[Match]:
    conditions, values = _conditions(groups, query, scope)
    sql = f"""{engine().setting} SELECT entry.edition_id, entry.article_id FROM {engine().source}
        WHERE {" AND ".join(conditions)} {_order(scope.asked.order)} LIMIT %s"""  # noqa: S608 no part of it is typed by anybody
    return [Match(*row) for row in rows(sql, [*values, limit])]


def _conditions(groups: Groups, query: Query, scope: Scope) -> tuple[list[str], list[Any]]:
    conditions = [engine().condition, LIVE]
    values: list[Any] = [engine().expression(groups, partly=query.partly), scope.now, scope.now]
    for phrase in query.phrases:
        conditions.append("entry.stems LIKE %s")
        values.append(f"% {' '.join(phrase)} %")
    if scope.asked.reviewed_since:
        conditions.append("entry.reviewed_on >= %s")
        values.append(scope.asked.reviewed_since)
    if scope.topics is not None:
        topics = sorted(scope.topics)
        conditions.append(OF_TOPIC.format(marks(topics)))
        values += topics
    return conditions, values


def _order(order: str) -> str:
    orders = {
        "best": engine().newest_first,
        "reviewed": "ORDER BY entry.reviewed_on DESC, entry.edition_id DESC",
        "title": f"ORDER BY entry.title_key {engine().collation}, entry.edition_id",
    }
    return orders[order]
