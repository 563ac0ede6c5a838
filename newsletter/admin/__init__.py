"""The newsletter's part of the admin, a file for each kind of thing."""

from newsletter.admin import issue

__all__ = ["issue"]
