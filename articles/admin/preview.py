"""The page that gives out the link to a preview of one Revision."""

from typing import Any

from django.conf import settings
from django.http import Http404

from articles import previews
from articles.admin.article_page import ArticlePage


class PreviewPage(ArticlePage):
    """The link, made anew each time that it is looked at: nothing is stored of it."""

    name, label = "preview", "Share a preview"
    template = "admin/articles/article/preview.html"

    def context(self) -> dict[str, Any]:
        """The link to the Revision asked for, else the newest. Raises Http404 without any."""
        if self.shown is None:
            raise Http404
        return {
            "shown": self.shown,
            "link": settings.SITE_URL + previews.address(self.shown),
            "until": previews.good_until(),
        }
