"""The moderators' desk, a file for each kind of thing."""

from comments.admin import blocked, comment, record

__all__ = ["blocked", "comment", "record"]
