"""Whatever is asked, the answer is one that the document describes, and never a fault of ours."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import schemathesis
from django.contrib.auth.models import User
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pytest_django import Settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from articles import publishing
from articles.api.document import described
from articles.models import Edition
from klarity.wsgi import application
from tests.factories import published

# Not that all valid data are accepted: a cursor and a slug are texts, and most texts are neither.
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
]
OPERATIONS = [
    "/api/v1/",
    "/api/v1/articles/",
    "/api/v1/articles/{slug}/",
    "/api/v1/articles/{slug}/editions/",
    "/api/v1/articles/{slug}/editions/{number}/",
    "/api/v1/topics/",
    "/api/v1/topics/{slug}/",
    "/api/v1/authors/",
    "/api/v1/authors/{slug}/",
    "/api/v1/sources/",
    "/api/v1/sources/{number}/",
    "/api/v1/search/",
    "/api/v1/changes/",
]
MODES = list(GenerationMode)
NOTHING_TO_ASK = {"/api/v1/", "/api/v1/topics/"}
CASES = [
    (path, mode)
    for path in OPERATIONS
    for mode in MODES
    if mode is GenerationMode.POSITIVE or path not in NOTHING_TO_ASK
]
# What there is: generated slugs and numbers would hardly ever meet it.
SLUGS = {
    "articles": ["live", "withdrawn", "former", "nothing"],
    "topics": ["the-topic", "nothing"],
    "authors": ["ada-example", "nothing"],
}
EXAMPLES = 25


@pytest.fixture
def kept_connection() -> Iterator[None]:
    """As Django's own test client has it: the end of a request does not end the test's
    transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def library(
    edition: Edition,
    writer: User,
    reviewer: User,
    editor: User,
    settings: Settings,
    kept_connection: None,
) -> Edition:
    """A live article that once had another slug, and a withdrawn one."""
    settings.ALLOWED_HOSTS = ["*"]
    article = edition.article
    assert article.topic is not None
    article.topic.slug = "the-topic"
    article.topic.save()
    for slug in ("former", "live"):
        article.slug = slug
        article.save()
    withdrawn = published(writer, reviewer, editor, slug="withdrawn").article
    publishing.withdraw(withdrawn, reason="A recall.", by=editor)
    return edition


def real(path: str) -> st.SearchStrategy[dict[str, Any]]:
    """Values for the variables of a path that are, or were, of something in the library."""
    values: dict[str, st.SearchStrategy[Any]] = {}
    if "{slug}" in path:
        values["slug"] = st.sampled_from(SLUGS[path.split("/")[3]])
    if "{number}" in path:
        values["number"] = st.integers(1, 3)
    return st.fixed_dictionaries(values)


def fuzz(document: dict[str, Any], path: str, mode: GenerationMode) -> None:
    """Ask for the path again and again. Raises FailureGroup when an answer does not match."""
    schema = schemathesis.openapi.from_dict(document)
    schema.app = application
    cases = schema[path]["GET"].as_strategy(generation_mode=mode)

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases, data=st.data())
    def asked(case: Case, data: st.DataObject) -> None:
        if mode is GenerationMode.POSITIVE:
            case.path_parameters.update(data.draw(real(path)))
        case.call_and_validate(checks=CHECKS)

    asked()


def test_every_operation_is_fuzzed() -> None:
    assert list(described()["paths"]) == OPERATIONS


@pytest.mark.parametrize(("path", "mode"), CASES)
def test_answers_match_the_document(library: Edition, path: str, mode: GenerationMode) -> None:
    fuzz(described(), path, mode)


Doctor = Callable[[dict[str, Any]], object]


def shapes(document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = document["components"]["schemas"]
    return found


def responses(document: dict[str, Any], path: str) -> dict[Any, Any]:
    found: dict[Any, Any] = document["paths"][path]["get"]["responses"]
    return found


DOCTORED: list[tuple[str, GenerationMode, Doctor]] = [
    (
        "/api/v1/articles/",
        GenerationMode.POSITIVE,
        lambda document: shapes(document)["Summary"]["properties"].update(title={"type": "null"}),
    ),
    (
        "/api/v1/topics/",
        GenerationMode.POSITIVE,
        lambda document: shapes(document)["Wording"]["required"].append("another"),
    ),
    (
        "/api/v1/articles/{slug}/",
        GenerationMode.POSITIVE,
        lambda document: responses(document, "/api/v1/articles/{slug}/").pop(410),
    ),
    (
        "/api/v1/articles/",
        GenerationMode.NEGATIVE,
        lambda document: responses(document, "/api/v1/articles/").pop(422),
    ),
    (
        "/api/v1/topics/",
        GenerationMode.POSITIVE,
        lambda document: responses(document, "/api/v1/topics/")[200].update(
            content={"text/plain": {"schema": {}}}
        ),
    ),
]


@pytest.mark.parametrize(("path", "mode", "doctor"), DOCTORED)
def test_answer_that_does_not_match_is_found(
    library: Edition, path: str, mode: GenerationMode, doctor: Doctor
) -> None:
    document = described()
    doctor(document)
    with pytest.raises((FailureGroup, ExceptionGroup)):
        fuzz(document, path, mode)


def test_fault_of_ours_is_found(library: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> list[Any]:
        raise RuntimeError

    monkeypatch.setattr("articles.listing.topics", broken)
    with pytest.raises((FailureGroup, ExceptionGroup)):
        fuzz(described(), "/api/v1/topics/", GenerationMode.POSITIVE)
