"""Other people's pages are fetched without reaching into our own network."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import httpx
import pytest

from klarity import safe_fetch
from klarity.safe_fetch import Client, PublicTransport, Unfetchable, get, is_public
from tests.klarity.fetching import PUBLIC, client, fetch, says

PRIVATE = [
    "127.0.0.1",
    "127.255.255.254",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.0.1",
    "169.254.169.254",  # where clouds keep the keys of the machine
    "100.64.0.1",
    "192.0.2.1",
    "198.18.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fec0::1",
    "ff02::1",
    "2001:db8::1",
    "2001::1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "64:ff9b::7f00:1",
    "2002:7f00:1::1",
    "no number",
    "",
]


@pytest.mark.parametrize("number", PRIVATE)
def test_what_belongs_to_no_public_host_is_not_public(number: str) -> None:
    assert not is_public(number)


@pytest.mark.parametrize("number", [PUBLIC, "8.8.8.8", "2606:4700:4700::1111"])
def test_public_hosts_are_public(number: str) -> None:
    assert is_public(number)


def test_host_is_named_to_the_server_and_reached_by_the_number_that_was_judged() -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200)

    fetch("https://example.org/", answer)
    assert seen[0].url.host == PUBLIC
    assert seen[0].headers["host"] == "example.org"
    assert seen[0].extensions["sni_hostname"] == "example.org"
    assert seen[0].headers["user-agent"] == "a test"


@pytest.mark.parametrize("number", [number for number in PRIVATE if number])
def test_name_of_a_private_host_is_refused(number: str) -> None:
    with pytest.raises(Unfetchable, match="not a public address") as refusal:
        get("https://inside.org/", client=client(says(), inside_org=number.replace(" ", "-")))
    assert refusal.value.reason == "refused"


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.1/",
        "http://0177.0.0.1/",
        "http://017700000001/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://[fe80::1%25lo]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://localhost/",
        "http://LOCALHOST./",
        "http://１２７.0.0.1/",
        "http://0/",
    ],
)
def test_private_address_is_refused_in_every_way_of_writing_it(url: str) -> None:
    """With the machine's own resolver, which knows all these forms."""
    transport = PublicTransport(httpx.MockTransport(says("secret")))
    with pytest.raises(Unfetchable):
        get(url, client=Client(user_agent="a test", transport=transport))


def test_answer_that_changes_cannot_smuggle_a_private_host_in() -> None:
    """The name server says "public" first and "private" when asked again: it is not asked again."""
    answers = iter([[PUBLIC], ["127.0.0.1"]])
    numbers: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        numbers.append(request.url.host)
        return httpx.Response(302, headers={"location": "https://example.org/again"})

    transport = PublicTransport(httpx.MockTransport(answer), lambda host, port: next(answers))
    with pytest.raises(Unfetchable, match="not a public address"):
        get("https://example.org/", client=Client(user_agent="a test", transport=transport))
    assert numbers == [PUBLIC]


def test_public_one_of_several_numbers_is_used() -> None:
    fetched = get(
        "https://example.org/", client=client(says("hello"), example_org=f"64:ff9b::1 {PUBLIC}")
    )
    assert fetched.body == b"hello"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.org",
        "ftp://example.org/",
        "file:///etc/passwd",
        "https://",
        "https://user:secret@example.org/",
        "https://exa\0mple.org/",
        "https://example.org:99999/",
        "https://[::1",
        "https://" + "a" * 300 + ".org/",
        "https://example.org/" + "a" * 100_000,
    ],
)
def test_what_is_no_address_is_refused_in_words(url: str) -> None:
    with pytest.raises(Unfetchable) as refusal:
        fetch(url, says())
    assert refusal.value.sentence


class Visited(HTTPServer):
    """A server on this machine that keeps the names by which it was visited."""

    def __init__(self) -> None:
        self.names: list[str] = []
        super().__init__(("127.0.0.1", 0), Answer)


class Answer(BaseHTTPRequestHandler):
    server: Visited

    def do_GET(self) -> None:
        self.server.names.append(self.headers["Host"])
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"inside")

    def log_message(self, format: str, *values: object) -> None:
        """Not to the terminal."""


@pytest.fixture
def server() -> Iterator[Visited]:
    visited = Visited()
    thread = Thread(target=visited.serve_forever, daemon=True)
    thread.start()
    yield visited
    visited.shutdown()
    thread.join()
    visited.server_close()


def test_client_as_it_comes_does_not_visit_this_machine(server: Visited) -> None:
    with Client(user_agent="a test") as visitor, pytest.raises(Unfetchable):
        get(f"http://127.0.0.1:{server.server_port}/", client=visitor)
    assert server.names == []


def test_real_connection_goes_to_the_number_under_the_name(
    server: Visited, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(safe_fetch, "is_public", lambda number: True)
    transport = PublicTransport(resolve=lambda host, port: ["127.0.0.1"])
    with Client(user_agent="a test", transport=transport) as visitor:
        fetched = get(f"http://name.invalid:{server.server_port}/", client=visitor)
    assert fetched.body == b"inside"
    assert server.names == [f"name.invalid:{server.server_port}"]
