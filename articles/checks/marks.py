"""Marks and references answer to each other."""

from collections.abc import Iterator

from articles.checks.registry import Found, check
from articles.checks.text import Text


@check("citation-dangling", "error")
def citation_dangling(text: Text) -> Iterator[Found]:
    """Every mark leads to a reference."""
    keys = {reference.key for reference in text.references}
    for key, block in text.first_marks().items():
        if key not in keys:
            message = (
                f"A mark names {key or 'nothing'}, but there is no such reference. Add it, or take"
                " the mark out."
            )
            yield Found(message, block.place, block.text)


@check("reference-uncited", "error")
def reference_uncited(text: Text) -> Iterator[Found]:
    """Every reference has a mark that leads to it, but for further reading."""
    cited = text.first_marks()
    for reference in text.references:
        if reference.key not in cited and not reference.further_reading:
            message = (
                f"No mark leads to {reference.key}. Cite it, set it as further reading, or"
                " remove it."
            )
            yield Found(message, reference.place, reference.work)


@check("citation-order", "warning")
def citation_order(text: Text) -> Iterator[Found]:
    """Numbers follow first appearance. Only a writer's file has numbers: here they are computed."""
    numbers = {reference.key: reference.number for reference in text.references}
    first = {key: block for key, block in text.first_marks().items() if numbers.get(key)}
    written = [number for key in first if (number := numbers[key])]
    late = next((n for n, due in zip(written, sorted(written), strict=True) if n != due), None)
    if late is not None:
        renumbered = ", ".join(f"{old}→{new}" for new, old in enumerate(written, start=1))
        message = (
            f"First appearances run {', '.join(map(str, written))}; in order they are"
            f" {renumbered}. The import numbers them so."
        )
        block = list(first.values())[written.index(late)]
        yield Found(message, block.place, block.text)
