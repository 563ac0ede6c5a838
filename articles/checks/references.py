"""The fields of a reference, as NLM's *Citing Medicine* asks for them.

A reference that is written by hand is printed as it stands, so its fields are not judged.
"""

from collections.abc import Iterator

from articles.checks.registry import Found, check
from articles.checks.text import Reference, Text
from articles.citations.dates import year
from articles.sources.names import is_incomplete, written
from articles.sources.reference_line import names_a_database

FINDS_IT_AGAIN = ("DOI", "PMID", "PMCID", "ISBN")


@check("cited-date-format", "warning")
def cited_date_format(text: Text) -> Iterator[Found]:
    """The date of citation is year, month and day (chapter 22, date of citation)."""
    for reference in text.references:
        if "cited-date-format" in reference.faults:
            message = "The date of citation is not written as in “[cited 2023 Feb 25]”."
            yield Found(message, reference.place, reference.work)


@check("access-date-missing", "warning")
def access_date_missing(text: Text) -> Iterator[Found]:
    """A page on the Internet changes, so it is cited as of a day (chapter 22, date of citation)."""
    for reference in _printed_from_fields(text):
        fixed = any(reference.item.get(name) for name in FINDS_IT_AGAIN)
        if reference.item.get("URL") and not fixed and not reference.accessed:
            message = "The day on which the page was looked at is missing. Look again and enter it."
            yield Found(message, reference.place, reference.work)


@check("date-missing", "warning")
def date_missing(text: Text) -> Iterator[Found]:
    """A work has a year of publication (chapter 1 and chapter 22, date of publication)."""
    for reference in _printed_from_fields(text):
        if not year(reference.item.get("issued")):
            message = (
                "The year of publication is missing. Enter it; of a web page, the year of its last"
                " update or of its copyright will do."
            )
            yield Found(message, reference.place, reference.work)


@check("author-incomplete", "warning")
def author_incomplete(text: Text) -> Iterator[Found]:
    """An author is a family name with initials (chapter 1, author)."""
    for reference in _printed_from_fields(text):
        authors = reference.item.get("author", [])
        if initials := [written(name) for name in authors if is_incomplete(name)]:
            message = (
                f"Nothing but initials is left of an author's name ({', '.join(initials)}). Look"
                " the work up and enter the family name."
            )
            yield Found(message, reference.place, reference.work)


@check("database-as-publisher", "warning")
def database_as_publisher(text: Text) -> Iterator[Found]:
    """The publisher is who brought the work out, not where a copy was found (chapter 2, publisher);
    of a journal article none is named (chapter 1)."""
    for reference in _printed_from_fields(text):
        if names_a_database(reference.item):
            message = (
                f"{reference.item['publisher']} is the database in which the work was found, not"
                " its publisher. Enter the publisher, or for a journal article none."
            )
            yield Found(message, reference.place, reference.work)


def _printed_from_fields(text: Text) -> Iterator[Reference]:
    return (reference for reference in text.references if not reference.by_hand)
