"""Which live editions hold what is searched for: the best candidates, in a bounded number.

A word that every article holds would otherwise cost as much as the library is long. So no more than
`MOST` are fetched and counted. Of words that many articles hold, those that hold them in prominent
places are asked for first, and the others only if that was not enough.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from articles.search.engines import Groups, engine
from articles.search.results import Asked
from articles.search.statements import marks, rows
from articles.words.entries import HEAD, TITLE
from articles.words.query import Query

MOST = 200
# So many are ranked by the weights of their words at a time.
A_BLOCK = 60
# The topic of an article, as it is now.
TOPIC = "(SELECT topic_id FROM articles_article WHERE id = entry.article_id)"
OF_TOPIC = "entry.article_id IN (SELECT id FROM articles_article WHERE topic_id IN ({}))"
LIVE = "entry.live_from <= %s AND (entry.live_until IS NULL OR entry.live_until > %s)"


class Match(NamedTuple):
    """An edition that holds what is searched for, and the topic that its article has now, by their
    keys."""

    edition: int
    topic: int | None


@dataclass(frozen=True)
class Scope:
    """Where is searched: editions live at `now`, of topics by key (None: all), reviewed since."""

    asked: Asked
    now: datetime
    topics: frozenset[int] | None = None


def matches(query: Query, scope: Scope) -> list[Match]:
    """Up to `MOST` + 1 editions, in an order in which the first blocks hold the best."""
    groups = _groups(query)
    if scope.asked.order != "best":
        return _fetch(groups, query, scope, MOST + 1)
    found: dict[Match, None] = {}
    for tier in _tiers(groups, query.partly):
        if len(found) <= MOST:
            found |= dict.fromkeys(_fetch(tier, query, scope, MOST + 1))
    return list(found)[: MOST + 1]


def prominent(query: Query, scope: Scope, grade: str) -> list[Match]:
    """Up to a block of editions that hold all of it in the title, or in some prominent place."""
    return _fetch(_graded(_groups(query), grade), query, scope, A_BLOCK)


def exists(query: Query, scope: Scope) -> bool:
    """Whether any edition holds it."""
    tiers = _tiers(_groups(query), query.partly)
    return any(_fetch(tier, query, scope, 1) for tier in tiers)


def _groups(query: Query) -> Groups:
    return [[choice.keys for choice in term.choices] for term in query.terms]


def _tiers(groups: Groups, partly: bool) -> Iterator[Groups]:
    """All of it in the title, some of it there, all of it in prominent places, all anywhere."""
    yield _graded(groups, TITLE)
    if len(groups) > 1 and not partly:
        some = [choice for group in _graded(groups, TITLE) for choice in group]
        yield [some, *groups]
    yield _graded(groups, HEAD)
    yield groups


def _graded(groups: Groups, grade: str) -> Groups:
    return [[[grade + key for key in choice] for choice in choices] for choices in groups]


def _fetch(groups: Groups, query: Query, scope: Scope, limit: int) -> list[Match]:
    conditions, values = _conditions(groups, query, scope)
    sql = f"""{engine().setting} SELECT entry.edition_id, {TOPIC} FROM {engine().source}
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
