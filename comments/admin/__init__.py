"""The moderators' desk, a file for each kind of thing."""

from comments.admin import comment, record

__all__ = ["comment", "record"]
