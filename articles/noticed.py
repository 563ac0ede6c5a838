"""What readers are told of a source that was retracted, or doubted by its publisher, after the
article that cites it was published: at the head of the page, and at the reference itself."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from articles import watching
from articles.content import Content
from articles.models import Edition, Notice


@dataclass(frozen=True)
class NoticedReference:
    """A numbered reference of an edition, and what was said of the work since."""

    number: int
    notice: Notice


def references(edition: Edition, content: Content) -> list[NoticedReference]:
    """The references of an edition that have a notice without an editor's answer, by number."""
    sources = {reference.key: reference.source for reference in content.references}
    numbers = {sources[entry["key"]]: entry["number"] for entry in edition.references}
    noticed = [
        NoticedReference(numbers[notice.source_id], notice)
        for notice in watching.shown_on(edition, edition.article)
        if notice.source_id in numbers
    ]
    return sorted(noticed, key=lambda each: each.number)


def marked(html: str, noticed: Iterable[NoticedReference]) -> SafeString:
    """The rendered text of an edition, each of the references with its notice before it: there it
    is also seen where a mark opens the reference."""
    for each in noticed:
        start = f'<li id="ref-{each.number}" value="{each.number}"><span data-ref>'
        note = render_to_string("articles/_reference_notice.html", {"notice": each.notice})
        html = html.replace(start, f"{start}{note}")
    return mark_safe(html)  # noqa: S308 made by `rendering` from cleaned parts, and our own note
