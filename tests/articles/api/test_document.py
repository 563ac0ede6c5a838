"""The document is a valid one, and says all that a stranger needs."""

import json
from typing import Any

import jsonschema_rs
import pytest
import schemathesis
from django.test import Client

from articles.api.document import described
from articles.api.examples import DATA
from articles.disclaimers import is_stated
from articles.models import Disclaimer

OPERATIONS = {path: operations["get"] for path, operations in described()["paths"].items()}


def document() -> dict[str, Any]:
    made: dict[str, Any] = json.loads(json.dumps(described()))
    return made


def test_document_is_valid_openapi(client: Client, db: None) -> None:
    served = client.get("/api/v1/openapi.json")
    assert served["Content-Type"] == "application/json"
    assert served.json()["openapi"] == "3.1.0"
    schemathesis.openapi.from_dict(served.json()).validate()
    assert is_stated(served.text, Disclaimer.objects.in_force())


def test_check_of_the_document_can_fail() -> None:
    wrong = document() | {"info": {}}
    with pytest.raises(jsonschema_rs.ValidationError):
        schemathesis.openapi.from_dict(wrong).validate()


def test_only_reading_is_described() -> None:
    assert all(list(operations) == ["get"] for operations in described()["paths"].values())


@pytest.mark.parametrize("path", OPERATIONS)
def test_operation_is_described(path: str) -> None:
    operation = OPERATIONS[path]
    assert operation["operationId"]
    assert operation["summary"]
    assert operation["description"]
    assert operation["tags"]
    responses = operation["responses"]
    assert {200, 304, 405, 422, 500} <= set(responses)
    assert ("{" in path) == (404 in responses)
    for status, response in responses.items():
        assert response["description"]
        if status >= 400:
            assert list(response["content"]) == ["application/problem+json"]
    for parameter in operation["parameters"]:
        assert parameter["description"], parameter["name"]
        assert "example" in parameter, parameter["name"]


def test_operation_ids_are_given_once() -> None:
    ids = [operation["operationId"] for operation in OPERATIONS.values()]
    assert sorted(ids) == sorted(set(ids)) == sorted(DATA)


@pytest.mark.parametrize("path", OPERATIONS)
def test_example_fits_its_shape(path: str) -> None:
    whole = document()
    content = whole["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]
    schema = content["schema"] | {"components": whole["components"]}
    validator = jsonschema_rs.validator_for(schema, validate_formats=True)
    assert [str(error) for error in validator.iter_errors(content["example"])] == []
    assert not validator.is_valid(content["example"] | {"data": 1})


def test_parameters_and_their_examples_fit() -> None:
    for operation in OPERATIONS.values():
        for parameter in operation["parameters"]:
            validator = jsonschema_rs.validator_for(parameter["schema"], validate_formats=True)
            assert validator.is_valid(parameter["example"]), parameter["name"]
