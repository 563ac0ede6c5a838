"""The page of one issue: its words and articles, its next steps, how far its sending is."""

from typing import Any, cast

from csp.decorators import csp_update
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property

from articles.admin.base import EDITOR_POLICY
from articles.findings import Refused
from newsletter import issues, retrying, standing
from newsletter.admin.issue_forms import IssueForm
from newsletter.admin.issue_page import IssuePage
from newsletter.admin.issue_verbs import buttons
from newsletter.models import Delivery, Item

SHOWN = 50


@method_decorator(csp_update(EDITOR_POLICY), name="dispatch")
class EditPage(IssuePage):
    """To be read by all who may see issues; its form is for those who may change them."""

    http_method_names = ["get", "head", "post", "options"]
    label = "Newsletter"
    template = "admin/newsletter/issue/issue.html"

    @cached_property
    def items(self) -> list[Item]:
        """What the issue tells of, in its order."""
        told = self.issue.items.select_related("edition__article__topic")
        return list(told.only("issue", "edition__title", "edition__article__topic__name"))

    @property
    def is_open(self) -> bool:
        """Whether the person may change the issue, and it can still be changed."""
        issue = self.issue
        return self.may("change") and not (issue.started_at or issue.cancelled_at)

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        form = IssueForm(issue=self.issue, items=self.items) if self.is_open else None
        return self.with_form(form)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Save the issue, or say why not."""
        if not self.may("change"):
            raise PermissionDenied
        form = IssueForm(request.POST, issue=self.issue, items=self.items)
        if not form.is_valid():
            return self.with_form(form)
        try:
            issues.edit(self.issue, by=cast(Any, request.user), **form.words())
        except Refused as refusal:
            form.add_error(None, [finding.message for finding in refusal.findings])
            return self.with_form(form)
        self.model_admin.log_change(request, self.issue, "Edited.")
        messages.success(request, "Saved. Somebody else approves it now.")
        return HttpResponseRedirect(self.address())

    def with_form(self, form: IssueForm | None) -> HttpResponse:
        """The page with this form, or to be read only."""
        user: Any = self.request.user
        return self.page(
            {
                "form": form,
                "items": self.items,
                "standing": standing.words(self.issue),
                "buttons": buttons(self.issue, user),
                **(self._sending() if self.issue.started_at else {}),
            }
        )

    def _sending(self) -> dict[str, Any]:
        uncertain = self.issue.deliveries.filter(state=Delivery.State.UNCERTAIN)
        return {
            "counts": standing.counts(self.issue),
            "came_back": standing.came_back(self.issue),
            "uncertain": list(uncertain.select_related("subscriber")[:SHOWN]),
            "progress": standing.progress(self.issue),
            "passing": 0 if self.issue.cancelled_at else len(retrying.passing(self.issue)),
        }
