"""What reviewers asked for, each note beside the paragraph of the newest text that it is about."""

from typing import Any

from articles import drafting, notes
from articles.admin import reading
from articles.admin.article_page import ArticlePage
from articles.content import Content
from articles.models import Article, Review


class NotesPage(ArticlePage):
    name, label = "notes", "Reviewers’ notes"
    template = "admin/articles/article/notes.html"

    def context(self) -> dict[str, Any]:
        """The reviews that left notes, the latest first, and the newest text."""
        newest = drafting.newest(self.article)
        if newest is None:
            return {"reviews": []}
        content = newest.content
        reviews = Review.objects.filter(revision__article=self.article).select_related("revision")
        told_all = [told(review, content) for review in reviews.order_by("-pk")]
        return {"reviews": [one for one in told_all if one]} | reading.for_review(newest)


def open_notes(article: Article) -> dict[str, Any] | None:
    """What the last review asked for, as seen from the newest text; None if it approved."""
    last = Review.objects.filter(revision__article=article).select_related("revision")
    review, newest = last.order_by("-pk").first(), drafting.newest(article)
    if review is None or newest is None or review.approves:
        return None
    return told(review, newest.content)


def told(review: Review, content: Content) -> dict[str, Any] | None:
    """A review's notes as seen from a text; None if it left none."""
    pinned = [
        {"note": note, "anchor": note.place and reading.place_id(note.place)}
        for note in notes.pinned(review, content)
    ]
    return {"review": review, "pinned": pinned} if pinned or review.notes else None
