"""What the article's form shows beside its fields: checks, merge, who else is here."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.http import HttpRequest, QueryDict

from articles import drafting
from articles.admin import merging, panel, presence
from articles.admin.uses import Use, uses
from articles.admin.working_copy import content
from articles.content import Content
from articles.models import Article

# A browser forgets typing that was saved when it opens a form again, which may be much later.
SAVES_REMEMBERED = 20
SESSION_KEY = "saved_typing"
RESTORED = "Your typing is back in the form. It is not saved yet."


def merged(model_admin: Any, request: HttpRequest, object_id: str) -> QueryDict:
    """What was sent, with the choices between two texts filled in."""
    if "merge_from" not in request.POST:
        return request.POST
    article = model_admin.get_object(request, unquote(object_id))
    return merging.carried_out(article, request.POST) if article else request.POST


def remember_saved(request: Any, form: Any) -> None:
    """Tell the browser, with the next form it opens, that this typing needs no keeping."""
    if typing := form.cleaned_data["typing"]:
        saved = [*request.session.get(SESSION_KEY, []), typing]
        request.session[SESSION_KEY] = saved[-SAVES_REMEMBERED:]


def context(request: Any, page: dict[str, Any]) -> dict[str, Any]:
    """The page's further values; the rows of the references learn how they are used."""
    article, form = page["original"], page["adminform"].form
    formsets = [each.formset for each in page["inline_admin_formsets"]]
    if "_restore" in form.data:
        messages.info(request, RESTORED)
    text = _text(article, form, formsets)
    tell_uses(formsets, uses(text))
    stored = article or Article(created_by_id=request.user.pk)
    shown = form.instance if form.is_bound else stored
    saved = bool(article and article.newest_number and not form.is_bound)
    return panel.context(shown, text, request.user, saved=saved) | {
        "original": article,
        "merge": _merge(article, form) if article and form.is_bound else None,
        "present": presence.sentence(presence.others(article, request.user)) if article else "",
        "saved_typing": " ".join(request.session.get(SESSION_KEY, [])),
    }


def tell_uses(formsets: list[Any], found: dict[str, Use]) -> None:
    """Give each reference's row its use."""
    for formset in formsets:
        if formset.prefix == "references":
            for row in formset.forms:
                row.use = found.get(row["key"].value())


def _text(article: Article | None, form: Any, formsets: list[Any]) -> Content:
    if form.is_bound:
        return content(form, formsets)
    return drafting.freeze(article) if article else Content()


def _merge(article: Article, form: Any) -> merging.Merge | None:
    """The two texts, if the save was refused for a newer one; from then on it is the base."""
    if form.overtaken_base is None:
        return merging.going_on(article, form.data)
    newest = drafting.newest(article)
    assert newest is not None  # noqa: S101 it has overtaken the base
    merge = merging.begun(article, form.data, form.overtaken_base, newest)
    form.data = form.data.copy()
    form.data["base"] = str(newest.number)
    return merge
