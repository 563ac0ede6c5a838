"""The small change of a reference: clean fields, designators, full stops."""

import re

_REPEATED = re.compile(r"\s*([,;])(?:\s*\1)*")
_ELLIPSIS = re.compile(r"\.{2,}")
_INVISIBLE = re.compile("[\u00ad\u200b\ufeff\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
# Most fields are of this form and need no cleaning, which is slow.
_TIDY = re.compile(r"(?:[^\W_](?:[.,:;]?+ ?+[\w&'’/()-]++)*+\.?)?")
_ENDED = re.compile(r"""[.?!…。？！]["'”’»]*\Z""")


def visible(text: str) -> str:
    """`text` without soft hyphens, direction overrides and the like; controls become spaces."""
    return _CONTROL.sub(" ", _INVISIBLE.sub("", text))


def clean(text: str) -> str:
    """One line without control characters or doubled, dangling commas, semicolons and stops.

    Text without a letter or a digit says nothing and becomes "".
    """
    if _TIDY.fullmatch(text):
        return text
    line = " ".join(visible(text).split())
    line = _REPEATED.sub(r"\1", _ELLIPSIS.sub("…", line))
    line = line.lstrip(",;: ").rstrip(",;: ")
    return line if any(character.isalnum() for character in line) else ""


def compact(text: str) -> str:
    """A number or the like that stands between punctuation: without any of its own."""
    return clean(text).strip(".,;: ")


def sentence(text: str) -> str:
    """`text` with a full stop, unless it is ended already (Citing Medicine, chapter 1, title)."""
    return text if not text or _ENDED.search(text) else f"{text}."


def designated(title: str, medium: str) -> str:
    """`title [medium]`: a title's own full stop goes, a question mark stays (chapters 22, 23)."""
    return f"{title.removesuffix('.')} [{medium}]" if title and medium else title
