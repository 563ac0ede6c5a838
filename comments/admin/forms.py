"""What a moderator is asked."""

from typing import Any

from django import forms

from articles.admin.verb_forms import long_text
from comments.words import safe_text

LONGEST_NOTE = 500
LONGEST_ANSWER = 5000
LARGEST_KEY = 2**63 - 1


class SeenForm(forms.Form):
    """`seen`: the key of the newest decision that the page showed; without one, 0."""

    seen = forms.IntegerField(
        min_value=0, max_value=LARGEST_KEY, required=False, widget=forms.HiddenInput
    )

    def clean_seen(self) -> int:
        return self.cleaned_data["seen"] or 0


class DecisionForm(SeenForm):
    note = long_text(
        "Note (optional)",
        LONGEST_NOTE,
        required=False,
        help_text="For your colleagues; readers never see it.",
    )


class AnswerForm(SeenForm):
    body = long_text(
        "Answer",
        LONGEST_ANSWER,
        help_text="Plain text. It is shown at once, with your name and marked as the library’s.",
    )

    def clean_body(self) -> str:
        """Without the characters that nobody sees, as readers' own replies are."""
        return safe_text.clean(self.cleaned_data["body"])


class BlockForm(forms.Form):
    note = forms.CharField(label="Note (optional)", max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].widget.attrs["class"] = "vTextField"
