"""Text fragments: the passage that a copied address points at (`#:~:text=`).

The form is that of the WICG note *URL Fragment Text Directives*:
`#anchor:~:text=prefix-,start,end,-suffix&text=…`; commas and hyphens inside the words are encoded.
"""

from urllib.parse import unquote

DELIMITER = ":~:"


def split(url: str) -> tuple[str, str]:
    """The address without its text fragment, and the passage ("" if there is none).

    An ordinary anchor stays. A passage given by its two ends is written with ` … ` between.
    """
    page, delimiter, directives = url.partition(DELIMITER)
    if not delimiter:
        return url, ""
    quotes = [
        _quote(directive.removeprefix("text="))
        for directive in directives.split("&")
        if directive.startswith("text=")
    ]
    return page.removesuffix("#"), " … ".join(quote for quote in quotes if quote)


def _quote(value: str) -> str:
    """The quoted words; prefix and suffix only tell the browser which of several is meant."""
    terms = value.split(",")
    if len(terms) > 1 and terms[0].endswith("-"):
        terms = terms[1:]
    if len(terms) > 1 and terms[-1].startswith("-"):
        terms = terms[:-1]
    words = (" ".join(unquote(term, errors="replace").split()) for term in terms)
    return " … ".join(word for word in words if word)
