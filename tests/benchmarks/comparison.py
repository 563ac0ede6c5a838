"""How long two texts of 5,000 words take to be compared: `make bench`."""

from collections.abc import Iterator
from functools import partial
from random import Random

from articles.word_changes import in_html
from tests.benchmarks.citations import best_ms

SEED, PARAGRAPHS, WORDS = 7, 100, 50
Text = list[list[str]]


def texts(share: float) -> tuple[Text, Text]:
    """A text, and the same with that share of its words changed."""
    random = Random(SEED)
    vocabulary = [f"word{number}" for number in range(800)] + ["the", "of", "a"] * 60
    old = [[random.choice(vocabulary) for _ in range(WORDS)] for _ in range(PARAGRAPHS)]
    new = [
        [random.choice(vocabulary) if random.random() < share else word for word in paragraph]
        for paragraph in old
    ]
    return old, new


def written(text: Text, *, as_one: bool) -> str:
    """The text in its paragraphs, or all of it in one."""
    lines = [" ".join(paragraph) for paragraph in text]
    return f"<p>{' '.join(lines)}.</p>" if as_one else "".join(f"<p>{line}.</p>" for line in lines)


def rows() -> Iterator[tuple[float, str, float]]:
    """Share of words changed, how the text is laid out, milliseconds."""
    for share in (0.0, 0.02, 0.3, 0.8):
        for as_one in (False, True):
            old, new = (written(text, as_one=as_one) for text in texts(share))
            layout = "one paragraph" if as_one else "100 paragraphs"
            yield share, layout, best_ms(partial(in_html, old, new))


if __name__ == "__main__":
    print(f"{'changed':>8}  {'5,000 words in':16} {'ms':>7}")
    for share, layout, milliseconds in rows():
        print(f"{share:>8.0%}  {layout:16} {milliseconds:7.0f}")
