"""Choices between one's own text and a newer one, as a form carries them.

For each part in question: `take-body` is what the person chose, `took-body` what was carried out
before, and `mine-body` keeps their own fields, so that nothing is lost by a change of mind.
"""

import json
from typing import Any

from django.http import QueryDict

from articles.admin.parts import LABELS
from articles.content import Content
from articles.models import Image

MINE, THEIRS = "mine", "theirs"
ROWS = {"byline": "bylines", "faqs": "faqs", "references": "references"}
IMAGE = ["image", "image_alt", "image_decorative"]

Fields = dict[str, list[str]]


def in_question(data: QueryDict) -> list[str]:
    """The parts between which the form has the person choose."""
    return [part for part in LABELS if f"took-{part}" in data]


def undecided(data: QueryDict) -> list[str]:
    """The labels of the parts for which no choice was made."""
    parts = in_question(data)
    return [LABELS[part] for part in parts if data.get(f"take-{part}") not in (MINE, THEIRS)]


def carried_out(data: QueryDict, theirs: Content) -> QueryDict:
    """The form's data with each new choice filled in. A choice is carried out once: what is typed
    into the part afterwards stays."""
    data = data.copy()
    for part in in_question(data):
        take = data.get(f"take-{part}")
        if take in (MINE, THEIRS) and take != data[f"took-{part}"]:
            put(data, part, kept(data, part) if take == MINE else fields(theirs, part))
            data[f"took-{part}"] = take
    return data


def restored(data: QueryDict) -> QueryDict:
    """The form's data with all that the person had typed before any choice."""
    data = data.copy()
    for part in in_question(data):
        put(data, part, kept(data, part))
    return data


def put(data: QueryDict, part: str, values: Fields) -> None:
    """Make these the fields of a part."""
    for name in own(data, part):
        del data[name]
    for name, value in values.items():
        data.setlist(name, value)


def own(data: QueryDict, part: str) -> Fields:
    """The fields of a part."""
    return {name: data.getlist(name) for name in data if _belongs(name, part)}


def kept(data: QueryDict, part: str) -> Fields:
    """The person's own fields, as `mine-…` keeps them; none if somebody tampered with them."""
    try:
        values = json.loads(data.get(f"mine-{part}", ""))
    except (ValueError, RecursionError):
        return own(data, part)
    values = values if isinstance(values, dict) else {}
    return {
        name: [str(value) for value in each]
        for name, each in values.items()
        if _belongs(name, part) and isinstance(each, list)
    }


def _belongs(name: str, part: str) -> bool:
    if part in ROWS:
        return name.startswith(f"{ROWS[part]}-")
    return name in IMAGE if part == "image" else name == part


def fields(content: Content, part: str) -> Fields:
    """A part of a stored text as the fields of the form."""
    if part in ROWS:
        return _rows(ROWS[part], [ROW[part](entry) for entry in getattr(content, part)])
    values = _image(content) if part == "image" else {part: getattr(content, part)}
    return {name: [value] for name, value in values.items() if value}


def _rows(prefix: str, rows: list[dict[str, Any]]) -> Fields:
    values: dict[str, Any] = {"TOTAL_FORMS": len(rows), "INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        row["order"] = number + 1
        values |= {f"{number}-{name}": value for name, value in row.items() if value}
    return {f"{prefix}-{name}": [str(value)] for name, value in values.items()}


ROW: dict[str, Any] = {
    "byline": lambda signature: {"author": signature.author},
    "faqs": lambda faq: {
        "question": faq.question,
        "answer": faq.answer,
        "urgent": "on" if faq.urgent else "",
    },
    "references": lambda reference: {
        "source": reference.source,
        "key": reference.key,
        "accessed_on": reference.accessed,
        "locator": reference.locator,
        "passage": reference.passage,
        "further_reading": "on" if reference.further_reading else "",
        "text": reference.text,
    },
}


def _image(content: Content) -> dict[str, str]:
    if (picture := content.image) is None:
        return {}
    image = Image.objects.filter(name=picture.name).first()
    decorative = "on" if picture.decorative else ""
    return {
        "image": str(image.pk) if image else "",
        "image_alt": picture.alt,
        "image_decorative": decorative,
    }
