"""No text keeps the searches busy: 40 kilobytes of the worst are read to their end."""

import subprocess
import sys
from pathlib import Path

UNITS = [
    *(
        "1",
        "0 ",
        "07700 900",
        "1-",
        "(0)",
        "+1 ",
        "12/12/",
        "B1 ",
        "a.a.a.",
        "@@@@",
        "a@",
        "x@a.a.",
    ),
    *(
        "a at ",
        "x at a dot ",
        "dot ",
        "(at)",
        "10.1234/",
        "ISBN 1",
        "call me on ",
        "zero ",
        "\u200b",
    ),
    *(
        "\u200d",
        "👩\u200d",
        "\n ",
        "want to ",
        "not ",
        "cant ",
        "took all all ",
        "wish i was ",
        "is ",
    ),
    *("my chest ", "blood ", "su", "www.", "[url", "<a ", "A", "contact a ", "NHS no "),
]
# Were the work to grow with the square of the length, each unit alone would take minutes.
SCRIPT = f"""
from comments.words import emergencies, personal_details, safe_text
from comments.words.blocked_words import DEFAULT_BLOCKED_WORDS
from comments.words.screening import Reply, Rules, screen

rules = Rules(blocked_words=DEFAULT_BLOCKED_WORDS)
for unit in {UNITS!r}:
    text = unit * (40_000 // len(unit))
    personal_details.mask(text)
    emergencies.find(text)
    safe_text.clean(text)
    screen(Reply(text[:200], text[:200], text), rules)
print("read")
"""


def test_long_texts_are_read_to_their_end() -> None:
    root = Path(__file__).parents[3]
    command = [sys.executable, "-c", SCRIPT]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=120)
    assert done.stdout == "read\n", done.stderr
