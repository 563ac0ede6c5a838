from pydantic import BaseModel, Field

from articles.api.answers import Addresses
from articles.api.shapes import article
from articles.api.shapes.article import Summary
from articles.search.results import Hit, Results


class Place(BaseModel):
    """A section of an article's page."""

    id: str
    title: str


class Found(BaseModel):
    """An article that answers, and the words of it that do."""

    article: Summary
    title_html: str = Field(description="The title, escaped, with `<mark>` around what was found.")
    passage_html: str = Field(description="A passage of the text, in the same way.")
    section: Place | None = Field(description="Where the passage stands.")
    question: str = Field(description="The question that the passage answers, if it is one's.")
    others: list[Place] = Field(description="Other sections that hold the words.")
    links: Addresses


class Finding(BaseModel):
    """What was found, and how the words were understood."""

    hits: list[Found]
    total: int = Field(description="How many articles answer in all.")
    is_more: bool = Field(description="Whether there are more than that.")
    topics: dict[str, int] = Field(description="How many by topic, whatever topic was chosen.")
    suggestion: str = Field(description="The words as they were probably meant, if not as typed.")
    corrected: bool = Field(description="Whether the hits answer the suggestion.")
    partly: bool = Field(description="Whether no article holds all the words, and hits hold some.")
    also: list[str] = Field(description="Synonyms that were searched for too.")


def finding(results: Results) -> Finding:
    """The shape of a page of answers."""
    return Finding(
        hits=[_found(hit) for hit in results.hits],
        total=results.total,
        is_more=results.is_more,
        topics=results.topics,
        suggestion=results.suggestion,
        corrected=results.corrected,
        partly=results.partly,
        also=list(results.also),
    )


def _found(hit: Hit) -> Found:
    links = article.links(hit.edition.article)
    if hit.place:
        links["passage"] = f"{links['page']}#{hit.place.id}"
    return Found(
        article=article.summary(hit.edition),
        title_html=hit.title,
        passage_html=hit.passage,
        section=Place(id=hit.place.id, title=hit.place.title) if hit.place else None,
        question=hit.question,
        others=[Place(id=place.id, title=place.title) for place in hit.places],
        links=links,
    )
