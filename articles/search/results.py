"""What is asked of the search, and what it answers."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from django.utils.safestring import SafeString

from articles.models import Edition

Order = Literal["best", "reviewed", "title"]
A_PAGE = 10


@dataclass(frozen=True)
class Asked:
    """What a reader asked: words as typed, and filters. `topics`: slugs, none means all."""

    text: str
    topics: frozenset[str] = frozenset()
    reviewed_since: date | None = None
    order: Order = "best"
    page: int = 1


@dataclass(frozen=True)
class Place:
    """A section of an article's page, for a link: `#id`; its title is plain text."""

    id: str
    title: str


@dataclass(frozen=True)
class Hit:
    """One live article that answers. `title` and `passage` hold `<mark>` around what matched.

    `place`: the section that the passage stands in, if it is in one. `question`: the FAQ whose
    answer the passage is. `places`: other sections of the page that hold the words.
    """

    edition: Edition
    title: SafeString
    passage: SafeString
    place: Place | None = None
    question: str = ""
    places: Sequence[Place] = ()


@dataclass(frozen=True)
class Results:
    """One page of answers. `total`: how many articles in all, exact unless `is_more` ("more than").

    `topics`: how many by topic slug, whatever topics were chosen. `suggestion`: the words as they
    were probably meant, if they look misspelt. `also`: the synonyms that were searched for too.
    `corrected`: nothing holds the words as typed, so the hits answer the suggestion ("Showing
    results for"); else a suggestion is only offered ("Did you mean"). `partly`: no article holds
    all the words, the hits hold some.
    """

    asked: Asked
    hits: Sequence[Hit] = ()
    total: int = 0
    is_more: bool = False
    topics: dict[str, int] = field(default_factory=dict)
    suggestion: str = ""
    corrected: bool = False
    partly: bool = False
    also: Sequence[str] = ()


@dataclass(frozen=True)
class Suggestion:
    """What a reader may mean while they type: a title with its address, or words to search for."""

    text: str
    url: str = ""
