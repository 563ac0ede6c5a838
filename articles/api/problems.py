"""What is answered when the thing asked for cannot be: RFC 9457, with the disclaimer in it."""

import logging
from collections.abc import Iterable
from datetime import date, datetime
from itertools import islice
from typing import Any, NoReturn

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError
from pydantic import BaseModel, Field

from articles.api.addresses import of
from articles.api.answers import NoDisclaimerError, Wording, wording
from klarity.errors import FAULT
from klarity.problems import problem

logger = logging.getLogger(__name__)
# So many unknown parameters are named: whoever sends a thousand is not answered at such length.
MOST_NAMED = 10


class Broken(BaseModel):
    """A fault on our side, as RFC 9457 writes it; it tells nothing and has no disclaimer."""

    type: str = Field(description="Always `about:blank`: the status says it all.")
    title: str
    status: int
    detail: str = Field(description="What is wrong here, in words.")
    instance: str = Field("", description="The path that was asked for.")


class Problem(Broken):
    """An error, as RFC 9457 writes it, with the disclaimer."""

    disclaimer: Wording


class Fault(BaseModel):
    """A parameter that cannot be used, and why."""

    parameter: str
    place: str = Field(description="Where it stood: `query` or `path`.")
    reason: str


class BadParameters(Problem):
    """One or more parameters cannot be used."""

    errors: list[Fault]


class WithdrawalNotice(BaseModel):
    """Why an article is not to be read any more."""

    kind: str = Field(description="`withdrawal`, or `retraction` if the text was wrong.")
    reason: str
    withdrawn_at: datetime
    wrong_since: date | None = Field(description="Of a retraction, since when it was wrong.")


class Withdrawn(Problem):
    """The article was withdrawn or retracted. Please do not rely on copies of it."""

    article: int = Field(description="Its id.")
    article_title: str
    withdrawal: WithdrawalNotice


class ProblemError(Exception):
    """What was asked for cannot be answered; `members` stand in the answer besides."""

    def __init__(self, status: int, detail: str, **members: Any) -> None:
        super().__init__(detail)
        self.status, self.detail, self.members = status, detail, members


def fault(parameter: str, reason: str, place: str = "query") -> ProblemError:
    """422 for one parameter."""
    return _faults([Fault(parameter=parameter, place=place, reason=reason)])


def unknown(names: Iterable[str], known: Iterable[str]) -> ProblemError:
    """422 for parameters that there are not, the first of them by name."""
    listed = ", ".join(sorted(known))
    reason = f"There is no such parameter. Known here: {listed or 'none'}."
    named = islice(names, MOST_NAMED)
    return _faults([Fault(parameter=name[:100], place="query", reason=reason) for name in named])


def _faults(faults: list[Fault]) -> ProblemError:
    detail = " ".join(f"{each.parameter}: {each.reason}" for each in faults)
    return ProblemError(422, detail, errors=[each.model_dump() for each in faults])


def answer(request: HttpRequest, error: ProblemError) -> HttpResponse:
    """The error as an answer, with the disclaimer as every answer. Raises NoDisclaimerError."""
    disclaimer = wording(request).model_dump(mode="json")
    return problem(
        error.status, error.detail, instance=request.path, disclaimer=disclaimer, **error.members
    )


def nothing_there(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """404 for whatever is under the API's path and is none of its operations."""
    detail = f"Nothing stands at this address. Begin at {of('entry')}."
    return answer(request, ProblemError(404, detail))


def not_allowed(request: HttpRequest, allowed: str) -> HttpResponse:
    """405: here one only reads."""
    detail = f"This API is for reading: use {allowed}."
    response = answer(request, ProblemError(405, detail))
    response["Allow"] = allowed
    return response


def handle(api: NinjaAPI) -> None:
    """Let the API answer all errors in this way."""
    api.exception_handler(ProblemError)(answer)
    api.exception_handler(ValidationError)(_invalid)
    api.exception_handler(Http404)(lambda request, error: nothing_there(request))
    api.exception_handler(NoDisclaimerError)(_passed_on)
    api.exception_handler(Exception)(_broken)


def _passed_on(request: HttpRequest, error: NoDisclaimerError) -> NoReturn:
    """To the door, which meets the same of what is no operation."""
    raise error


def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return answer(request, _faults([_fault(each) for each in error.errors]))


def _fault(error: dict[str, Any]) -> Fault:
    place, *rest = error["loc"]
    reason = error["msg"].removeprefix("Value error, ")
    return Fault(parameter=str(rest[-1]) if rest else "", place=place, reason=reason)


def _broken(request: HttpRequest, error: Exception) -> HttpResponse:
    """500, and what went wrong is told to the log alone."""
    logger.error("The API broke on %s", request.path, exc_info=error)
    return problem(500, FAULT, instance=request.path)
