"""Reports that come back by mail: of a failure (RFC 3464) or of a complaint (RFC 5965)."""

from newsletter.reports.mailboxes import MOST_BYTES, messages
from newsletter.reports.reading import Kind, Report, read
from newsletter.reports.statuses import is_hard, without_address

__all__ = ["MOST_BYTES", "Kind", "Report", "is_hard", "messages", "read", "without_address"]
