import gzip
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from socket import EAI_AGAIN, EAI_NONAME, gaierror
from threading import Thread

import httpx
import pytest

from klarity import safe_fetch
from klarity.safe_fetch import (
    Client,
    Fetched,
    PatientTransport,
    PublicTransport,
    Unfetchable,
    get,
    is_public,
)

Answering = Callable[[httpx.Request], httpx.Response]

PUBLIC = "93.184.215.14"
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


def says(text: str = "hello", status: int = 200, **headers: str) -> Answering:
    return lambda request: httpx.Response(status, text=text, headers=headers)


def client(answer: Answering, **names: str) -> Client:
    """A client that finds `names` in its telephone book (`_` for each dot), with one answer."""
    book = {name.replace("_", "."): number for name, number in names.items()}

    def resolve(host: str, port: int) -> list[str]:
        if host not in book:
            raise OSError
        return book[host].split()

    transport = PublicTransport(httpx.MockTransport(answer), resolve)
    return Client(user_agent="a test", transport=transport)


def fetch(url: str, answer: Answering) -> Fetched:
    return get(
        url, client=client(answer, example_org=PUBLIC, other_org=PUBLIC, evil_org="10.0.0.1")
    )


def redirects(*addresses: str) -> tuple[list[str], Answering]:
    """A server that sends each visit on to the next address; and the visits that it saw."""
    seen: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(f"{request.headers['host']}{request.url.path}")
        if len(seen) > len(addresses):
            return httpx.Response(200, text="arrived")
        return httpx.Response(302, headers={"location": addresses[len(seen) - 1]})

    return seen, answer


@pytest.mark.parametrize("number", PRIVATE)
def test_what_belongs_to_no_public_host_is_not_public(number: str) -> None:
    assert not is_public(number)


@pytest.mark.parametrize("number", [PUBLIC, "8.8.8.8", "2606:4700:4700::1111"])
def test_public_hosts_are_public(number: str) -> None:
    assert is_public(number)


def test_page_of_a_public_host_is_fetched() -> None:
    fetched = fetch("https://example.org/page?a=1", says("hello"))
    assert (fetched.status, fetched.body, fetched.url_history) == (200, b"hello", ())
    assert fetched.final_url == "https://example.org/page?a=1"


def test_missing_page_is_an_answer_too() -> None:
    assert fetch("https://example.org/gone", says(status=404)).status == 404


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


def test_redirect_to_a_private_host_is_refused() -> None:
    seen, answer = redirects("http://evil.org/")
    with pytest.raises(Unfetchable, match=r"evil\.org is not a public address"):
        fetch("https://example.org/", answer)
    assert seen == ["example.org/"]


def test_redirect_to_another_kind_of_address_is_refused() -> None:
    for target in (
        "file:///etc/passwd",
        "ftp://example.org/",
        "javascript:alert(1)",
        "mailto:a@b.org",
    ):
        with pytest.raises(Unfetchable):
            fetch("https://example.org/", redirects(target)[1])


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


def test_five_redirects_are_followed_and_told() -> None:
    addresses = ["/1", "https://other.org/2", "http://example.org/3", "4", "./5"]
    fetched = fetch("https://example.org/", redirects(*addresses)[1])
    assert fetched.final_url == "http://example.org/5"
    assert fetched.url_history[:2] == ("https://example.org/", "https://example.org/1")
    assert len(fetched.url_history) == 5


def test_sixth_redirect_is_one_too_many() -> None:
    with pytest.raises(Unfetchable, match="more than 5 times") as refusal:
        fetch("https://example.org/", redirects(*(f"/{each}" for each in range(6)))[1])
    assert refusal.value.reason == "redirects"


def test_known_hosts_alone_are_visited_where_they_are_named() -> None:
    seen, answer = redirects("https://other.org/")
    visitor = client(answer, example_org=PUBLIC, other_org=PUBLIC)
    with pytest.raises(Unfetchable, match=r"other\.org, which we do not know"):
        get("https://example.org/", client=visitor, hosts={"example.org"})
    with pytest.raises(Unfetchable):
        get("http://example.org/", client=visitor, hosts={"example.org"})
    assert seen == ["example.org/"]


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


def test_name_without_a_number_is_no_answer() -> None:
    with pytest.raises(Unfetchable, match="was not found") as refusal:
        fetch("https://nowhere.org/", says())
    assert refusal.value.reason == "no-answer"


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


@pytest.mark.parametrize(
    ("statuses", "for_good"),
    [([], False), ([301], True), ([308, 301], True), ([301, 302], False), ([307], False)],
)
def test_move_for_good_is_told_from_a_detour(statuses: list[int], for_good: bool) -> None:
    left = list(statuses)

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(left.pop(0) if left else 200, headers={"location": "/next"})

    assert fetch("https://example.org/", answer).for_good is for_good


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
