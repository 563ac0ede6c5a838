"""Places in words, and in the order in which an editor meets them."""

from itertools import chain

from articles.checks.text import Text

NAMES = {
    "title": "Title",
    "slug": "Address",
    "topic": "Topic",
    "authors": "Authors",
    "image": "Picture",
    "standfirst": "Standfirst",
    "key_points": "Key points",
    "body": "Body",
    "faqs": "FAQs",
    "summary": "Summary",
    "references": "References",
}


def label(place: str) -> str:
    """A place in words: `Body, paragraph 7`, `Reference brukner2017`, `FAQ 2, answer`."""
    part, _, number = place.partition(":")
    if part == "reference":
        return f"Reference {number}"
    if part.startswith("faq-"):
        question = f"FAQ {part.removeprefix('faq-')}"
        return f"{question}, answer{_counted(number)}" if number else f"{question}, question"
    name = NAMES.get(part, place[:1].upper() + place[1:])
    return f"{name}, paragraph {number}" if number and part != "standfirst" else name


def _counted(number: str) -> str:
    return f", paragraph {number}" if number != "1" else ""


def in_order(text: Text) -> list[str]:
    """Every place of a text that a finding may name, from the top of the form to its end."""
    answers = ([faq.question.place, *(block.place for block in faq.answer)] for faq in text.faqs)
    return [
        *("title", "slug", "topic", "authors", "image"),
        *("standfirst", *(block.place for block in text.standfirst)),
        *("key_points", *(block.place for block in text.key_points)),
        *("body", *(block.place for block in text.body)),
        *("faqs", *chain.from_iterable(answers)),
        *("summary", *(block.place for block in text.summary)),
        *("references", *(reference.place for reference in text.references)),
        # Those that stand in a block without words.
        *(picture.place for picture in text.pictures),
    ]
