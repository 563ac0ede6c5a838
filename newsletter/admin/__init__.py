"""The newsletter's desk, a file for each kind of thing."""

from newsletter.admin import consent, correction, issue, subscriber, suppression, wording

__all__ = ["consent", "correction", "issue", "subscriber", "suppression", "wording"]
