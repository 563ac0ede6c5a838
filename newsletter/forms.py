"""What people fill in to get the newsletter, and to change what they get."""

from typing import Any

from django import forms

from articles.models import Topic
from newsletter import addresses
from newsletter.models import Subscriber
from newsletter.subscriptions import Wish

LONGEST_PATH = 300
NO_ADDRESS = "Enter an email address such as name@example.org."


class WishForm(forms.Form):
    """How often, and about what."""

    frequency = forms.ChoiceField(
        label="How often",
        choices=Subscriber.Frequency.choices,
        initial=Subscriber.Frequency.DAILY,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how often we may write."},
    )
    topics = forms.ModelMultipleChoiceField(
        label="Topics",
        help_text="None chosen means all of them.",
        queryset=Topic.objects.all(),
        to_field_name="slug",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose from the topics below."},
    )

    def wish(self) -> Wish:
        """What a valid form asks for."""
        return Wish(self.cleaned_data["frequency"], list(self.cleaned_data["topics"]))


class SubscribeForm(WishForm):
    """An address, and the box that its owner ticks. The short form on other pages leaves the rest
    as it is. People neither see nor reach `website`: what fills it in is a program."""

    email = forms.CharField(
        label="Email address",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": NO_ADDRESS, "max_length": NO_ADDRESS},
    )
    consent = forms.BooleanField(
        error_messages={"required": "Tick the box if you agree to get our newsletter."},
    )
    page = forms.CharField(required=False, widget=forms.HiddenInput)
    website = forms.CharField(required=False, widget=forms.HiddenInput)
    field_order = ["email", "consent", "frequency", "topics"]

    def __init__(self, *args: Any, consent: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["consent"].label = consent

    def clean_email(self) -> str:
        """The address, normalised."""
        try:
            return addresses.normalised(self.cleaned_data["email"])
        except addresses.EmailNotValidError as error:
            raise forms.ValidationError(f"{NO_ADDRESS} {error}", code="invalid") from error

    def clean_page(self) -> str:
        """The path of the page that the form stood on; of this one if it is none."""
        page: str = self.cleaned_data["page"]
        is_path = page.startswith("/") and len(page) <= LONGEST_PATH
        return page if is_path else "/newsletter/"


class ReasonForm(forms.Form):
    """Why somebody left, if they care to say."""

    reason = forms.CharField(
        label="Why did you leave? (optional)",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
