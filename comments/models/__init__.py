"""The models, each in the file of its name."""

from comments.models.blocked import BlockedNetwork, BlockedWord
from comments.models.comment import Comment
from comments.models.decision import Decision
from comments.models.discussion import Discussion
from comments.models.report import Report

__all__ = ["BlockedNetwork", "BlockedWord", "Comment", "Decision", "Discussion", "Report"]
