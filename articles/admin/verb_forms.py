"""What a person is asked before a verb is carried out. `revision` is the one they were shown."""

from datetime import UTC, datetime
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone

from articles import changes, notes
from articles.changes import Type
from articles.models import Revision, Withdrawal

LONGEST_TEXT = 5000
CLOCK_CHANGE = "The clocks change then: that time comes twice or not at all. Choose another."


class MomentField(forms.DateTimeField):
    """A local date and time, which must be clear."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(widget=widget, **kwargs)

    def to_python(self, value: Any) -> datetime | None:
        try:
            moment = super().to_python(value)
            return moment.astimezone(UTC) if moment else None
        except OverflowError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error
        except ValidationError as error:
            if "ambiguous_timezone" in [inner.code for inner in error.error_list]:
                raise ValidationError(CLOCK_CHANGE, code="ambiguous_timezone") from error
            raise


def long_text(label: str, max_length: int = LONGEST_TEXT, **kwargs: Any) -> forms.CharField:
    """A field for some sentences."""
    widget = forms.Textarea({"rows": 4})
    return forms.CharField(label=label, widget=widget, max_length=max_length, **kwargs)


def day(label: str, **kwargs: Any) -> forms.DateField:
    """A field for a date."""
    return forms.DateField(
        label=label, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"), **kwargs
    )


class VerbForm(forms.Form):
    """Nothing but a confirmation."""

    def __init__(self, *args: Any, shown: Revision | None = None, **kwargs: Any) -> None:
        """`shown`: the Revision on the page."""
        super().__init__(*args, **kwargs)
        if "revision" in self.fields:
            self.fields["revision"].initial = shown.number if shown else None


class RevisionForm(VerbForm):
    revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class SubmitForm(RevisionForm):
    note = long_text("Note for the reviewer", required=False)


class ApproveForm(RevisionForm):
    due_on = day(
        "To be reviewed again by",
        required=False,
        help_text="Empty: after the interval of its topic.",
    )
    competing_interests = long_text(
        "Your competing interests", help_text="Readers see them; “None” if you have none."
    )
    note = long_text("Note", required=False, help_text="For colleagues.")


class SendBackForm(RevisionForm):
    """What should change: in general, and in single paragraphs, as many rows as were sent."""

    BLANK_ROWS = 3

    notes = long_text("What should change", required=False)

    def __init__(self, *args: Any, shown: Revision | None = None, **kwargs: Any) -> None:
        super().__init__(*args, shown=shown, **kwargs)
        self.places = notes.places(shown.content) if shown else []

    def clean(self) -> dict[str, Any]:
        """The values, with the notes on paragraphs as `pinned`."""
        values = super().clean() or {}
        words = forms.CharField(required=False)
        values["pinned"] = [
            {"place": words.clean(place), "note": words.clean(note)}
            for place, note in self._typed()
            if note.strip()
        ]
        return values

    @property
    def rows(self) -> list[tuple[str, str]]:
        """Place and note of each row: what was typed, then blank ones."""
        return self._typed() + [("", "")] * self.BLANK_ROWS

    def _typed(self) -> list[tuple[str, str]]:
        if not isinstance(self.data, QueryDict):
            return []
        rows = zip(self.data.getlist("place"), self.data.getlist("place_note"), strict=False)
        return [(place, note) for place, note in rows if note.strip()]


class PublishForm(RevisionForm):
    """Publication of the Revision shown; of a first edition nothing is asked but a note."""

    change_type = forms.ChoiceField(label="Kind of change")
    change_note = long_text(
        "What changed", required=False, help_text="Readers see it in the article’s history."
    )
    fault = long_text(
        "What was wrong",
        required=False,
        help_text="For a correction only. Readers see it at the top of the article.",
    )
    wrong_since = day("Wrong since", required=False, help_text="For a correction only.")
    notable = forms.BooleanField(
        label="Tell subscribers of this change in the newsletter", required=False
    )

    def __init__(self, *args: Any, shown: Revision | None = None, **kwargs: Any) -> None:
        super().__init__(*args, shown=shown, **kwargs)
        types = changes.possible(shown, timezone.now()) if shown else [Type.FIRST]
        if types == [Type.FIRST]:
            for name in ("change_type", "fault", "wrong_since", "notable"):
                del self.fields[name]
        else:
            field = cast(forms.ChoiceField, self.fields["change_type"])
            field.choices = [(kind, Type(kind).label) for kind in types]
            field.initial = types[0]

    def clean(self) -> dict[str, Any]:
        """Ask for a note on each change; what else a change needs is the verb’s to say."""
        values = super().clean() or {}
        if values.get("change_type") == Type.UPDATE and not values.get("change_note"):
            self.add_error("change_note", "Say what changed: readers will see it.")
        return values


class ScheduleForm(PublishForm):
    at = MomentField(label="Publish at", help_text="London time.")
    field_order = ["revision", "at"]


class RescheduleForm(VerbForm):
    at = MomentField(label="Publish at", help_text="London time.")


class WithdrawForm(VerbForm):
    kind = forms.ChoiceField(
        choices=Withdrawal.Kind.choices,
        initial=Withdrawal.Kind.WITHDRAWAL,
        help_text="A retraction says that the text was wrong.",
    )
    reason = long_text("Reason", help_text="Readers see it at the article’s address.")
    wrong_since = day("Wrong since", required=False, help_text="For a retraction only.")


class RestoreForm(RevisionForm):
    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class RedactForm(VerbForm):
    text = forms.CharField(
        label="Text to remove",
        strip=False,
        help_text="Exactly as it stands. It goes from the working copy and the whole record.",
    )
    reason = long_text("Reason", help_text="Kept in the log. Do not repeat the text here.")
