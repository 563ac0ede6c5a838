"""Who else has an article's form open: told by the forms themselves, every 15 seconds."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.text import get_text_list
from django.views import View

from articles.models import Article, Presence
from articles.waiving import name

# Three messages may be missed before somebody counts as gone.
PRESENT_FOR = timedelta(seconds=45)


def others(article: Article, user: User) -> list[str]:
    """The names of those who have the form open beside this person."""
    since = timezone.now() - PRESENT_FOR
    here = Presence.objects.filter(article=article, seen_at__gte=since).exclude(user=user)
    return [
        name(presence.user)
        for presence in here.select_related("user").order_by("user__first_name", "user_id")
    ]


def sentence(names: list[str]) -> str:
    """Who they are, in words; empty if there is nobody."""
    if not names:
        return ""
    verb = "has" if len(names) == 1 else "have"
    return f"{get_text_list(names, 'and')} {verb} this article open too."


class PresenceView(View):
    """A form says that it is open, or with `left` that it was closed; it is told who else is."""

    http_method_names = ["post"]
    model_admin: Any = None

    def post(self, request: HttpRequest, object_id: int) -> JsonResponse:
        article = self.model_admin.get_object(request, str(object_id))
        if article is None:
            raise Http404
        if not self.model_admin.has_change_permission(request, article):
            raise PermissionDenied
        user: Any = request.user
        if "left" in request.POST:
            Presence.objects.filter(article=article, user=user).delete()
        else:
            Presence.objects.update_or_create(
                article=article, user=user, defaults={"seen_at": timezone.now()}
            )
        return JsonResponse({"others": sentence(others(article, user))})


def urls(model_admin: Any) -> list[URLPattern]:
    """The view's address."""
    view = model_admin.admin_site.admin_view(PresenceView.as_view(model_admin=model_admin))
    return [path("<int:object_id>/presence/", view, name="articles_article_presence")]
