"""How an article uses its references: number, marks, and the line that readers get."""

from collections import Counter
from dataclasses import dataclass
from itertools import chain

from articles import rendering
from articles.citations import marks
from articles.content import Content


@dataclass(frozen=True)
class Use:
    """One reference. `number` is None while nothing leads to it."""

    number: int | None
    times: int
    further_reading: bool
    printed: str

    @property
    def words(self) -> str:
        """How often it is cited."""
        if self.times:
            return f"Cited {self.times} time{'s' * (self.times > 1)}"
        return "Further reading" if self.further_reading else "Not cited"

    @property
    def is_lost(self) -> bool:
        """Whether it stands against publication."""
        return self.number is None


def uses(content: Content) -> dict[str, Use]:
    """The uses by key, numbered as the page will number them."""
    found = chain.from_iterable(map(marks.find, content.parts()))
    times = Counter(mark.key for mark in found)  # in order of first appearance
    keys = {reference.key for reference in content.references}
    further = [reference.key for reference in content.references if reference.further_reading]
    cited = [key for key in times if key in keys]
    numbers = {key: number for number, key in enumerate(dict.fromkeys([*cited, *further]), 1)}
    return {
        reference.key: Use(
            numbers.get(reference.key),
            times[reference.key],
            reference.further_reading,
            rendering.reference_text(reference),
        )
        for reference in content.references
    }
