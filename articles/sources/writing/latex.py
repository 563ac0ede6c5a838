r"""Text as LaTeX: signs that would be commands are spelt out, letters of any script stay.

A brace is `\ensuremath{\lbrace}`, as BibTeX counts even `\{`. `{}` parts what TeX would join into
another sign, such as `--` into a dash.
"""

import re

SIGNS = {
    "\\": r"\textbackslash{}",
    "{": r"\ensuremath{\lbrace}",
    "}": r"\ensuremath{\rbrace}",
    "^": r"\string^",
    "~": r"\textasciitilde{}",
} | {sign: f"\\{sign}" for sign in "$&#_%"}
_SIGN = re.compile("[" + re.escape("".join(SIGNS)) + "]")
_JOINED = re.compile(r"(?<=-)(?=-)|(?<=')(?=')|(?<=[`?!])(?=`)")


def latex(text: str) -> str:
    """The text, to be read by LaTeX as what it says."""
    return _SIGN.sub(lambda sign: SIGNS[sign[0]], _JOINED.sub("\0", text)).replace("\0", "{}")


def title(text: str) -> str:
    """The same with capitals kept from styles that would make them small: `{NHS}`."""
    first, *others = text.split(" ")
    begun = latex(first) if first[1:] == first[1:].lower() else _kept(first)
    rest = (latex(word) if word == word.lower() else _kept(word) for word in others)
    return " ".join([begun, *rest])


def _kept(word: str) -> str:
    """A group that begins with a backslash is one letter to BibTeX, which it does change: two
    pairs of braces keep it out."""
    written = latex(word)
    return f"{{{{{written}}}}}" if written.startswith("\\") else f"{{{written}}}"
