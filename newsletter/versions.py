"""What public pages show of the newsletter: the words of its invitation."""

from newsletter.models import Wording


def version(path: str) -> str:
    """The wording in force at this moment: its key."""
    wording = Wording.objects.in_force()
    return str(wording and wording.pk)
