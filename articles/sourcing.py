"""Bring works into the library: read or look them up, and keep each of them once."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import httpx
from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from articles import known_works
from articles.findings import Finding, refuse_if
from articles.models import Source
from articles.sources import formats
from articles.sources.entries import Entry, Unread
from articles.sources.lookup import Answer, NotLookedUp, Unanswered, look_up
from articles.sources.reference_line import ParsedReference
from articles.sources.wanted import Wanted
from klarity import safe_fetch
from klarity.safe_fetch import Client, PatientTransport, PublicTransport, Unfetchable

LOOKED_UP_AT_MOST = 10
# After so many silences there is no network: nobody else is kept waiting for.
PATIENCE = 2
TOO_MANY = (
    f"At most {LOOKED_UP_AT_MOST} identifiers are looked up at once. Bring this one in later."
)


@dataclass(frozen=True)
class Brought:
    """A work in the library: as it was read, its Source, and whether that was there before."""

    read: ParsedReference
    source: Source
    known: bool


def transport() -> httpx.BaseTransport:
    """How those who know works are reached; tests put recorded answers in its place."""
    return PatientTransport(PublicTransport())


def may_add(by: User) -> Iterator[Finding]:
    """Whether the person may add works to the library."""
    if not by.has_perm("articles.add_source"):
        yield Finding("not-allowed", "Your account may not add sources. Ask an editor.")


def read(text: str, *, by: User, today: date | None = None) -> list[Entry]:
    """The works in a text of any format that we read, those behind an identifier looked up. What
    cannot be read, looked up or kept is an `Unread` in its place. Nothing is stored.

    Raises Refused (`not-allowed`).
    """
    refuse_if(may_add(by))
    found = formats.read(text)
    answers = _looked_up([each for each in found if isinstance(each, Wanted)], today)
    return [_fit(next(answers) if isinstance(each, Wanted) else each) for each in found]


def fetch(text: str, *, by: User, today: date | None = None) -> list[Brought | Unread]:
    """Read a text as `read` does, and put its works into the library.

    Raises Refused (`not-allowed`).
    """
    entries = read(text, by=by, today=today)
    kept = iter(keep([each for each in entries if isinstance(each, ParsedReference)], by=by))
    return [each if isinstance(each, Unread) else next(kept) for each in entries]


@transaction.atomic
def keep(works: Sequence[ParsedReference], *, by: User) -> list[Brought]:
    """Put works into the library that it does not have, one row for each.

    Raises Refused (`not-allowed`); ValidationError if a field is unfit, which `read` has ruled out.
    """
    refuse_if(may_add(by))
    newest = Source.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    sources = known_works.store([work.item for work in works])
    return [
        Brought(work, source, known=source.pk <= newest)
        for work, source in zip(works, sources, strict=True)
    ]


def _fit(entry: Entry) -> Entry:
    """The entry, or why the library cannot keep it."""
    if isinstance(entry, Unread):
        return entry
    try:
        known_works.fitting(entry.item)
    except ValidationError as error:
        faults = " ".join(
            f"{field.replace('_', ' ').capitalize()}: {' '.join(messages)}"
            for field, messages in error.message_dict.items()
        )
        return Unread(entry.raw, faults, entry.item)
    return entry


def _looked_up(works: Sequence[Wanted], today: date | None) -> Iterator[Entry]:
    """The works, one after the other."""
    with Client(user_agent=settings.LOOKUP_USER_AGENT, transport=transport()) as client:
        get = _Asking(client)
        for count, work in enumerate(works):
            if count >= LOOKED_UP_AT_MOST:
                yield Unread(str(work), TOO_MANY, work.item)
                continue
            try:
                yield look_up(work, get=get, today=today or timezone.localdate())
            except NotLookedUp as failure:
                yield Unread(str(work), str(failure), failure.item)


class _Asking:
    """Asks other servers safely, as `look_up` wants it, for as long as there is a network."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._silences = 0

    def __call__(
        self, url: str, *, accept: str = "*/*", hosts: Collection[str] | None = None
    ) -> Answer:
        if self._silences >= PATIENCE:
            raise Unanswered
        try:
            fetched = safe_fetch.get(url, client=self._client, accept=accept, hosts=hosts)
        except Unfetchable as error:
            is_silent = error.reason in {"no-answer", "no-host"}
            self._silences += is_silent
            raise Unanswered("" if is_silent else error.sentence) from error
        kind = fetched.headers.get("content-type", "")
        return Answer(fetched.status, fetched.final_url, kind, fetched.body)
