"""How many syllables a word has when it is said aloud.

Pyphen knows where a printer may break a British word. That is less than where a speaker does: it
has no break in "table", "people", "idea" or "every". So what is counted is groups of vowels; Pyphen
says where one group is two ("cre-ate", "flu-id"), and rules say what it leaves out.
"""

import re
from functools import cache, lru_cache

from pyphen import Pyphen

LONGEST = 40
VOWELS = "aeiouyàâäæèéêëìîïòôöœùûü"

# Between which letters one group of vowels is two syllables, though no printer breaks there.
_HIATUS = re.compile(
    r"(?<=i)(?=u|ety)|(?<=[lnrdq]i)(?=et)|(?<=a)(?=o)|(?<=[ei]o)(?=a)|(?<=i)(?=o(?![nu]))"
    r"|(?<=i)(?=a(?!ge))(?<![tc]i)|(?<=[tc]i)(?=at)"  # bacteri-al, initi-ate; not "special"
    r"|(?<=i)(?=en[ct])(?<![tc]i)|(?<=[^aeiouytc]i)(?=ers?$|est$)"  # nutri-ent, healthi-er
    r"|(?<=i)(?=o[nu])(?<![tscgxn]i)(?<!lli)"  # seri-ous; not "nation", "million"
    r"|(?<=u)(?=a|ou|en)|(?<=u)(?=o(?!u))(?<!flu)"  # usu-al, continu-ous, influ-ence
    r"|(?<=e)(?=o(?!u))(?<!ge)|(?<=e)(?=ou)(?<![gc]e)"  # vide-o, cutane-ous; not "surgeon"
    r"|(?<=oe)(?=a$|as$|ic$|al$)|(?<=e)(?=as?$|us$|um$)|(?<=[ng]e)(?=al$)"  # apnoe-a, nucle-us
    r"|(?<=[aeiouy])(?=ing(?:s|ly)?$)|(?<=[aeou]y)(?=[aeiou])"  # do-ing, play-er
)
# An e that is not said: at the end, or before an ending that English puts after whole words.
_SILENT = re.compile(
    r"(?<=[^aeiouy])e(?=$)|(?<=[gq]u)e(?=s?$)"
    r"|(?<=[^aeiouytd])e(?=d$)|(?<=[^aeiouysxzcgh])e(?=s$)|(?<=[^cs]h)e(?=s$)"
    r"|(?:(?<=[aeiouy][^aeiouy])|(?<=[aeiouy][^aeiouy]{2}))e"
    r"(?=(?:ment|ness|less|ful|ly|ty|thing|time|body|where|fore|style|work)(?:s|ly)?$)"
)
# One that is said after all ("ta-ble", "fi-bre"), and a syllable without a vowel ("spas-m").
_SAID = re.compile(r"[^aeiouyl]le(?:[sd]?$|ment|ness)|[bt]re[sd]?$|(?:s|th)ms?$|[dszv]nt$")
# Letters written as vowels that are none: "quite", "guide", "your".
_MUTE = re.compile(r"(?<=q)u(?=[aeiouy])|(?<=g)u(?=[aeiy])|^y(?=[aeiou])")

SPECIAL = {
    **{"acne": 2, "aisle": 1, "argue": 2, "business": 2, "businesses": 3, "diabetes": 4},
    **{"eye": 1, "eyes": 1, "hundred": 2, "people": 2, "peoples": 2, "recipe": 3, "recipes": 3},
    **{
        "every": 2,
        "everyone": 3,
        "everybody": 4,
        "everything": 3,
        "someone": 2,
    },
    **{"naked": 2, "wicked": 2, "sacred": 2, "arent": 1},
    **{"element": 3, "elements": 3, "apostrophe": 4, "catastrophe": 4, "syncope": 3, "herpes": 2},
    **{"persuade": 2, "parliament": 3, "evening": 2, "evenings": 2, "aches": 1, "headaches": 2},
    **{"area": 3, "areas": 3, "tea": 1, "sea": 1, "pea": 1, "peas": 1, "teas": 1, "seas": 1},
}


@cache
def _printer() -> Pyphen:
    """British hyphenation; read when it is first wanted."""
    return Pyphen(lang="en_GB", left=1, right=1)


@lru_cache(maxsize=20_000)
def syllables(word: str) -> int:
    """The syllables of a word, at least one.

    A compound with a hyphen is the sum of its parts and capitals without a vowel ("NHS") are spelt
    out. A number is one: how it is read aloud is not known.
    """
    return sum(_syllables(part) for part in re.split(r"[-–/]", word[:LONGEST]) if part) or 1


def _syllables(part: str) -> int:
    letters = re.sub(r"['’.]", "", part)
    small = letters.lower()
    if small in SPECIAL:
        return SPECIAL[small]
    if letters.isupper() and letters.isalpha() and not set(small) & set("aeiou"):
        return len(letters)
    return max(1, _groups(_MUTE.sub("", small)))


def _groups(word: str) -> int:
    """The groups of vowels, parted where they are two, less those not said."""
    breaks = {match.start() for match in _HIATUS.finditer(word)} | set(_printer().positions(word))
    begins = sum(
        letter in VOWELS and (place == 0 or word[place - 1] not in VOWELS or place in breaks)
        for place, letter in enumerate(word)
    )
    return begins - len(_SILENT.findall(word)) + len(_SAID.findall(word))
