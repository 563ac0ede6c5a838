"""What a link in a newsletter or an advertisement adds to an address to follow its reader."""

import re
from urllib.parse import urlsplit, urlunsplit

PARAMETER = re.compile(
    r"(?:utm_[a-z_]+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|twclid|ttclid|yclid|igshid"
    r"|mc_cid|mc_eid|mkt_tok|_hsenc|_hsmi|vero_id|oly_anon_id|oly_enc_id|srsltid)",
    re.IGNORECASE,
)


def first_parameter(url: str) -> str:
    """The name of the first such parameter of the address, or ""."""
    names = re.split(r"[?&#]", url)[1:]
    return next((name for each in names if PARAMETER.fullmatch(name := each.partition("=")[0])), "")


def without_tracking(url: str) -> str:
    """The address without such parameters; all else stays as it is written."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    pairs = parts.query.split("&")
    kept = [pair for pair in pairs if not PARAMETER.fullmatch(pair.partition("=")[0])]
    if len(kept) == len(pairs):
        return url
    return urlunsplit(parts._replace(query="&".join(kept)))
