"""What has become of a text and its sources since they were written."""

from collections.abc import Iterator

from articles.checks.registry import Found, check
from articles.checks.text import Text


@check("source-retracted", "warning")
def source_retracted(text: Text) -> Iterator[Found]:
    """A work that its publisher took back, or doubts, supports nothing until an editor has answered
    (ICMJE Recommendations, IV.A.3.g, references to retracted articles)."""
    for reference in text.references:
        for notice in reference.notices:
            message = (
                f"{notice}. Cite another work, or answer the notice with the reason why this one"
                " still stands."
            )
            yield Found(message, reference.place, f"{reference.work} {notice}")


@check("source-unreachable", "warning")
def source_unreachable(text: Text) -> Iterator[Found]:
    """A reader can follow a reference's address."""
    for reference in text.references:
        if reference.link == "dead":
            message = "The address of this source no longer answers. Find where the work is now."
            address = reference.item.get("URL", "")
            yield Found(message, reference.place, f"{reference.work} {address}")


@check("review-overdue", "warning")
def review_overdue(text: Text) -> Iterator[Found]:
    """A medical review holds for so long only."""
    due_on = text.setting.review_due_on
    if due_on and due_on < text.setting.today:
        message = (
            f"The medical review was due on {due_on.day} {due_on:%B %Y}. Bring the text up to date"
            " and submit it."
        )
        yield Found(message, "title", due_on.isoformat())


@check("slug-changed", "info")
def slug_changed(text: Text) -> Iterator[Found]:
    """A live page's address is known to others."""
    setting = text.setting
    if setting.live_slug and setting.slug != setting.live_slug:
        message = (
            f"The page is live at {setting.live_slug}. Once this is saved it moves to"
            f" {setting.slug}, and the old address leads there for ever."
        )
        yield Found(message, "slug", setting.slug)
