from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

Ask = Callable[..., Any]


@pytest.fixture
def ask(client: Client) -> Ask:
    """Ask the API; the whole answer as values: `ask("articles/", limit=1)`."""

    def asked(path: str, status: int = 200, **query: Any) -> Any:
        response = client.get(f"/api/v1/{path}", query)
        assert response.status_code == status, response.text
        return response.json()

    return asked
