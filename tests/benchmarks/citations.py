"""How long citations take: `python -m tests.benchmarks.citations` prints a table.

An article of 200 references and 400 marks is to be rendered and its list written in under 50 ms.
"""

from collections.abc import Callable
from datetime import date
from time import process_time

from articles.citations.item import Item
from articles.citations.keys import key_for
from articles.citations.marks import render, strip, token
from articles.citations.vancouver import reference

REFERENCES = 200
MARKS = 400
ROUNDS = 25
LIMIT_MS = 50
SENTENCE = "Muscles that are tired or short of water may cramp, most often at night. "


def work(number: int) -> Item:
    """A journal article with all that such an article may have."""
    return {
        "type": "article-journal",
        "title": f"Muscle cramps & sleep, part {number}",
        "author": [{"family": f"Sample{number}", "given": "Ada Jane"} for _ in range(8)],
        "container-title": "J Example Med",
        "issued": {"date-parts": [[2002, 7, 25]]},
        "volume": str(number),
        "issue": "4",
        "page": f"{number + 100}-{number + 108}",
        "DOI": f"10.1000/{number}",
        "PMID": str(1_000_000 + number),
    }


def best_ms(job: Callable[[], object]) -> float:
    """The processor time of the shortest of some rounds, in milliseconds."""
    times = []
    for _ in range(ROUNDS):
        start = process_time()
        job()
        times.append(process_time() - start)
    return min(times) * 1000


def main() -> None:
    """Print the table."""
    works = [work(number) for number in range(REFERENCES)]
    keys: list[str] = []
    for item in works:
        keys.append(key_for(item, keys))
    parts = [
        f"<p>{SENTENCE * 3}{token(keys[n % REFERENCES])}{token(keys[n * 7 % REFERENCES])}</p>"
        for n in range(MARKS // 2)
    ]
    jobs: dict[str, Callable[[], object]] = {
        f"render {MARKS} marks": lambda: render(parts),
        f"write {REFERENCES} references": lambda: [
            reference(item, accessed=date(2023, 2, 25)) for item in works
        ],
        "strip the marks": lambda: [strip(part) for part in parts],
    }
    print(f"{'job':<24}{'best of ' + str(ROUNDS):>14}")
    times = {name: best_ms(job) for name, job in jobs.items()}
    for name, milliseconds in times.items():
        print(f"{name:<24}{milliseconds:>11.2f} ms")
    total = sum(list(times.values())[:2])
    print(f"{'an edition (limit ' + str(LIMIT_MS) + ' ms)':<24}{total:>11.2f} ms")


if __name__ == "__main__":
    main()
