"""What public pages show of the newsletter: the words of its invitation."""

from datetime import datetime

from django.utils import timezone

from newsletter.models import Wording


def version(path: str) -> str:
    """Wordings are only ever added, so their number tells."""
    return str(Wording.objects.count())


def next_moment(path: str) -> datetime | None:
    """When another wording comes into force."""
    coming = Wording.objects.filter(in_force_from__gt=timezone.now())
    return coming.order_by("in_force_from").values_list("in_force_from", flat=True).first()
