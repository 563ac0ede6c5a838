"""A busy server is asked again, after a pause, and not for ever."""

import httpx
import pytest

from klarity.safe_fetch import Client, PatientTransport, get


def patient(*answers: httpx.Response | Exception) -> tuple[Client, list[float]]:
    """A client whose server gives these answers in turn; and the pauses that it makes."""
    turn = iter(answers)
    pauses: list[float] = []

    def answer(request: httpx.Request) -> httpx.Response:
        given = next(turn)
        if isinstance(given, Exception):
            raise given
        return given

    transport = PatientTransport(httpx.MockTransport(answer), pauses.append)
    return Client(user_agent="a test", transport=transport), pauses


def test_busy_server_is_asked_again_after_the_pause_that_it_wishes() -> None:
    busy = httpx.Response(429, headers={"retry-after": "3"})
    visitor, pauses = patient(busy, httpx.ReadTimeout("slow"), httpx.Response(200))
    assert get("https://example.org/", client=visitor).status == 200
    assert pauses == [3.0, 1.5]


@pytest.mark.parametrize("wish", ["86400", "9" * 400])
def test_pause_is_short_whatever_the_server_wishes(wish: str) -> None:
    visitor, pauses = patient(
        httpx.Response(503, headers={"retry-after": wish}), httpx.Response(200)
    )
    get("https://example.org/", client=visitor)
    assert pauses == [5.0]


@pytest.mark.parametrize("wish", ["", "Wed, 21 Oct 2026 07:28:00 GMT", "-5", "²"])
def test_wish_that_is_no_number_is_passed_over(wish: str) -> None:
    busy = httpx.Response(503, headers=[(b"retry-after", wish.encode())])
    visitor, pauses = patient(busy, httpx.Response(200))
    get("https://example.org/", client=visitor)
    assert pauses == [0.5]


def test_third_busy_answer_is_taken_as_it_is() -> None:
    visitor, pauses = patient(*(httpx.Response(500) for _ in range(3)))
    assert get("https://example.org/", client=visitor).status == 500
    assert len(pauses) == 2


def test_missing_page_is_not_asked_for_again() -> None:
    visitor, pauses = patient(httpx.Response(404))
    assert get("https://example.org/", client=visitor).status == 404
    assert pauses == []
