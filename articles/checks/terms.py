"""Words of clinicians, and whether the reader is told what they mean."""

import re
from collections.abc import Iterator

from articles.checks.registry import Found, check
from articles.checks.sentences import Sentence, sentences
from articles.checks.text import Block, Text
from articles.checks.word_lists import clinical_terms

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# "(atherosclerosis", "called homeostasis", "equilibrium, or homeostasis".
_GLOSSED_BEFORE = re.compile(
    r"(?:[(–—]|\b(?:called|named|termed|known as|the word|as in)|, or|\bor)"
    r"(?: (?:an?|the|your|medical term))?[\s“‘\"']*$",
    re.IGNORECASE,
)
# "hypoxia (too little oxygen)", "hypoxia, which means …"; not "(commonly …)", "(such as …)".
_GLOSSED_AFTER = re.compile(
    r"[”’\"']?(?: \w+)?(?: \((?!(?:commonly|often|usually|mostly|sometimes|mainly|especially"
    r"|such as|like|for example|e\.?g|see|including)\b)| [–—] |: "
    r"|, (?:or|which (?:is|are|means?|happens?)|that is|meaning|when|where|an?|the)\b"
    r"|,? (?:means?|refers? to|is (?:an?|the|when|where|what|how|another word)"
    r"|are (?:the|when|what|where))\b)",
    re.IGNORECASE,
)


@check("term-unexplained", "info")
def term_unexplained(text: Text) -> Iterator[Found]:
    """A word of clinicians is explained where it first stands, unless the article is about it."""
    met = set(_parts(text.title.text))
    for block in text.blocks():
        if block.kind == "heading":
            continue
        for sentence in sentences(block.text):
            for term in _unexplained(sentence, block, met):
                message = f"What does “{term}” mean? Say it where the word first stands."
                yield Found(message, block.place, term)


def _unexplained(sentence: Sentence, block: Block, met: set[str]) -> Iterator[str]:
    for word in _WORD.finditer(sentence.text):
        term = word[0].lower()
        if term in met or term not in clinical_terms():
            continue
        met.update(_parts(term))
        if not _is_in(term, block.explained) and not _is_glossed(sentence.text, word):
            yield word[0]


def _parts(text: str) -> list[str]:
    """The words of a text, and those that its compounds are made of."""
    words = _WORD.findall(text.lower())
    return [*words, *(part for word in words for part in word.split("-"))]


def _is_glossed(sentence: str, word: re.Match[str]) -> bool:
    before = sentence[max(0, word.start() - 40) : word.start()]
    return bool(_GLOSSED_BEFORE.search(before) or _GLOSSED_AFTER.match(sentence, word.end()))


def _is_in(term: str, explained: tuple[str, ...]) -> bool:
    return any(term in words.lower() for words in explained)
