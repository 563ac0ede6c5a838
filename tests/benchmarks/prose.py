"""How long the checks take: `python -m tests.benchmarks.prose` prints a table.

An article of 5,000 words and 200 references is to be checked in well under the 200 ms that the desk's
panel has, its spelling in under 60 ms, once the lists of words are read: that takes up to 400 ms.
"""

from datetime import date
from time import process_time

from articles.checks.blocks import blocks
from articles.checks.registry import CHECKS
from articles.checks.run import findings
from articles.checks.text import Block, Faq, Reference, Setting, Text
from articles.checks.word_lists import speller
from articles.citations.marks import token
from tests.benchmarks.citations import best_ms, work

WORDS = 5_000
REFERENCES = 200
SPELLING_LIMIT_MS = 60
READING_LIMIT_MS = 400
SENTENCES = """
Muscles that are tired or short of water may cramp, most often at night. Gentle stretching of the calf
eases the pain for most people, and so does warmth. About 1 in 3 adults over 60 has cramps at least
once a month. Drink water before, during and after exercise, above all on hot days. Ask a pharmacist
whether a medicine that you take could be the cause. A cramp is not the same as hypoglycaemia, though
both can make you shake. Nobody knows why some people get more of them than others do.
""".replace("\n", " ").strip()  # fmt: skip


def article() -> Text:
    """An article of that size, with headings, lists and marks as articles have them."""
    paragraphs = WORDS // len(SENTENCES.split())
    keys = [f"sample{number}" for number in range(REFERENCES)]
    pieces = []
    for number in range(paragraphs):
        cited = "".join(token(key) for key in keys[number::paragraphs])
        pieces.append(f"<h2>What helps with cramp {number}?</h2>" if number % 5 == 0 else "")
        pieces.append(f"<p>{SENTENCES}{cited}</p>")
    question = Block("heading", "When should I get help?", "faq-1", 3)
    return Text(
        title=Block("heading", "Why do muscles cramp?", "title", 1),
        setting=Setting(today=date(2026, 6, 1)),
        body=tuple(blocks("body", "".join(pieces))),
        faqs=(Faq(question, tuple(blocks("faq-1", f"<p>{SENTENCES}</p>")), urgent=True),),
        references=tuple(
            Reference(key, work(number), f"reference:{key}") for number, key in enumerate(keys)
        ),
    )


def main() -> None:
    """Print the table."""
    start = process_time()
    speller()
    reading = (process_time() - start) * 1000
    text = article()
    print(f"{'check':<26}{'best of 25':>14}")
    times = {
        code: best_ms(lambda check=check: list(check.function(text)))  # type: ignore[misc]
        for code, check in CHECKS.items()
    }
    for code, milliseconds in sorted(times.items(), key=lambda item: -item[1]):
        print(f"{code:<26}{milliseconds:>11.2f} ms")
    print(f"{'all of them':<26}{best_ms(lambda: findings(text)):>11.2f} ms")
    print(f"{'spelling (limit ' + str(SPELLING_LIMIT_MS) + ')':<26}{times['spelling']:>11.2f} ms")
    print(f"{'reading the words (' + str(READING_LIMIT_MS) + ')':<26}{reading:>11.2f} ms")


if __name__ == "__main__":
    main()
