"""The identifiers by which a work is found again: DOI, PMID, PMCID, ISBN, URL."""

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, unquote, urlsplit

# Crossref's recommended pattern, widened to the brackets and `<>` of older DOIs.
DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"]+", re.IGNORECASE)
PMID = re.compile(r"\bPMID:?\s*(\d{1,8})\b", re.IGNORECASE)
PMCID = re.compile(r"\bPMC\s?(\d{1,9})\b", re.IGNORECASE)
ISBN = re.compile(r"\bISBN(?:-1[03])?:?\s*((?:97[89][- ]?)?\d[\d -]{7,14}[\dX])\b", re.IGNORECASE)
URL = re.compile(r"(?:https?://|www\.)[^\s<>\"]+", re.IGNORECASE)

PUBMED_HOSTS = {"pubmed.ncbi.nlm.nih.gov", "www.ncbi.nlm.nih.gov", "ncbi.nlm.nih.gov"}
DOI_HOSTS = {"doi.org", "dx.doi.org", "www.doi.org"}
PMC_HOSTS = {"pmc.ncbi.nlm.nih.gov", "www.ncbi.nlm.nih.gov", "europepmc.org"}


@dataclass(frozen=True)
class Identifiers:
    """What identifies a work, each in its normal form, "" where it is not known."""

    doi: str = ""
    pmid: str = ""
    pmcid: str = ""
    isbn: str = ""


def normal_doi(text: str) -> str:
    """The DOI in `text`, lower-cased and without resolver or label (DOI Handbook 2.4), or ""."""
    found = DOI.search(unquote(text))
    return without_closing_marks(found[0]).lower() if found else ""


def normal_isbn(text: str) -> str:
    """The ISBN in `text` without hyphens, or "" if its check digit is wrong (ISO 2108)."""
    digits = re.sub(r"[^\dX]", "", text.upper())
    return digits if _isbn10_is_right(digits) or _isbn13_is_right(digits) else ""


def identifiers(text: str) -> Identifiers:
    """Every identifier that stands in `text` as a label, and those that its addresses hold."""
    found = [identifiers_of_url(url) for url in urls(text)]
    rest = URL.sub(" ", text)
    labelled = Identifiers(
        doi=normal_doi(rest) if DOI.search(rest) else "",
        pmid=_first(PMID, rest),
        pmcid=f"PMC{number}" if (number := _first(PMCID, rest)) else "",
        isbn=normal_isbn(_first(ISBN, rest)),
    )
    return Identifiers(
        doi=labelled.doi or next((each.doi for each in found if each.doi), ""),
        pmid=labelled.pmid or next((each.pmid for each in found if each.pmid), ""),
        pmcid=labelled.pmcid or next((each.pmcid for each in found if each.pmcid), ""),
        isbn=labelled.isbn,
    )


def identifiers_of_url(url: str) -> Identifiers:
    """What the address of a resolver or of PubMed says about the work."""
    host, path = host_and_path(url)
    if host in DOI_HOSTS:
        return Identifiers(doi=normal_doi(path))
    if host in PUBMED_HOSTS and (pmid := re.match(r"/(?:pubmed/)?(\d{1,8})/?$", path)):
        return Identifiers(pmid=pmid[1])
    if host in PMC_HOSTS and (pmcid := re.search(r"/PMC(\d{1,9})\b", path, re.IGNORECASE)):
        return Identifiers(pmcid=f"PMC{pmcid[1]}")
    return Identifiers()


def urls(text: str) -> list[str]:
    """The web addresses in `text`, without the punctuation of the sentence around them."""
    return [address(found[0]) for found in URL.finditer(text)]


def address(found: str) -> str:
    """An address as it stands in running text, freed of the sentence; a text fragment's last
    full stop is part of the quoted passage and stays."""
    return found if ":~:text=" in found else without_closing_marks(found)


def same_page(url: str) -> str:
    """What two addresses of one page share: host and path, no scheme, `www.` or fragment."""
    host, path = host_and_path(url)
    query = _split(url).query
    return f"{host.removeprefix('www.')}{path.rstrip('/')}{'?' + query if query else ''}"


def host_and_path(url: str) -> tuple[str, str]:
    """The host, lower-cased, and the path; both empty for what is no address."""
    parts = _split(url)
    return (parts.hostname or ""), parts.path


def without_closing_marks(text: str) -> str:
    """`text` without closing punctuation; a closing bracket stays if it was opened inside."""
    spare = text.count(")") - text.count("(")
    end = len(text)
    while end and (text[end - 1] in ".,;:!?'’”>]" or (text[end - 1] == ")" and spare > 0)):
        spare -= text[end - 1] == ")"
        end -= 1
    return text[:end]


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url if "://" in url else f"https://{url}")
        _ = parts.hostname
    except ValueError:
        return urlsplit("")
    return parts


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[1] if found else ""


def _isbn10_is_right(digits: str) -> bool:
    if not re.fullmatch(r"\d{9}[\dX]", digits):
        return False
    values = [10 if digit == "X" else int(digit) for digit in digits]
    return (
        sum(value * weight for value, weight in zip(values, range(10, 0, -1), strict=True)) % 11
        == 0
    )


def _isbn13_is_right(digits: str) -> bool:
    if not re.fullmatch(r"97[89]\d{10}", digits):
        return False
    return sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10 == 0
