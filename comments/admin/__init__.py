"""The moderators' desk, a file for each kind of thing."""

from comments.admin import blocked, comment, discussion, record

__all__ = ["blocked", "comment", "discussion", "record"]
