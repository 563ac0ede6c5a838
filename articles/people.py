"""The people whom an article's page names, as they are called now."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.core.files.storage import default_storage
from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from articles.content import Signature
from articles.models import Author, NameChange, Review
from articles.sources.names import TITLES
from klarity import richtext


@dataclass(frozen=True)
class Person:
    """An author or a medical reviewer; `url` is None for one without a page."""

    name: str
    credentials: str = ""
    url: str | None = None
    bio: SafeString | None = None
    photo: str | None = None
    orcid: str = ""

    @property
    def initials(self) -> str:
        """The first letters of the first and the last name."""
        words = [word for word in self.name.split() if word.lower().strip(".") not in TITLES]
        return "".join(word[0] for word in [*words[:1], *words[1:][-1:]]).upper()


class Profile(NamedTuple):
    """Where a person's page is, their new name if they changed it, and their ORCID iD."""

    url: str | None
    new_name: str | None
    orcid: str


def named(
    signatures: Sequence[Signature], review: Review | None, *, linked: bool
) -> tuple[list[Person], Person | None]:
    """The authors who signed a text, and its medical reviewer if it has one, in one query.

    Name and credentials are those of that day, but for a later change of name. `linked`: with the
    addresses of their pages.
    """
    reviewer = (review and review.profile_id) or 0
    profiles = _profiles({reviewer, *(signature.author for signature in signatures)}, linked)
    authors = [_author(signature, profiles.get(signature.author)) for signature in signatures]
    return authors, _reviewer(review, profiles.get(reviewer)) if review else None


def interests(review: Review) -> str:
    """The reviewer's competing interests as readers are told them; "" of an old review that did not
    ask."""
    stated = review.competing_interests
    return "None declared" if stated.strip(" .").lower() in {"none", "no"} else stated


def _profiles(ids: set[int], linked: bool) -> dict[int, Profile]:
    """With the name that `bylines.current_names` gives, and here in the same query."""
    newest = NameChange.objects.filter(author=OuterRef("pk")).order_by("-pk").values("new_name")
    authors = Author.objects.filter(pk__in=ids).annotate(new_name=Subquery(newest[:1]))
    rows = authors.values_list("pk", "slug", "new_name", "orcid")
    return {
        pk: Profile(reverse("author_detail", args=[slug]) if linked else None, new_name, orcid)
        for pk, slug, new_name, orcid in rows
    }


def _reviewer(review: Review, profile: Profile | None) -> Person:
    name, credentials = review.reviewer_name, review.reviewer_credentials
    if profile is None:
        return Person(name, credentials)
    return Person(profile.new_name or name, credentials, profile.url, orcid=profile.orcid)


def _author(signature: Signature, profile: Profile | None) -> Person:
    return Person(
        (profile and profile.new_name) or signature.name,
        signature.credentials,
        profile and profile.url,
        # Cleaned here: a profile may hold plain text that came with a manuscript.
        mark_safe(richtext.clean(signature.bio)),  # noqa: S308
        default_storage.url(signature.photo) if signature.photo else None,
        profile.orcid if profile else "",
    )
