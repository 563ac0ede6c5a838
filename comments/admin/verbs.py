"""What may be done to a reply, a view each, and the buttons for it."""

from typing import Any, NamedTuple

from django.db.models import QuerySet

from articles.admin.verb_page import sentences
from comments import answering, moderation, queue, reporting
from comments.admin.around import answered
from comments.admin.forms import AnswerForm, SeenForm
from comments.admin.verb_page import VerbView
from comments.decisions import Verb, against
from comments.models import Comment, Decision


class Approve(VerbView):
    name, label, done = "approve", "Approve", "Approved"
    verb, key = Verb.APPROVE, "a"

    def perform(self, by: Any, **values: Any) -> None:
        moderation.approve(self.comment, by=by, **values)


class ApproveShowing(VerbView):
    name, label = "approve-showing", "Approve and show details"
    done = "Approved, with its personal details"
    verb = Verb.APPROVE

    @classmethod
    def concerns(cls, comment: Comment) -> bool:
        return comment.has_details

    def perform(self, by: Any, **values: Any) -> None:
        moderation.approve(self.comment, by=by, shows_details=True, **values)


class Reject(VerbView):
    name, label, done = "reject", "Reject", "Rejected"
    verb, key, dangerous = Verb.REJECT, "r", True

    def perform(self, by: Any, **values: Any) -> None:
        moderation.reject(self.comment, by=by, **values)


class MarkSpam(VerbView):
    name, label, done = "mark-spam", "Mark as spam", "Marked as spam"
    verb, key, dangerous = Verb.MARK_SPAM, "s", True

    def perform(self, by: Any, **values: Any) -> None:
        moderation.mark_spam(self.comment, by=by, **values)


class OfReported(VerbView):
    """A verb on what readers see: what they have reported is next."""

    nothing_left = "No other reply is reported."

    def following(self) -> Comment | None:
        return queue.after(self.comment, Comment.objects.reported())


class Remove(OfReported):
    name, label, done = "remove", "Remove from the page", "Removed from the page"
    verb, dangerous = Verb.REMOVE, True

    def perform(self, by: Any, **values: Any) -> None:
        moderation.remove(self.comment, by=by, **values)


class Dismiss(OfReported):
    name, label, done = "dismiss", "Dismiss the reports", "Reports dismissed"
    verb = Verb.DISMISS

    @classmethod
    def concerns(cls, comment: Any) -> bool:
        return bool(comment.unseen)

    def perform(self, by: Any, **values: Any) -> None:
        reporting.dismiss(self.comment, by=by, **values)


class Staying(VerbView):
    """A verb after which the moderator goes on with the same reply."""

    def following(self) -> Comment | None:
        return self.comment


class Restore(Staying):
    name, label, done = "restore", "Put back in the queue", "Put back in the queue"
    verb = Verb.RESTORE

    def perform(self, by: Any, **values: Any) -> None:
        moderation.restore(self.comment, by=by, **values)


class ShowDetails(Staying):
    name, label, done = "show-details", "Show its personal details", "Personal details shown"
    verb, form_class, dangerous = Verb.SHOW_DETAILS, SeenForm, True

    @classmethod
    def concerns(cls, comment: Comment) -> bool:
        return comment.has_details and not comment.shows_details

    def perform(self, by: Any, **values: Any) -> None:
        moderation.show_details(self.comment, shown=True, by=by)


class HideDetails(Staying):
    name, label, done = "hide-details", "Hide its personal details", "Personal details hidden"
    verb, form_class = Verb.MASK_DETAILS, SeenForm

    @classmethod
    def concerns(cls, comment: Comment) -> bool:
        return comment.has_details and comment.shows_details

    def perform(self, by: Any, **values: Any) -> None:
        moderation.show_details(self.comment, shown=False, by=by)


class Screen(Staying):
    name, label, done = "screen", "Screen again", "Screened again"
    verb, form_class = Verb.SCREEN, SeenForm

    def carry_out(self, seen: int, **values: Any) -> None:
        """Without the lock around it: a server elsewhere may be asked, which takes seconds."""
        self.perform(self.request.user)

    def perform(self, by: Any, **values: Any) -> None:
        moderation.screen(self.comment, by=by)


class Answer(Staying):
    name, label, done, verb = "answer", "Answer", "Answered", Verb.ANSWER
    permission, form_class, form_name = "answer", AnswerForm, "answer_form"

    def record(self) -> QuerySet[Decision]:
        return answered(self.comment)

    def perform(self, by: Any, **values: Any) -> None:
        answering.answer(self.comment, by=by, **values)


BUTTONS: list[type[VerbView]] = [
    Approve,
    ApproveShowing,
    Reject,
    MarkSpam,
    Remove,
    Dismiss,
    Restore,
    ShowDetails,
    HideDetails,
    Screen,
]
# The answer has a form of its own.
VERBS: list[type[VerbView]] = [*BUTTONS, Answer]
IN_ROW: list[type[VerbView]] = [Approve, Reject, MarkSpam, Remove, Dismiss, Restore]


class Button(NamedTuple):
    """What can be done, or why it cannot: `reason` is empty where it can."""

    verb: type[VerbView]
    reason: str


def buttons(comment: Comment) -> list[Button]:
    """A button for each thing that makes sense; first those that can be pressed now."""
    found = [
        Button(view, sentences(against(comment, view.verb)))
        for view in BUTTONS
        if view.concerns(comment)
    ]
    return sorted(found, key=lambda button: button.reason)
