"""Two people changed one text: what each did since the text that both began with, side by side,
and for each part a choice."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.safestring import SafeString

from articles import comparison
from articles.admin import choices, parts
from articles.admin.working_copy import typed
from articles.content import Content
from articles.models import Article, Revision
from articles.waiving import name

NOTHING = SafeString("")


@dataclass(frozen=True)
class Part:
    """A part that they changed. `mine` is empty where the person changed nothing."""

    name: str
    label: str
    theirs: SafeString
    mine: SafeString
    take: str
    took: str
    fields: str


@dataclass(frozen=True)
class Merge:
    """What `newest` brought since revision `base`, beside what the person typed."""

    base: int
    newest: Revision
    parts: list[Part]

    @property
    def by(self) -> str:
        """Who saved the newer text."""
        return name(self.newest.saved_by)


def begun(article: Article, data: QueryDict, base: int, newest: Revision) -> Merge:
    """For a save that was refused: what only they changed is to be taken, the rest is open."""
    _, mine = typed(article, data)
    started = _content(article, base)
    found = list(_parts(started, newest.content, mine, data, fresh=True))
    return Merge(base, newest, found)


def going_on(article: Article, data: QueryDict) -> Merge | None:
    """The same once more, with the choices made so far; None if the form holds no choices."""
    base, newest = _number(data, "merge_from"), _revision(article, _number(data, "base"))
    if newest is None or not choices.in_question(data):
        return None
    _, mine = typed(article, choices.restored(data))
    started = _content(article, base)
    return Merge(base, newest, list(_parts(started, newest.content, mine, data, fresh=False)))


def carried_out(article: Article, data: QueryDict) -> QueryDict:
    """The form's data with the choices filled in, if it holds any."""
    newest = _revision(article, _number(data, "base"))
    if newest is None or not choices.in_question(data):
        return data
    return choices.carried_out(data, newest.content)


def _parts(
    started: Content, theirs: Content, mine: Content, data: QueryDict, *, fresh: bool
) -> Iterator[Part]:
    mine = parts.settled(parts.settled(mine, theirs), started)
    by_them, by_me = parts.changed(started, theirs), parts.changed(started, mine)
    shown = [_shown(started, text) for text in (parts.settled(theirs, started), mine)]
    for part in by_them:
        if parts.essence(mine, part) == parts.essence(theirs, part):
            continue
        both = part in by_me
        yield Part(
            part,
            parts.LABELS[part],
            _html(shown[0], part),
            _html(shown[1], part) if both else NOTHING,
            ("" if both else choices.THEIRS) if fresh else data.get(f"take-{part}", ""),
            choices.MINE if fresh else data.get(f"took-{part}", choices.MINE),
            json.dumps(choices.own(data, part) if fresh else choices.kept(data, part)),
        )


def _shown(old: Content, new: Content) -> dict[str, SafeString]:
    return {change.part: change.html for change in comparison.compare(old, new)}


def _html(shown: dict[str, SafeString], part: str) -> SafeString:
    """What changed in a part; the ticks of rows stand among the settings."""
    return shown.get(part) or shown.get("settings") or NOTHING


def _content(article: Article, number: int) -> Content:
    revision = _revision(article, number)
    return revision.content if revision else Content()


def _revision(article: Article, number: int) -> Revision | None:
    return Revision.objects.filter(article=article, number=number).first()


def _number(data: QueryDict, name: str) -> int:
    value = data.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0
