"""What public pages show of the newsletter: the words of its invitation, and the archive, which
sitemaps list too."""

from klarity import sitemap
from newsletter.models import Issue, Wording

ARCHIVE = ("/newsletter/issues/", sitemap.PREFIX)


def version(path: str) -> str:
    """The key of the wording in force at this moment and, of the archive, how many were sent."""
    wording = Wording.objects.in_force()
    sent = Issue.objects.exclude(started_at=None).count() if path.startswith(ARCHIVE) else 0
    return f"{wording and wording.pk} {sent}"
