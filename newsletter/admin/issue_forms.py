"""What is asked about an issue: its words, what it tells of, and when it goes out."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.dateparse import parse_datetime

from articles.admin.verb_forms import MomentField
from articles.admin.widgets import RichTextField
from newsletter import issues
from newsletter.models import Issue, Item

UNFIT = {"Picture", "Callout"}
NEVER = datetime.min


class SeenField(forms.Field):
    """The `edited_at` of the issue that the person was shown, to the microsecond."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False)

    def prepare_value(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, datetime) else value

    def to_python(self, value: Any) -> datetime | None:
        if not value:
            return None
        try:
            return parse_datetime(value) or NEVER
        except ValueError:
            return NEVER


class IntroField(RichTextField):
    """The editor, without what no mail of ours carries."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(height=200, cites=False, **kwargs)
        config = self.widget.config
        groups = [[each for each in group if each not in UNFIT] for group in config["toolbar"]]
        self.widget.config = config | {"toolbar": [group for group in groups if group]}

    def to_python(self, value: Any) -> str:
        return issues.cleaned(super().to_python(value))


class IssueForm(forms.Form):
    """The words of an issue, and for each article its place and whether it is left out."""

    seen = SeenField()
    subject = forms.CharField(
        max_length=issues.LONGEST_SUBJECT,
        widget=forms.TextInput({"class": "vTextField"}),
        help_text="The first thing that people see of the mail.",
    )
    intro = IntroField(
        label="Introduction",
        required=False,
        help_text="Some words of yours before the articles. Pictures and citation marks are taken"
        " out.",
    )

    def __init__(self, *args: Any, issue: Issue, items: Sequence[Item], **kwargs: Any) -> None:
        initial = {"seen": issue.edited_at, "subject": issue.subject, "intro": issue.intro}
        super().__init__(*args, **{"initial": initial} | kwargs)
        self.items = items
        for number, item in enumerate(items, start=1):
            title = item.edition.title
            self.fields[f"place_{item.pk}"] = forms.IntegerField(
                label=f"Place of “{title}”", initial=number, min_value=0, max_value=999
            )
            self.fields[f"out_{item.pk}"] = forms.BooleanField(
                label=f"Leave “{title}” out", required=False
            )

    def rows(self) -> list[tuple[Item, BoundField, BoundField]]:
        """Each article with its two fields."""
        return [(item, self[f"place_{item.pk}"], self[f"out_{item.pk}"]) for item in self.items]

    def words(self) -> dict[str, Any]:
        """What `issues.edit` takes of a valid form."""
        values = self.cleaned_data
        kept = [item.pk for item in self.items if not values[f"out_{item.pk}"]]
        kept.sort(key=lambda key: values[f"place_{key}"])
        return {name: values[name] for name in ("seen", "subject", "intro")} | {"items": kept}


class ApproveForm(forms.Form):
    seen = SeenField()


class ResendForm(forms.Form):
    delivery = forms.IntegerField(min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)


class ScheduleForm(forms.Form):
    at = MomentField(label="Send at", help_text="London time.")
