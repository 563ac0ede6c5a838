"""CSL-JSON names as lines of text, and back."""

from articles.citations.item import Name


def lines(names: list[Name]) -> str:
    """`Family, Given` for each person, the name alone for a body, in braces if it has a comma."""
    return "\n".join(_line(name) for name in names)


def names(text: str) -> list[Name]:
    """The names that the lines give; empty lines do not count.

    Raises ValueError, with a sentence, for a line without a family name.
    """
    return [_name(line.strip()) for line in text.splitlines() if line.strip()]


def _line(name: Name) -> str:
    if literal := name.get("literal"):
        return f"{{{literal}}}" if "," in literal else literal
    parts = [name.get("family", ""), name.get("given", ""), name.get("suffix", "")]
    return ", ".join(parts) if parts[2] else f"{parts[0]}, {parts[1]}".rstrip(" ")


def _name(line: str) -> Name:
    if line.startswith("{") and line.endswith("}") and (literal := line[1:-1].strip()):
        return Name(literal=literal)
    if "," not in line:
        return Name(literal=line)
    family, given, suffix = [part.strip() for part in (*line.split(",", 2), "")][:3]
    if not family:
        raise ValueError(f"Give a family name before the comma: {line}")
    name = Name(family=family)
    if given:
        name["given"] = given
    if suffix:
        name["suffix"] = suffix
    return name
