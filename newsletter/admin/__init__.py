"""The newsletter's desk, a file for each kind of thing."""

from newsletter.admin import consent, subscriber, wording

__all__ = ["consent", "subscriber", "wording"]
