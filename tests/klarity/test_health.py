"""What a watcher is told, and what stands where a request cannot be understood."""

import pytest
from django.db import DatabaseError, connection
from django.test import Client


@pytest.mark.django_db
def test_healthy_server_says_ok(client: Client) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-store" in response.headers["Cache-Control"]


def test_server_without_its_database_says_so(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down() -> None:
        raise DatabaseError("down")

    monkeypatch.setattr(connection, "cursor", down)
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"


@pytest.mark.django_db
@pytest.mark.parametrize("url", ["/", "/articles/"])
def test_request_for_another_host_gets_a_plain_400(client: Client, url: str) -> None:
    response = client.get(url, headers={"Host": "evil.example"})
    assert response.status_code == 400
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"


@pytest.mark.django_db
def test_message_too_large_to_read_gets_a_plain_400(client: Client) -> None:
    response = client.post("/contact/", {"body": "x" * 3_000_000})
    assert response.status_code == 400
    assert "cannot be understood" in response.text
