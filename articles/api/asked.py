"""What may be asked: every parameter is bounded and of its kind, or is refused."""

from datetime import UTC, date, datetime
from typing import Annotated, Any

from ninja.params import P, PathEx
from pydantic import AwareDatetime, BaseModel, BeforeValidator, Field, WithJsonSchema

LARGEST_PAGE = 100
A_PAGE = 50
# The largest number that every column of either database takes.
LARGEST_NUMBER = 2**31 - 1
SLUG = r"^[-a-zA-Z0-9_]+$"
LONGEST_SLUG = 100
MOMENT = (
    "Give a moment with its offset (RFC 3339), such as 2026-11-24T09:00:00Z."
    " In an address, write %2B for a plus sign."
)
DAY = "Give a day such as 2026-11-24."


def _moment(text: Any) -> datetime:
    """RFC 3339 alone: pydantic would take numbers too."""
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo and "T" in text.upper() else _unreadable()
    except (TypeError, ValueError, OverflowError) as error:
        raise ValueError(MOMENT) from error


def _unreadable() -> datetime:
    raise ValueError(MOMENT)


def _day(text: Any) -> date:
    """RFC 3339 alone: Python would take weeks too."""
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()
    except (TypeError, ValueError) as error:
        raise ValueError(DAY) from error


Moment = Annotated[
    AwareDatetime | None,
    BeforeValidator(_moment),
    WithJsonSchema({"type": "string", "format": "date-time", "example": "2026-11-24T09:00:00Z"}),
]
Cursor = Annotated[
    str,
    Field(
        max_length=200,
        description="Where the page begins: the `cursor` of the `next` link of the one before.",
        json_schema_extra={"example": "YXJ0aWNsZXMuMTc5NDMxNjI3ODk3Njc4MC4xMg"},
    ),
]
Day = Annotated[
    date | None,
    BeforeValidator(_day),
    WithJsonSchema({"type": "string", "format": "date", "example": "2026-01-01"}),
]
Slug = Annotated[
    str | None,
    Field(pattern=SLUG, max_length=LONGEST_SLUG),
    WithJsonSchema(
        {"type": "string", "pattern": SLUG, "maxLength": LONGEST_SLUG, "example": "sleep"}
    ),
]
Number = Annotated[
    int | None,
    Field(ge=1, le=LARGEST_NUMBER),
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": LARGEST_NUMBER, "example": 7}),
]


class Paged(BaseModel):
    """The parameters of every list."""

    cursor: Cursor = ""
    limit: int = Field(
        A_PAGE,
        ge=1,
        le=LARGEST_PAGE,
        description="How many a page.",
        json_schema_extra={"example": 20},
    )


SlugPath = PathEx[
    str,
    P(
        pattern=SLUG,
        max_length=LONGEST_SLUG,
        description="The last part of its address.",
        example="why-do-we-yawn",
    ),
]
NumberPath = PathEx[int, P(ge=1, le=LARGEST_NUMBER, description="Its number.", example=1)]
