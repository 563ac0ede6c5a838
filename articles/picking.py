"""Pick a source out of the library by a few words, as somebody types them."""

import json

from django.db.models import Q, QuerySet

from articles.models import Source
from articles.sources.wanted import wanted

SHOWN_AT_MOST = 20
WORDS_AT_MOST = 8
LONGEST_WORD = 200


def pick(text: str) -> QuerySet[Source]:
    """At most 20 sources, by title, that have each of the words somewhere in title, authors,
    journal, identifiers or address. A whole identifier may be written in any way."""
    text = text.replace("\0", " ")
    known = wanted(text)
    words = [known.value] if known else text.split()[:WORDS_AT_MOST]
    sources = Source.objects.prefetch_related("notices")
    for word in words:
        sources = sources.filter(_somewhere(word[:LONGEST_WORD]))
    return sources.order_by("title", "pk")[:SHOWN_AT_MOST]


def _somewhere(word: str) -> Q:
    """The small letters of an identifier are no matter of taste: only words are compared in both
    cases, which takes a database long."""
    found = Q(title__icontains=word) | Q(container_title__icontains=word)
    found |= Q(authors__icontains=word) | Q(doi__contains=word.lower()) | Q(url__contains=word)
    for field in ("pmid", "pmcid", "isbn"):
        found |= Q(**{f"{field}__startswith": word})
    if not word.isascii():
        # SQLite keeps JSON as it is written, letters beyond ASCII as `\u00fc`.
        found |= Q(authors__icontains=json.dumps(word)[1:-1])
    return found
