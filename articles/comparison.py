"""Two texts of an article beside each other: which parts differ, and how, word by word."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Generic, NamedTuple, TypeVar

from django.contrib.admin.utils import label_for_field
from django.core.files.storage import default_storage
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

from articles import rendering
from articles.citations.item import Name
from articles.content import Answer, Citation, Content, Picture, Signature
from articles.models import Source
from articles.models.source import CSL_FIELDS, partial_date
from articles.word_changes import ALIKE, aligned, in_html, in_text, likeness, marked

HTML_PARTS = {
    "standfirst": "Standfirst",
    "key_points": "Key points",
    "body": "Body",
    "summary": "Summary",
}
LABELS = {"title": "Title", **HTML_PARTS, "faqs": "FAQs", "references": "References"}
LABELS |= {"byline": "Authors", "image": "Picture", "settings": "Settings"}
ORDER = ["title", "standfirst", "key_points", "body", "faqs", "summary", "references", "byline"]
ORDER += ["image", "settings"]

WORDS = {True: "yes", False: "no"}

Entry = TypeVar("Entry")


@dataclass(frozen=True)
class Change:
    """A part that differs: its name in Content (or "settings"), its label, and both texts in one,
    with `<ins>` and `<del>`."""

    part: str
    label: str
    html: SafeString


def in_words(old: str, new: str) -> SafeString:
    """Word by word; what is a single word, as a date or a DOI is, as a whole."""
    if " " in old or " " in new:
        return in_text(old, new)
    pair = (marked(escape(text), change) for text, change in ((old, "del"), (new, "ins")) if text)
    return _joined(list(pair))


class Row(NamedTuple):
    """A field of an entry, before and after."""

    label: str
    old: str
    new: str
    show: Callable[[str, str], SafeString] = in_words


def compare(old: Content, new: Content) -> list[Change]:
    """How `new` differs from `old`, part by part, in the order of the page."""
    faqs = _matched(old.faqs, new.faqs, key=lambda faq: faq.question, like=_alike)
    references = _matched(old.references, new.references, key=lambda reference: reference.key)
    byline = _matched(old.byline, new.byline, key=lambda author: str(author.author))
    html = {
        "title": in_text(old.title, new.title) if old.title != new.title else "",
        "faqs": _entries(faqs, lambda faq: faq.question, _faq_rows),
        "references": _entries(references, lambda reference: reference.key, _reference_rows),
        "byline": _entries(byline, lambda author: author.name, _author_rows),
        "image": _picture(old.image, new.image),
        "settings": _settings(faqs, references, old, new),
    }
    for part in HTML_PARTS:
        before, after = getattr(old, part), getattr(new, part)
        html[part] = in_html(before, after) if before != after else ""
    return [Change(part, LABELS[part], mark_safe(html[part])) for part in ORDER if html[part]]  # noqa: S308 escaped where it was made


@dataclass(frozen=True)
class Match(Generic[Entry]):
    """What was and what is of one entry, None where it was not there."""

    old: Entry | None
    new: Entry | None
    moved: bool = False

    @property
    def entry(self) -> Entry:
        """The one that is, else the one that was."""
        entry = self.new or self.old
        assert entry is not None  # noqa: S101 a match has one of the two
        return entry


def _matched(
    old: Sequence[Entry],
    new: Sequence[Entry],
    key: Callable[[Entry], str],
    like: Callable[[Entry, Entry], float] = lambda before, after: 0,
) -> list[Match[Entry]]:
    """Each entry of `new` with what it was, found by its key, else by likeness; then those that
    are gone."""
    waiting: dict[str, list[int]] = {}
    for place, entry in enumerate(old):
        waiting.setdefault(key(entry), []).append(place)
    was = {
        place: waiting[key(entry)].pop(0)
        for place, entry in enumerate(new)
        if waiting.get(key(entry))
    }
    lost = [place for place in range(len(old)) if place not in was.values()]
    fresh = [place for place in range(len(new)) if place not in was]
    for before, after in aligned(lost, fresh, lambda i, j: like(old[i], new[j])):
        if before is not None and after is not None:
            was[after] = before
    stayed = _stayed([was[place] for place in sorted(was)])
    matches = [
        Match(old[was[place]], entry, was[place] not in stayed)
        if place in was
        else Match(None, entry)
        for place, entry in enumerate(new)
    ]
    gone = [place for place in lost if place not in was.values()]
    return matches + [Match(old[place], None) for place in gone]


def _stayed(places: list[int]) -> set[int]:
    """Those that still follow each other as they did."""
    blocks = SequenceMatcher(None, sorted(places), places, autojunk=False).get_matching_blocks()
    return {place for block in blocks for place in places[block.b : block.b + block.size]}


def _alike(old: Answer, new: Answer) -> float:
    found = likeness(*(frozenset(f"{faq.question} {faq.answer}".split()) for faq in (old, new)))
    return found * (found >= ALIKE)


def _entries(
    matches: Sequence[Match[Entry]],
    title: Callable[[Entry], str],
    rows: Callable[[Match[Entry]], list[Row]],
) -> str:
    items = [item for match in matches if (item := _entry(match, title(match.entry), rows(match)))]
    return format_html('<ul class="entries">{}</ul>', _joined(items)) if items else ""


def _entry(match: Match[Entry], title: str, rows: list[Row]) -> str:
    changed = [row for row in rows if row.old != row.new]
    states = [
        *(["added"] if match.old is None else []),
        *(["removed"] if match.new is None else []),
        *(["moved"] if match.moved else []),
    ]
    if not (changed or states):
        return ""
    state = ", ".join(states) or "changed"
    fields = format_html_join(
        "", "<dt>{}</dt><dd>{}</dd>", ((row.label, row.show(row.old, row.new)) for row in changed)
    )
    fields = format_html("<dl>{}</dl>", fields) if fields else fields
    return format_html("<li><b>{}</b> ({}){}</li>", title, state, fields)


def _joined(pieces: Sequence[str]) -> SafeString:
    return mark_safe("".join(pieces))  # noqa: S308 each made by format_html


def _faq_rows(match: Match[Answer]) -> list[Row]:
    old, new = match.old or Answer("", ""), match.new or Answer("", "")
    return [
        Row("Question", old.question, new.question),
        Row("Answer", old.answer, new.answer, in_html),
    ]


def _reference_rows(match: Match[Citation]) -> list[Row]:
    """Field by field; one that came or went, as it is printed."""
    if match.old and match.new:
        return list(_reference_fields(match.old, match.new))
    was, now = (
        (rendering.reference_text(reference), reference.passage) if reference else ("", "")
        for reference in (match.old, match.new)
    )
    return [Row("Printed", was[0], now[0]), Row("Supporting passage", was[1], now[1])]


def _reference_fields(old: Citation, new: Citation) -> Iterator[Row]:
    names = CSL_FIELDS | {"author": "authors", "editor": "editors", "issued": "issued"}
    for csl, name in names.items():
        label = capfirst(str(label_for_field(name, Source)))
        yield Row(label, _value(old, csl), _value(new, csl))
    yield Row("Number of the source", str(old.source), str(new.source))
    yield Row("Accessed", old.accessed, new.accessed)
    yield Row("Place in the source", old.locator, new.locator)
    yield Row("Supporting passage", old.passage, new.passage)
    yield Row("Written by hand", old.text, new.text)


def _value(reference: Citation, field: str) -> str:
    value: Any = reference.item.get(field, "")
    if isinstance(value, list):
        return "; ".join(map(_full_name, value))
    return partial_date(value.get("date-parts", [])) if isinstance(value, dict) else str(value)


def _full_name(name: Name) -> str:
    parts = [name.get("family"), name.get("given"), name.get("suffix"), name.get("literal")]
    return " ".join(part for part in parts if part)


def _author_rows(match: Match[Signature]) -> list[Row]:
    old, new = match.old or Signature(0, ""), match.new or Signature(0, "")
    return [
        Row("Name", old.name, new.name),
        Row("Credentials", old.credentials, new.credentials),
        Row("About", old.bio, new.bio, in_html),
        Row("Photo", old.photo, new.photo),
    ]


def _picture(old: Picture | None, new: Picture | None) -> str:
    alt = [picture.alt if picture else "" for picture in (old, new)]
    same_file = (old and old.name) == (new and new.name)
    if same_file:
        shown = _image(new, "") if new else ""
    else:
        shown = _joined([_image(old, "del") if old else "", _image(new, "ins") if new else ""])
    if same_file and alt[0] == alt[1]:
        return ""
    return format_html("{}<p>Text alternative: {}</p>", shown, in_text(*alt))


def _image(picture: Picture, change: str) -> SafeString:
    """Its words stand beside it, so the picture itself needs none."""
    image = format_html('<img src="{}" alt="">', default_storage.url(picture.name))
    return marked(image, change) if change else image


def _settings(
    faqs: Sequence[Match[Answer]],
    references: Sequence[Match[Citation]],
    old: Content,
    new: Content,
) -> str:
    flags = [
        *((f"“{m.entry.question}” says when to get help", *_flags(m, "urgent")) for m in faqs),
        *((f"{m.entry.key} is further reading", *_flags(m, "further_reading")) for m in references),
        ("The picture is mere decoration", *_flags(Match(old.image, new.image), "decorative")),
    ]
    changed = [
        format_html("<li>{}: {}</li>", label, in_text(WORDS[before], WORDS[after]))
        for label, before, after in flags
        if before != after
    ]
    return format_html('<ul class="entries">{}</ul>', _joined(changed)) if changed else ""


def _flags(match: Match[Any], name: str) -> tuple[bool, bool]:
    return bool(getattr(match.old, name, False)), bool(getattr(match.new, name, False))
