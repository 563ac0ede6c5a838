"""What people fill in to get the newsletter, and to change what they get."""

import re
from typing import Any

from django import forms

from articles.models import Topic
from newsletter import addresses
from newsletter.models import Subscriber, Wording
from newsletter.wishes import Wish

HOME_OF_THE_FORM = "/newsletter/"
# The path of one of our pages: no host, no query, nothing that is not to be seen.
PATH = re.compile(r"/(?!/)[^\s?#\\]{0,299}")
NO_ADDRESS = "Enter an email address such as name@example.org."
NO_FREQUENCY = "Choose how often we may write."
NO_CONSENT = "Tick the box if you agree to get our newsletter."
OTHER_WORDS = (
    "The words beside this box have changed since you opened the page. Read them, and tick the box"
    " if you agree."
)


def _topics() -> list[tuple[str, str]]:
    return [(topic.slug, topic.name) for topic in Topic.objects.all()]


class WishForm(forms.Form):
    """How often, and about what."""

    frequency = forms.ChoiceField(
        label="How often",
        choices=Subscriber.Frequency.choices,
        initial=Subscriber.Frequency.DAILY,
        widget=forms.RadioSelect,
        error_messages={"required": NO_FREQUENCY, "invalid_choice": NO_FREQUENCY},
    )
    topics = forms.MultipleChoiceField(
        label="Topics",
        help_text="None chosen means all of them.",
        choices=_topics,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose from the topics below."},
    )

    def wish(self) -> Wish:
        """What a valid form asks for."""
        topics = Topic.objects.filter(slug__in=self.cleaned_data["topics"])
        return Wish(self.cleaned_data["frequency"], frozenset(topics))


class AddressField(forms.CharField):
    """An e-mail address, normalised."""

    def __init__(self, **kwargs: Any) -> None:
        faults = dict.fromkeys(
            ["required", "max_length", "null_characters_not_allowed"], NO_ADDRESS
        )
        kwargs.setdefault("widget", forms.EmailInput(attrs={"autocomplete": "email"}))
        super().__init__(max_length=254, error_messages=faults, **kwargs)

    def clean(self, value: Any) -> str:
        """Raises ValidationError for what is no address."""
        try:
            return addresses.normalised(super().clean(value))
        except addresses.EmailNotValidError as error:
            raise forms.ValidationError(f"{NO_ADDRESS} {error}", code="invalid") from error


class SubscribeForm(WishForm):
    """An address, and the box that its owner ticks. The short form on other pages leaves the rest
    as it is. People neither see nor reach `website`: what fills it in is a program."""

    email = AddressField(label="Email address")
    consent = forms.BooleanField(error_messages={"required": NO_CONSENT})
    page = forms.Field(required=False, widget=forms.HiddenInput)
    wording = forms.Field(required=False, widget=forms.HiddenInput)
    website = forms.Field(required=False, widget=forms.HiddenInput)
    field_order = ["email", "frequency", "topics", "consent"]

    def __init__(self, *args: Any, shown: Wording, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shown = shown
        self.fields["consent"].label = shown.consent
        self.fields["frequency"].required = False

    def clean_frequency(self) -> str:
        """Daily, as the invitation says, unless another is chosen."""
        return self.cleaned_data["frequency"] or Subscriber.Frequency.DAILY.value

    def clean_page(self) -> str:
        """The path of the page that the form stood on; of this one if it is none."""
        page = str(self.cleaned_data["page"] or "")
        return page if PATH.fullmatch(page) and page.isprintable() else HOME_OF_THE_FORM

    def clean(self) -> dict[str, Any]:
        """What was ticked are the words in force, not those of a page that was opened before."""
        values = super().clean() or {}
        if values.get("wording") not in {None, "", str(self.shown.pk)}:
            data: Any = self.data
            self.data = data = data.copy()
            data.pop("consent", None)  # the box stands unticked again
            self.add_error("consent", OTHER_WORDS)
        return values


class ConfirmForm(forms.Form):
    """Which asking the page of the button showed."""

    asked = forms.IntegerField(required=False, widget=forms.HiddenInput)


class ReasonForm(forms.Form):
    """Why somebody left, if they care to say."""

    reason = forms.CharField(
        label="Why did you leave? (optional)",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
