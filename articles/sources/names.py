"""The author part of a reference: `Smith J, Jones-Ray KL, et al.` or the name of a body.

Form of names: NLM *Citing Medicine*, chapters 1 and 2, *Author*.
"""

import re

from articles.citations.item import Name

OTHERS: Name = {"literal": "et al."}
ET_AL = re.compile(r"(?:and |& )?(?:et al|others)\.?")
EDITORS = re.compile(r"^(?:editors?|eds?)\.?$", re.IGNORECASE)
SUFFIX = re.compile(r" (Jr|Sr|II|III|IV|2nd|3rd)\.?$")
PERSON = re.compile(r"(?P<family>[^\W\d_][^\d,;\[\]]{0,60}?) (?P<given>(?:[A-Z]\.?[ -]?){1,4})")
INITIALS = re.compile(r"(?:[A-Z]\.?-?){1,4}")
NAMES_AT_MOST = 500
TITLES = {"dr", "prof", "professor", "mr", "mrs", "ms", "mx", "miss", "sir", "dame"}


def people(text: str) -> list[Name] | None:
    """The persons whom `text` lists, or None if it is no list of persons.

    Where the line says that there are more, `OTHERS` is the last, so that they are not denied.
    """
    apart = re.sub(r" et al\.?$", ", et al.", text.strip(" ."))
    pieces = [piece for piece in re.split(r"\s*[,;]\s*", apart) if piece]
    names = [_person(re.sub(r"^(?:and|&) ", "", piece)) for piece in pieces[:NAMES_AT_MOST]]
    persons = [name for name in names if name]
    if not names or len(persons) < len(names) or _is_one_acronym(pieces):
        return None
    return persons


def editors(text: str) -> list[Name] | None:
    """The persons named as editors (`Smith J, Jones K, editors`), or None."""
    names, comma, role = text.strip(" .").rpartition(",")
    return people(names) if comma and EDITORS.match(role.strip()) else None


def body(text: str) -> list[Name]:
    """An organisation that signs as author."""
    return [{"literal": text.strip(" .")}]


def is_incomplete(name: Name) -> bool:
    """Whether nothing but initials is left of the name, as in `K; S.`; LI Wei has a name."""
    has_more = name.get("literal") or name.get("given")
    return not has_more and INITIALS.fullmatch(name.get("family", "")) is not None


def signed(name: str) -> Name:
    """A name as people sign, given names first: `Dr Jan van de Kamp Jr`.

    The family name begins with the first small word, else it is the last word, as in BibTeX. A
    single name, one that ends in a small word and one with a comma stay whole.
    """
    suffix = SUFFIX.search(name)
    words = SUFFIX.sub("", name).split()
    while len(words) > 1 and words[0].lower().strip(".") in TITLES:
        words.pop(0)
    if len(words) < 2 or words[-1].islower() or "," in name:
        return {"literal": " ".join(words if len(words) > 1 else name.split())}
    small = (place for place, word in enumerate(words) if place and word.islower())
    start = next(small, len(words) - 1)
    person: Name = {"family": " ".join(words[start:]), "given": " ".join(words[:start])}
    return {**person, "suffix": suffix[1]} if suffix else person


def written(name: Name) -> str:
    """The name as a reference list writes it."""
    parts = (name.get("family"), name.get("given"), name.get("suffix"))
    return name.get("literal") or " ".join(part for part in parts if part)


def _person(piece: str) -> Name | None:
    if ET_AL.fullmatch(piece):
        return OTHERS
    suffix = SUFFIX.search(piece)
    found = PERSON.fullmatch(SUFFIX.sub("", piece))
    if found:
        name: Name = {"family": found["family"], "given": re.sub(r"[. ]", "", found["given"])}
        return {**name, "suffix": suffix[1]} if suffix else name
    return {"family": piece} if INITIALS.fullmatch(piece) else None


def _is_one_acronym(pieces: list[str]) -> bool:
    return len(pieces) == 1 and len(pieces[0]) > 1 and INITIALS.fullmatch(pieces[0]) is not None
