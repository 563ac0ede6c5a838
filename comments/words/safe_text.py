"""What a plain text may hold: words and lines, and nothing that hides or turns them around."""

import re
import unicodedata

_LINE_END = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_BLANK_LINES = re.compile(r"\n\s*\n\s*\n")

# Two letters of these scripts may need a joiner between them: Arabic to Myanmar, Khmer, Mongolian.
_JOINED = "\u0600-\u109f\u1780-\u18af\ufb50-\ufdff\ufe70-\ufefc"
_EMOJI = (
    "\u00a9\u00ae\u203c\u2049\u20e3\u2122\u2139\u2190-\u21ff\u2300-\u27bf\u2900-\u2bff"
    "\u3030\u303d\u3297\u3299\ufe0f\U0001f000-\U0001faff"
)
_JUNK = re.compile(
    # Controls, lone surrogates and what is no character at all.
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\ufff9-\ufffb]"
    # Overrides and isolates of direction: they show a text in another order than it has.
    "|[\u202a-\u202e\u2066-\u2069\u206a-\u206f]"
    # Spaces without width, soft hyphens, letters without a shape.
    "|[\u00ad\u115f\u1160\u180e\u200b\u2060-\u2064\u2800\u3164\ufeff\uffa0]"
    # Joiners are kept after a letter that may need one, and between two emoji.
    f"|(?<![{_JOINED}{_EMOJI}])[\u200c\u200d]"
    f"|(?<=[{_EMOJI}])(?:\u200c|\u200d(?![{_EMOJI}]))"
    # Tags spell the flags of England, Scotland and Wales, and else can smuggle words.
    "|(?<![\U0001f3f4\U000e0020-\U000e007e])[\U000e0000-\U000e007f]+"
)


def clean(text: str) -> str:
    """`text` in NFC, its lines ended by a line feed and at most one empty line between them."""
    lines = _LINE_END.sub("\n", unicodedata.normalize("NFC", text)).replace("\t", " ")
    whole = unicodedata.normalize("NFC", _JUNK.sub("", lines))
    return _BLANK_LINES.sub("\n\n", whole).strip()


def one_line(text: str) -> str:
    """`text` on a line of its own with single spaces, as a name is written."""
    return " ".join(clean(text).split())
