"""Where in a periodical: volume, issue, pages (Citing Medicine, chapters 1 and 8, location)."""

import re

_RANGE = re.compile(r"([A-Za-z]*)(\d+)-([A-Za-z]*)(\d+)")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_SUPPLEMENT = re.compile(r"suppl(?:ement)?\b\.?\s*|(?:part|pt)\b\.?\s*(?=\d)", re.IGNORECASE)


def short_pages(text: str) -> str:
    """`112-116` becomes `112-6`; of more than three ranges the rest is `passim`."""
    tidy = re.sub(r"\s*-+\s*", "-", text.translate(_DASHES))
    tidy = re.sub(r"^pp?(?:\.\s*|\s+)(?=\w)", "", tidy.strip(), flags=re.IGNORECASE)
    ranges = [_shortened(pages) for pages in re.split(r"\s*[,;]\s*", tidy) if pages]
    return ", ".join(ranges[:3]) + (" passim" if len(ranges) > 3 else "")


def _shortened(pages: str) -> str:
    """Left whole: `126A-127A` (a letter follows), `e12-e18` (electronic pages), `98-104`."""
    match = _RANGE.fullmatch(pages)
    if not match or match[3] not in {"", match[1]} or match[3] == "e":
        return pages
    prefix, first, _, last = match.groups()
    if first == last:
        return prefix + first
    if len(first) == len(last) and first < last:
        kept = next(i for i, (a, b) in enumerate(zip(first, last, strict=True)) if a != b)
        last = last[kept:]
    return f"{prefix}{first}-{last}"


def volume_text(volume: str, issue: str) -> str:
    """`188(18)`, `(401)`, `42 Suppl 2`: a supplement to a volume stands without brackets."""
    volume, issue = _with_parts_abbreviated(volume), _with_parts_abbreviated(issue)
    if volume and issue.startswith("Suppl"):
        return f"{volume} {issue}"
    return f"{volume}({issue})" if issue else volume


def _with_parts_abbreviated(text: str) -> str:
    return _SUPPLEMENT.sub(lambda match: f"{_part_word(match[0])} ", text).strip()


def _part_word(word: str) -> str:
    return "Suppl" if word.lower().startswith("s") else "Pt"


def newspaper_pages(text: str) -> str:
    """`A2` becomes `Sect. A:2` (chapter 8, section and page)."""
    section = re.fullmatch(r"([A-Z])[- ]?(\d+)", text)
    return f"Sect. {section[1]}:{section[2]}" if section else text
