"""What public pages show of the newsletter: the words of its invitation, and the archive."""

from datetime import datetime

from django.utils import timezone

from newsletter.models import Issue, Wording

ARCHIVE = "/newsletter/issues/"


def version(path: str) -> str:
    """Wordings are only ever added, and issues only ever sent, so their numbers tell."""
    sent = Issue.objects.exclude(started_at=None).count() if path.startswith(ARCHIVE) else 0
    return f"{Wording.objects.count()} {sent}"


def next_moment(path: str) -> datetime | None:
    """When another wording comes into force."""
    coming = Wording.objects.filter(in_force_from__gt=timezone.now())
    return coming.order_by("in_force_from").values_list("in_force_from", flat=True).first()
