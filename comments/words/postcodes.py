"""Full postcodes of the United Kingdom and the Crown dependencies."""

import re
from collections.abc import Iterator

from comments.words.matching import Span, accepted

# The areas that Royal Mail has given out, and ZZ, which the NHS writes for "unknown".
_AREA = (
    r"(?:A[BL]|B[ABDHLNRST]?|C[ABFHMORTVW]|D[ADEGHLNTY]|E[CHNX]?|F[KY]|G[LUY]?|H[ADGPRSUX]|I[GMPV]"
    r"|JE|K[ATWY]|L[ADELNSU]?|M[EKL]?|N[EGNPRW]?|O[LX]|P[AEHLOR]|R[GHM]|S[AEGKLMNOPRSTWY]?"
    r"|T[ADFNQRSW]|UB|W[ACDFNRSV]?|YO|ZE)"
)
# The last two letters are never C, I, K, M, O or V: "B12 5mg" and "E2 at 5 pm" are none.
_POSTCODE = re.compile(
    rf"\b(?:{_AREA}\d[A-Z\d]? ?\n? ?\d[ABD-HJLNP-UW-Z]{{2}}|ZZ99 ?\d[A-Z]{{2}})\b", re.IGNORECASE
)
# "vitamin B12 2nd dose", "B6 3hr later", "L5 4th".
_COUNTED = re.compile(r"\w+ \d(?:st|nd|rd|th|hr|yr|lb|ft)")


def full(text: str) -> Iterator[Span]:
    """LS99 9ZZ, ls999zz."""
    return accepted(_POSTCODE, text, lambda code: not _COUNTED.fullmatch(code))
