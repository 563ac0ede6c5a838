"""Sentences that are too long to keep in mind."""

from collections.abc import Iterator

from articles.checks.registry import Found, check
from articles.checks.sentences import sentences
from articles.checks.text import Text

MOST_WORDS = 25


@check("long-sentence", "info")
def long_sentence(text: Text) -> Iterator[Found]:
    """No sentence has more than 25 words: the limit of the GOV.UK style guide."""
    for block in text.blocks():
        for sentence in sentences(block.text):
            if len(sentence.words) > MOST_WORDS:
                message = (
                    f"This sentence has {len(sentence.words)} words; {MOST_WORDS} are enough. Make"
                    f" two of it: “{sentence.excerpt}”"
                )
                yield Found(message, block.place, sentence.text)
