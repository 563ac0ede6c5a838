from django import forms

from articles.models import Enquiry

ROBOT = "This looked like an automatic message. If you are a person, please send it once more."


class EnquiryForm(forms.Form):
    """A reader's message; name and email are optional.

    People neither see nor reach the field `website`: what fills it in is a program.
    """

    body = forms.CharField(
        label="Your message",
        max_length=Enquiry._meta.get_field("body").max_length,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Write your message."},
    )
    name = forms.CharField(
        label="Your name (optional)",
        required=False,
        max_length=Enquiry._meta.get_field("name").max_length,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label="Your email address (optional)",
        required=False,
        max_length=Enquiry._meta.get_field("email").max_length,
        help_text="Only if you would like an answer.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "invalid": "Give an address such as name@example.org, or leave the field empty."
        },
    )
    website = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> None:
        """Refuse what a program filled in, in words that serve a person whose browser did it."""
        if self.cleaned_data.pop("website", ""):
            raise forms.ValidationError(ROBOT)
