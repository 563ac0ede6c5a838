"""Authors and medical reviewers: https://schema.org/Person, https://schema.org/ProfilePage."""

from typing import Any

from articles.models import Author
from articles.people import Person
from articles.schema_org.json_ld import absolute, breadcrumb, known, web_page
from articles.schema_org.organization import part_of_site
from klarity import richtext


def person(who: Person, *, sample: bool = False) -> dict[str, Any]:
    """A person as a page names them. Of one who is invented no credential is claimed: what stands
    there is told as words."""
    url = absolute(who.url) if who.url else ""
    return known(
        {
            "@type": "Person",
            "@id": f"{url}#person" if url else "",
            "name": who.name,
            "description": who.credentials if sample else richtext.plain_text(who.bio or ""),
            "hasCredential": None if sample else credential(who.credentials),
            "image": absolute(who.photo) if who.photo else "",
            "sameAs": f"https://orcid.org/{who.orcid}" if who.orcid and not sample else "",
            "url": url,
        }
    )


def credential(words: str) -> dict[str, str] | None:
    """What somebody is entitled to put behind their name; None if there is nothing."""
    return {"@type": "EducationalOccupationalCredential", "name": words} if words else None


def profile(author: Author, *, sample: bool) -> dict[str, Any]:
    """The page of an author; `sample` if only sample articles name them."""
    path = author.get_absolute_url()
    who = Person(
        name=author.name,
        credentials=author.credentials,
        url=path,
        bio=author.bio,  # type: ignore[arg-type]  # cleaned or not, it is told without markup
        photo=author.photo.url if author.photo else None,
        orcid=author.orcid,
    )
    values = {
        "name": author.name,
        "mainEntity": person(who, sample=sample),
        "isPartOf": part_of_site(),
        "breadcrumb": breadcrumb([(author.name, path)]),
    }
    return web_page("ProfilePage", absolute(path), values)
