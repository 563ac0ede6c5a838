"""An issue as its mail looks, HTML and text, and how far its sending is."""

from csp.constants import NONE, UNSAFE_INLINE
from csp.decorators import csp
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponse
from django.utils.decorators import method_decorator

from articles.findings import Refused
from newsletter import proofs, standing
from newsletter.admin.issue_page import IssuePage

# Nobody keeps a copy, and nobody is led there.
HEADERS = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow"}
# The mail's own inline style, and nothing else of what a page may do.
POLICY = {
    "default-src": [NONE],
    "style-src": [UNSAFE_INLINE],
    "base-uri": [NONE],
    "form-action": [NONE],
    "frame-ancestors": [NONE],
    "sandbox": ["allow-popups"],
}
PLAIN = "text/plain; charset=utf-8"


@method_decorator(csp(POLICY), name="dispatch")
class HtmlProof(IssuePage):
    name, label = "preview", "Preview"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The HTML of the mail, by itself."""
        try:
            return HttpResponse(proofs.proof(self.issue).html, headers=HEADERS)
        except Refused as refusal:
            return HttpResponse(f"{refusal}\n", status=409, content_type=PLAIN, headers=HEADERS)


class TextProof(IssuePage):
    name, label = "preview-text", "Preview of the text"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The mail's text, for programs and people who want no HTML."""
        try:
            text, status = proofs.proof(self.issue).text, 200
        except Refused as refusal:
            text, status = f"{refusal}\n", 409
        return HttpResponse(text, status=status, content_type=PLAIN, headers=HEADERS)


class ProgressPage(IssuePage):
    name, label = "progress", "Progress"

    def get(self, request: HttpRequest) -> HttpResponse:
        """How far the sending is, for the page that shows it."""
        return JsonResponse(standing.progress(self.issue))
