"""The page that gives out the link to a preview of one Revision."""

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponse
from django.template.response import TemplateResponse

from articles import previews
from articles.admin.verb_page import VerbView


class PreviewView(VerbView):
    """The link, made anew each time that it is looked at: nothing is stored of it."""

    http_method_names = ["get", "head"]
    name, permission = "preview", "view"
    label = "Share a preview"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The link to the Revision asked for, else the newest; 404 without any."""
        if self.shown is None:
            raise Http404
        context = {
            **self.model_admin.admin_site.each_context(request),
            "title": self.label,
            "opts": self.model_admin.opts,
            "article": self.article,
            "shown": self.shown,
            "link": settings.SITE_URL + previews.address(self.shown),
            "until": previews.good_until(),
        }
        return TemplateResponse(request, "admin/articles/article/preview.html", context)
