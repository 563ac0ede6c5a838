"""What readers send: a reply, and the report of one."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from articles.findings import Finding
from articles.forms.enquiry import ROBOT
from comments.models import Comment, Report
from comments.words import emergencies, personal_details, safe_text
from comments.words.emergencies import Danger
from comments.words.personal_details import Detail

LONGEST = 5000
LARGEST = 2**31 - 1
# How far into a text that is far too long anyway we look for dangers and details.
READ = 10 * LONGEST
ENDINGS = "com|net|org|info|biz|co|uk|eu|io|ru|cn|shop|store|online|site|top|xyz|club"
ADDRESS = re.compile(rf"@|://|\bwww\.|[\w-]\.(?:{ENDINGS})\b", re.IGNORECASE)
ONLY_A_NAME = "Give only a name here: no email address, web address or phone number."


class SafeText(forms.CharField):
    """Text without the characters that nobody sees; so it also comes back to whoever typed it."""

    safe = staticmethod(safe_text.clean)

    def to_python(self, value: Any) -> str:
        return self.safe(str(super().to_python(value) or ""))

    def bound_data(self, data: Any, initial: Any) -> str:
        return self.to_python(data)


class SafeLine(SafeText):
    """The same on one line."""

    safe = staticmethod(safe_text.one_line)


class SafeEmail(SafeLine, forms.EmailField):
    """An address, equally."""


class CommentForm(forms.Form):
    """A reader's reply to an article, or to the reply whose number is `parent`.

    People neither see nor reach the field `website`: what fills it in is a program, and the
    screening is told. `seen` is the digest of the personal details that have been pointed out.
    """

    body = SafeText(error_messages={"required": "Write your reply."})
    name = SafeLine(
        max_length=Comment._meta.get_field("name").max_length,
        error_messages={"required": "Give the name that will stand above your reply."},
    )
    email = SafeEmail(
        max_length=Comment._meta.get_field("email").max_length,
        error_messages={
            "required": "Give your email address. It will not be published.",
            "invalid": "Give an email address such as name@example.org.",
        },
    )
    notify = forms.BooleanField(required=False)
    parent = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=LARGEST,
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(
            ["invalid", "min_value", "max_value"],
            "We could not tell which reply you answer. You can send yours to the article.",
        ),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    website = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_body(self) -> str:
        """Raises ValidationError for a text that is too long: by how much."""
        body: str = self.cleaned_data["body"]
        if (over := len(body) - LONGEST) > 0:
            letters = "1 character" if over == 1 else f"{over:,} characters"
            message = f"Your reply is {letters} too long. Shorten it to {LONGEST:,} or fewer."
            raise ValidationError(message, code="max_length")
        return body

    def clean_name(self) -> str:
        """Raises ValidationError for a way to reach somebody: names are public."""
        name: str = self.cleaned_data["name"]
        if ADDRESS.search(name) or personal_details.find(name):
            raise ValidationError(ONLY_A_NAME, code="only-a-name")
        return name

    @property
    def reply(self) -> dict[str, Any]:
        """The values that `moderation.submit` takes, of a valid form."""
        names = ("name", "email", "body", "parent", "notify")
        values = {name: self.cleaned_data[name] for name in names}
        return values | {"honeypot": self.cleaned_data["website"]}

    @property
    def text(self) -> str:
        """What was typed, be it valid or not."""
        return str(self["body"].value())[:READ]

    @property
    def dangers(self) -> list[Danger]:
        """What in the text may be an emergency."""
        return emergencies.find(self.text)

    @property
    def details(self) -> list[Detail]:
        """The personal details in the text."""
        return personal_details.find(self.text)

    @property
    def digest(self) -> str:
        """Stands for these details, "" if there are none; comes back in `seen`."""
        return personal_details.digest(self.text)

    @property
    def shows_new_details(self) -> bool:
        """Whether there are details that its writer has not been told of."""
        return self.digest not in {"", self.data.get("seen", "")}

    def refuse(self, findings: Iterable[Finding]) -> None:
        """Say why the reply was not taken, each reason once."""
        for finding in findings:
            if not self.has_error(NON_FIELD_ERRORS, finding.code):
                self.add_error(None, ValidationError(finding.message, code=finding.code))


class CommentReportForm(forms.Form):
    """What a reader finds wrong with a reply."""

    reason = forms.ChoiceField(
        choices=Report.Reason.choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(
            ["required", "invalid_choice"], "Choose what is wrong with the reply."
        ),
    )
    note = SafeText(
        required=False,
        max_length=Report._meta.get_field("note").max_length,
        widget=forms.Textarea,
    )
    website = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> None:
        """Refuse what a program filled in, in words that serve a person whose browser did it."""
        if self.cleaned_data.pop("website", ""):
            raise ValidationError(ROBOT)
