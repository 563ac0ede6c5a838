"""One batch of one worker: each letter is handed over, and what became of it recorded, with one
commit a letter.

The commit that marks a letter comes between the answer to the letter before and the first byte of
its own. While the server has been asked for it ahead, and thinks, there is time for that commit; a
mark whose letter the server then does not want is settled by its refusal.
"""

import time
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.expressions import Combinable
from django.utils import timezone

from articles.findings import refuse_if
from articles.models import Edition
from newsletter import ledger, pacing, rendering, reports, requirements, tokens
from newsletter.carrier import Carrier, CarrierDown, Letter, Outcome, Result
from newsletter.letters import Form
from newsletter.models import Delivery, Issue, Item, Subscriber
from newsletter.models.delivery import OPEN

State = Delivery.State

# How long somebody waits whom the server did not take: the first time, the second, and so on.
WAITS = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120)]
# How many a batch has: about what is sent in its time, for the others go back.
FEWEST, MOST = 20, 100
# No batch is at work for longer: what is withdrawn meanwhile is told of in no later one.
SECONDS = 5
ENDS: dict[Result, State] = {
    "delivered": State.DELIVERED,
    "hard": State.FAILED,
    "soft": State.FAILED,  # too often
    "uncertain": State.UNCERTAIN,
}
# A server that refuses so many people in a row for good refuses us, and not them. A list may well
# have a row of dead addresses, so a refusal for the address's sake counts for less.
MOST_REFUSED, FOR_THEIR_SAKE = 20, 0.2
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
        self.refused = 0.0
        # So many are claimed for the next batch.
        self.most = FEWEST

    def send(self, rows: Sequence[Delivery], *, until: float) -> None:
        """Send to those whom the worker has claimed; what is not handed over is queued again.

        Raises CarrierDown, Refusing; before anything is handed over NoDisclaimer, and Refused for a
        correction that does not stand any more.
        """
        until = min(until, time.monotonic() + SECONDS)
        wait = timedelta()
        try:
            done = self._send(self._letters(rows), until)
            self.most = max(FEWEST, min(MOST, 2 * done))
        except CarrierDown:
            wait = WAITS[0]
            raise
        finally:
            self._record()
            self._put_back(wait)

    def _send(self, letters: list[tuple[Delivery, Letter]], until: float) -> int:
        """Returns how many it has dealt with."""
        ahead: Letter | None = None
        for number, (row, letter) in enumerate(letters):
            if letter is not ahead and not self._may_go(letter, until):
                return number
            after = letters[number + 1][1] if number + 1 < len(letters) else None
            # Where no pace is kept, whether the next may go is known before this one has gone.
            ahead = after if time.monotonic() < until and not pacing.is_kept() else None
            if not self._deal_with(row, letter, ahead):
                return number
        return len(letters)

    def _deal_with(self, row: Delivery, letter: Letter, ahead: Letter | None) -> bool:
        """Hand over a letter, if the server wants it and it still may be; False if no more of this
        batch may be."""
        marks_first = self.carrier.pending is letter
        if marks_first and not self._begins(row):
            return self._withdrawn(row)
        if refusal := self._asked(row, letter):
            self._note(row, refusal)
        elif marks_first or self._begins(row):
            self._note(row, self.carrier.hand_over(letter, ahead))
        else:
            return self._withdrawn(row)
        return True

    def _asked(self, row: Delivery, letter: Letter) -> Outcome | None:
        """What the server says against a letter. If it is away, nothing of the letter has gone."""
        try:
            return self.carrier.ask(letter)
        except CarrierDown:
            self._own().filter(pk=row.pk).update(handed_at=None)
            raise

    def _withdrawn(self, row: Delivery) -> bool:
        """Whether it is for the person that a letter is not handed over, who has left. Else the
        issue is paused, or the worker was taken for dead."""
        self.carrier.withdraw()
        stays = Exists(self._people().filter(pk=OuterRef("subscriber")))
        return self._settle(row, State.SKIPPED, GONE, ~stays)

    def _may_go(self, letter: Letter, until: float) -> bool:
        return time.monotonic() < until and pacing.wait(letter.to, until, self._record)

    def _put_back(self, wait: timedelta) -> None:
        due_at = timezone.now() + wait
        self._own().filter(handed_at=None).update(state=State.QUEUED, due_at=due_at)

    def _begins(self, row: Delivery) -> bool:
        """Record the letter before, and that this one is handed over from now on, if it still may
        be."""
        answer, self.done = self.done, None
        return ledger.turn(answer, row, timezone.now())

    def _note(self, row: Delivery, outcome: Outcome) -> None:
        self._record()
        self.done = answered(row, outcome)
        self.refused = self.refused + _weight(outcome) if outcome.result == "hard" else 0.0
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
        held = people.select_for_update(of=("self",)).order_by("pk").only("email")
        found = {person.pk: person for person in held}
        keys = dict(zip(found, tokens.for_leaving(*found.values()), strict=True))
        topics, items, letters = _topics(found), self._shown(), []
        for row in rows:
            person = row.subscriber_id or 0
            shown = rendering.chosen(items, topics[person])
            made = self._letter(row, found.get(person), keys, shown)
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
        form = self._form(items)
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

    def _settle(self, row: Delivery, state: State, why: str, *only_if: Combinable) -> bool:
        own = self._own().filter(*only_if, pk=row.pk, handed_at=None)
        return bool(own.update(state=state, settled_at=timezone.now(), detail=why))

    def _people(self) -> QuerySet[Subscriber]:
        """Whoever is to get the issue at this moment."""
        return self.issue.people()

    def _own(self) -> QuerySet[Delivery]:
        """What is still this worker's."""
        return Delivery.objects.filter(issue=self.issue, worker=self.worker, state=State.CLAIMED)


def _weight(refusal: Outcome) -> float:
    return FOR_THEIR_SAKE if reports.is_hard("", refusal.detail) else 1.0


def _topics(people: Collection[int]) -> dict[int, set[int]]:
    """The topics that they chose, by their keys."""
    topics = defaultdict[int, set[int]](set)
    chosen = Subscriber.topics.through.objects.filter(subscriber__in=people)
    for person, topic in chosen.values_list("subscriber_id", "topic_id"):
        topics[person].add(topic)
    return topics


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
