"""The words of one block as they are read bit by bit, and the marks among them."""

from dataclasses import dataclass, field

from articles.checks.text import Mark

CLOSES_UP = tuple(".,;:!?)]’”")


@dataclass
class Line:
    """Its words in one line: white space is joined, and the space before a mark goes where a stop
    follows the mark."""

    pieces: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    length: int = 0
    space_waits: bool = False

    def __bool__(self) -> bool:
        return bool(self.pieces or self.marks)

    @property
    def text(self) -> str:
        """All of them."""
        return "".join(self.pieces)

    def add(self, text: str) -> None:
        """Go on with `text`."""
        line = " ".join(text.split())
        begins_apart = text[:1].isspace()
        after_mark = bool(self.marks) and self.marks[-1].offset == self.length
        closes_up = after_mark and not begins_apart and line.startswith(CLOSES_UP)
        self.space_waits = begins_apart or (self.space_waits and not closes_up)
        if line:
            self._append(f" {line}" if self.space_waits and self.length else line)
            self.space_waits = text[-1:].isspace()

    def add_mark(self, key: str) -> None:
        """A mark stands where the words have come to."""
        self.marks.append(Mark(key, self.length))

    def _append(self, line: str) -> None:
        self.pieces.append(line)
        self.length += len(line)
