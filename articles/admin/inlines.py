"""The rows of an article's form: who signs it, the questions, the references."""

from typing import Any

from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import ForeignKey
from django.http import HttpRequest

from articles.admin.chosen import ChosenAutocomplete
from articles.admin.rows import BylineForm, FaqForm, ReferenceForm, RowFormSet
from articles.admin.typed import Row, TypedInline
from articles.admin.widgets import AutocompletesMixin
from articles.models import Article, Byline, Faq, Reference, Source


class RowInline(AutocompletesMixin, TypedInline[Row]):
    """Rows belong to the text: whoever may write the article may write all of them."""

    formset = RowFormSet  # type: ignore[assignment]
    template = "admin/articles/article/_rows.html"
    autocomplete = ChosenAutocomplete
    extra = 0
    # For the template: rows fold up, get their fields when they are unfolded (see `folded`), are
    # numbered by the text, may be urgent.
    folded = False
    drawn_late = False
    counted = False
    has_urgent = False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("articles.view_article")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        verb = "change" if obj else "add"
        return request.user.has_perm(f"articles.{verb}_article") and not _is_discarded(obj)

    has_add_permission = has_change_permission
    has_delete_permission = has_change_permission


def _is_discarded(article: Article | None) -> bool:
    return article is not None and article.discarded_at is not None


class BylineInline(RowInline[Byline]):
    model = Byline
    form = BylineForm
    fields = ["author", "order"]
    autocomplete_fields = ["author"]
    verbose_name = "author"
    verbose_name_plural = "authors, in the order in which they sign"


class FaqInline(RowInline[Faq]):
    model = Faq
    form = FaqForm
    fields = [*FaqForm.Meta.fields, "order"]
    folded = has_urgent = True


class ReferenceInline(RowInline[Reference]):
    model = Reference
    form = ReferenceForm
    fields = [*ReferenceForm.Meta.fields, "order"]
    autocomplete_fields = ["source"]
    folded = drawn_late = counted = True

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        """Without Django's icons, which are a third of a long form; the row links to its source."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Any:
        """With what was said of the sources since, for the rows tell it."""
        kwargs["queryset"] = Source.objects.prefetch_related("notices")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
