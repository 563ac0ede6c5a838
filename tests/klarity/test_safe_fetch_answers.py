"""What a fetch makes of an answer, and of none."""

import gzip
from socket import EAI_AGAIN, EAI_NONAME, gaierror

import httpx
import pytest

from klarity import safe_fetch
from klarity.safe_fetch import Client, PublicTransport, Unfetchable, get
from tests.klarity.fetching import PUBLIC, client, fetch, says


def test_page_of_a_public_host_is_fetched() -> None:
    fetched = fetch("https://example.org/page?a=1", says("hello"))
    assert (fetched.status, fetched.body, fetched.url_history) == (200, b"hello", ())
    assert fetched.final_url == "https://example.org/page?a=1"


def test_missing_page_is_an_answer_too() -> None:
    assert fetch("https://example.org/gone", says(status=404)).status == 404


def test_name_without_a_number_is_no_answer() -> None:
    with pytest.raises(Unfetchable, match="was not found") as refusal:
        fetch("https://nowhere.org/", says())
    assert refusal.value.reason == "no-answer"


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (gaierror(EAI_NONAME, "unknown"), "no-host"),
        (gaierror(EAI_AGAIN, "later"), "no-answer"),
        (OSError(), "no-answer"),
    ],
)
def test_name_that_nobody_has_is_told_from_a_name_server_that_is_away(
    error: OSError, reason: str
) -> None:
    def resolve(host: str, port: int) -> list[str]:
        raise error

    transport = PublicTransport(httpx.MockTransport(says()), resolve)
    with pytest.raises(Unfetchable) as caught:
        get("https://example.org/", client=Client(user_agent="a test", transport=transport))
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    "error", [httpx.ConnectError, httpx.ReadTimeout, httpx.RemoteProtocolError]
)
def test_network_that_fails_is_no_answer(error: type[httpx.TransportError]) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        raise error("no")

    with pytest.raises(Unfetchable) as refusal:
        fetch("https://example.org/", answer)
    assert refusal.value.reason == "no-answer"


def test_long_page_is_cut_off() -> None:
    body = get(
        "https://example.org/",
        client=client(says("x" * 5000), example_org=PUBLIC),
        max_bytes=1000,
    ).body
    assert body == b"x" * 1000


def test_packed_page_is_unpacked_no_further_than_allowed() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        stream = httpx.ByteStream(gzip.compress(b"0" * 5_000_000))
        return httpx.Response(200, stream=stream, headers={"content-encoding": "gzip"})

    fetched = get(
        "https://example.org/", client=client(answer, example_org=PUBLIC), max_bytes=100_000
    )
    assert fetched.body == b"0" * 100_000


@pytest.mark.parametrize("packing", ["gzip", "br", "nonsense"])
def test_page_that_cannot_be_unpacked_is_empty(packing: str) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        stream = httpx.ByteStream(b"no packing at all")
        return httpx.Response(200, stream=stream, headers={"content-encoding": packing})

    assert fetch("https://example.org/", answer).body == b""


def test_slow_page_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safe_fetch, "WHOLE_SECONDS", -1.0)
    with pytest.raises(Unfetchable, match="too long"):
        fetch("https://example.org/", says("hello"))
