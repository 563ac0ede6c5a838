"""The parts of a text that the form shows, and whether two texts agree in one of them."""

from collections.abc import Callable
from dataclasses import fields, replace
from functools import lru_cache
from operator import attrgetter
from typing import Any

from articles.admin.markup import canonical
from articles.content import Citation, Content

# The stored text is asked about at each check while somebody types.
alike = lru_cache(maxsize=64)(canonical)
of_reference = attrgetter(*(field.name for field in fields(Citation) if field.name != "item"))

LABELS = {
    "title": "Title",
    "standfirst": "Standfirst",
    "key_points": "Key points",
    "body": "Body",
    "faqs": "FAQs",
    "summary": "Summary",
    "references": "References",
    "byline": "Authors",
    "image": "Picture",
}


def changed(old: Content, new: Content) -> list[str]:
    """The parts in which a person changed something. What the record adds by itself, such as an
    author's biography or the fields of a source, is no change of theirs."""
    return [part for part in LABELS if essence(old, part) != essence(new, part)]


def essence(content: Content, part: str) -> Any:
    """What a person decides in a part."""
    return ESSENCES.get(part, alike)(getattr(content, part))


ESSENCES: dict[str, Callable[[Any], Any]] = {
    "title": str.strip,
    "faqs": lambda faqs: [(faq.question, alike(faq.answer), faq.urgent) for faq in faqs],
    "references": lambda references: [of_reference(reference) for reference in references],
    "byline": lambda byline: [signature.author for signature in byline],
    "image": lambda image: image and (image.name, image.alt, image.decorative),
}


def settled(content: Content, stored: Content) -> Content:
    """`content` with what the record adds by itself as `stored` has it, so that a comparison of
    the two shows what a person changed and nothing else."""
    signatures = {signature.author: signature for signature in stored.byline}
    items = {(each.key, each.source): each.item for each in stored.references}
    pictures = {stored.image.name: stored.image} if stored.image else {}
    image = content.image
    return replace(
        content,
        byline=[signatures.get(each.author, each) for each in content.byline],
        references=[
            replace(each, item=items.get((each.key, each.source), each.item))
            for each in content.references
        ],
        image=replace(pictures.get(image.name, image), alt=image.alt, decorative=image.decorative)
        if image
        else None,
    )
