"""What somebody else saved meanwhile, part by part, to be read beside what one has typed."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from articles.content import Answer, Citation, Content, Picture, Signature

LABELS = {
    "title": "Title",
    "standfirst": "Standfirst",
    "key_points": "Key points",
    "body": "Body",
    "faqs": "FAQs",
    "summary": "Summary",
    "references": "References",
    "byline": "Authors",
    "image": "Image",
}


def changed(old: Content, new: Content) -> Iterator[tuple[str, SafeString]]:
    """The parts in which `new` differs, each with its label and how it reads now."""
    for name, label in LABELS.items():
        before, now = getattr(old, name) or None, getattr(new, name) or None
        if before != now:
            yield label, SHOWN.get(name, _html)(now) if now else escape("(empty)")


def _html(text: str) -> SafeString:
    return mark_safe(text)  # noqa: S308 cleaned when it was saved


def _lines(entries: Iterable[Answer | Citation | Signature]) -> SafeString:
    return format_html_join("", "<div>{}</div>", ((_line(entry),) for entry in entries))


def _line(entry: Answer | Citation | Signature) -> SafeString:
    if isinstance(entry, Answer):
        return format_html("<b>{}</b> {}", entry.question, _html(entry.answer))
    if isinstance(entry, Citation):
        return escape(f"{entry.key}: {entry.text or entry.item.get('title', '')}")
    return escape(entry.name)


def _picture(picture: Picture) -> SafeString:
    return escape(picture.alt or picture.name)


SHOWN: dict[str, Callable[[Any], SafeString]] = {
    "title": escape,
    "faqs": _lines,
    "references": _lines,
    "byline": _lines,
    "image": _picture,
}
