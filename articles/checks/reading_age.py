"""How old a reader must be to follow a text.

The Flesch-Kincaid grade (Kincaid and others, Navy Research Branch Report 8-75, 1975) is the year of
an American school; its pupils are five years older.
"""

from collections.abc import Iterable, Iterator
from math import sqrt

from articles.checks.passages import passages
from articles.checks.registry import Found, check
from articles.checks.sentences import Sentence, sentences
from articles.checks.syllables import syllables
from articles.checks.text import Block, Text

FEWEST_WORDS = 20
# What chance makes of a word's syllables: 11.8 times their usual deviation, in years for one word.
CHANCE = 11
# A heading and a cell are no sentences, nor is a caption or a term.
RUNNING = {"paragraph", "item", "quote"}


def age(blocks: Iterable[Block]) -> float | None:
    """The reading age of the running text in `blocks`; None if there is too little to judge by."""
    read = [sentence.words for sentence in _sentences(blocks)]
    words = [word for sentence in read for word in sentence]
    if len(words) < FEWEST_WORDS:
        return None
    a_sentence = len(words) / len(read)
    a_word = sum(map(syllables, words)) / len(words)
    return 0.39 * a_sentence + 11.8 * a_word - 15.59 + 5


@check("reading-age", "warning")
def reading_age(text: Text) -> Iterator[Found]:
    """Each section can be read by readers of the topic's age, as far as so few words can tell."""
    youngest, oldest = text.setting.reading_age
    for passage in passages(text):
        found = age(passage.blocks)
        if found is not None and found > oldest + _chance(passage.blocks):
            longest = max(_sentences(passage.blocks), key=lambda sentence: len(sentence.words))
            message = (
                f"{passage.name}: reading age {round(found)}; this topic’s texts are for readers of"
                f" {youngest} to {oldest}. Use shorter sentences and words. The longest sentence"
                f" has {len(longest.words)} words: “{longest.excerpt}”"
            )
            yield Found(message, passage.place, passage.text)


def _chance(blocks: Iterable[Block]) -> float:
    return CHANCE / sqrt(sum(len(sentence.words) for sentence in _sentences(blocks)))


def _sentences(blocks: Iterable[Block]) -> list[Sentence]:
    running = [block for block in blocks if block.kind in RUNNING]
    return [sentence for block in running for sentence in sentences(block.text) if sentence.words]
