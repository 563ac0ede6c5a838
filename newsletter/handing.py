"""One batch of one worker: each letter is handed over, and what became of it recorded, with one
commit a letter."""

import time
from collections.abc import Collection, Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.expressions import Combinable
from django.utils import timezone

from articles.findings import refuse_if
from articles.models import Edition
from newsletter import ledger, pacing, rendering, requirements, tokens
from newsletter.carrier import Carrier, CarrierDown, Letter, Outcome, Result
from newsletter.letters import Form
from newsletter.models import Delivery, Issue, Item, Subscriber
from newsletter.models.delivery import OPEN

State = Delivery.State

# How long somebody waits whom the server did not take: the first time, the second, and so on.
WAITS = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120)]
# No batch is at work for longer: what is withdrawn meanwhile is told of in no later one.
SECONDS = 5
ENDS: dict[Result, State] = {
    "delivered": State.DELIVERED,
    "hard": State.FAILED,
    "soft": State.FAILED,  # too often
    "uncertain": State.UNCERTAIN,
}
# A server that refuses so many people in a row for good refuses us, and not them.
MOST_REFUSED = 20
GONE = "They had unsubscribed, or chosen another frequency."
NOTHING = "Nothing on the topics that they chose."


class Refusing(Exception):
    """The mail server refuses everybody for good: something is wrong on our side."""


class Shift:
    """What one worker sends of an issue, on one connection, batch by batch."""

    def __init__(self, issue: Issue, worker: str, carrier: Carrier) -> None:
        self.issue, self.worker, self.carrier = issue, worker, carrier
        # By the keys of the items that are shown: neither these nor the issue change any more.
        self.items: list[Item] = []
        self.forms: dict[tuple[int, ...], Form] = {}
        # What became of the letter before, not recorded yet.
        self.done: ledger.Answer | None = None
        # How many in a row the server refused for good.
        self.refused = 0

    def send(self, rows: Sequence[Delivery], *, until: float) -> None:
        """Send to those whom the worker has claimed; what is not handed over is queued again.

        Raises CarrierDown, Refusing; before anything is handed over NoDisclaimer, and Refused for a
        correction that does not stand any more.
        """
        until = min(until, time.monotonic() + SECONDS)
        wait = timedelta()
        try:
            self._send(self._letters(rows), until)
        except CarrierDown:
            wait = WAITS[0]
            raise
        finally:
            self._record()
            self._put_back(wait)

    def _send(self, letters: list[tuple[Delivery, Letter]], until: float) -> None:
        for row, letter in letters:
            if time.monotonic() > until or not pacing.wait(letter.to, until, self._record):
                return
            if refusal := self.carrier.ask(letter):
                self._note(row, refusal)
            elif self._begins(row):
                self._note(row, self.carrier.hand_over(letter))
            else:
                self.carrier.withdraw()

    def _put_back(self, wait: timedelta) -> None:
        due_at = timezone.now() + wait
        self._own().filter(handed_at=None).update(state=State.QUEUED, due_at=due_at)

    def _begins(self, row: Delivery) -> bool:
        """Record the letter before, and that this one is handed over from now on, if it still may
        be."""
        answer, self.done = self.done, None
        if ledger.turn(answer, row, timezone.now()):
            return True
        # Asked once more: a row of an issue that is paused meanwhile goes back to the queue.
        stays = Exists(self._people().filter(pk=OuterRef("subscriber")))
        self._settle(row, State.SKIPPED, GONE, ~stays)
        return False

    def _note(self, row: Delivery, outcome: Outcome) -> None:
        self._record()
        self.done = answered(row, outcome)
        self.refused = self.refused + 1 if outcome.result == "hard" else 0
        if self.refused >= MOST_REFUSED:
            raise Refusing(outcome.detail)

    def _record(self) -> None:
        answer, self.done = self.done, None
        if answer:
            ledger.record(answer)

    @transaction.atomic
    def _letters(self, rows: Sequence[Delivery]) -> list[tuple[Delivery, Letter]]:
        """Those of the batch that there are letters for; the others are settled."""
        people = self._people().filter(pk__in=[row.subscriber_id for row in rows])
        # Held until the tokens are written: nobody is erased meanwhile.
        held = people.select_for_update(of=("self",)).order_by("pk").prefetch_related("topics")
        found = {person.pk: person for person in held}
        keys = dict(zip(found, tokens.for_leaving(*found.values()), strict=True))
        items, letters = self._shown(), []
        for row in rows:
            made = self._letter(row, found.get(row.subscriber_id or 0), keys, items)
            if isinstance(made, Letter):
                letters.append((row, made))
            else:
                self._settle(row, *made)
        return letters

    def _letter(
        self,
        row: Delivery,
        person: Subscriber | None,
        keys: dict[int, str],
        items: list[Item],
    ) -> Letter | tuple[State, str]:
        """The letter, or why there is none."""
        if person is None:
            return State.SKIPPED, GONE
        form = self._form(rendering.chosen(items, frozenset(t.pk for t in person.topics.all())))
        if form is None:
            return State.SKIPPED, NOTHING
        try:
            return form.fill_in(row, person.email, keys[person.pk])
        except ValueError as error:
            return State.FAILED, str(error)[:300]

    def _shown(self) -> list[Item]:
        """What is to be told at this moment; read anew only if that has changed."""
        if self.issue.correction:
            refuse_if(requirements.stands(self.issue.correction, timezone.now()))
        live = set(self.issue.items.filter(edition__in=Edition.objects.live()).values_list("pk"))
        if live != {(item.pk,) for item in self.items}:
            self.items = rendering.shown(self.issue)
        return self.items

    def _form(self, items: Collection[Item]) -> Form | None:
        """The form that tells of these; None if there is nothing to tell."""
        keys = tuple(item.pk for item in items)
        if (keys or self.issue.correction) and keys not in self.forms:
            self.forms[keys] = Form(rendering.copy(self.issue, items))
        return self.forms.get(keys)

    def _settle(self, row: Delivery, state: State, why: str, *only_if: Combinable) -> None:
        own = self._own().filter(*only_if, pk=row.pk, handed_at=None)
        own.update(state=state, settled_at=timezone.now(), detail=why)

    def _people(self) -> QuerySet[Subscriber]:
        """Whoever is to get the issue at this moment."""
        return self.issue.people()

    def _own(self) -> QuerySet[Delivery]:
        """What is still this worker's."""
        return Delivery.objects.filter(issue=self.issue, worker=self.worker, state=State.CLAIMED)


def answered(row: Delivery, outcome: Outcome) -> ledger.Answer:
    """What such an answer makes of a row: its end, unless it is tried again or nobody knows."""
    now, attempts = timezone.now(), row.attempts + 1
    is_again = outcome.result == "soft" and attempts <= len(WAITS)
    state = State.QUEUED if is_again else ENDS[outcome.result]
    return ledger.Answer(
        row,
        state,
        detail=outcome.detail,
        attempts=attempts,
        due_at=now + WAITS[attempts - 1] if is_again else row.due_at,
        settled_at=None if state in OPEN else now,
    )
