"""Pages of other people's servers, fetched so that an address which somebody typed, or to which a
server sends us on, cannot reach into our own network (CWE-918, server-side request forgery)."""

import time
import zlib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from socket import EAI_NONAME, IPPROTO_TCP, gaierror, getaddrinfo
from typing import Literal, cast

import httpx

CONNECT_SECONDS = 5.0
WHOLE_SECONDS = 10.0
REDIRECTS_AT_MOST = 5
BYTES_AT_MOST = 2_000_000
LONGEST_URL = 2_000
LAST_PORT = 65_535
FOR_GOOD = frozenset({301, 308})
# What IANA has given to hosts so far, less 6to4, which holds an IPv4 address of any kind.
PUBLIC_IPV6 = IPv6Network("2000::/3")
SIX_TO_FOUR = IPv6Network("2002::/16")

Resolve = Callable[[str, int], list[str]]
Reason = Literal["refused", "redirects", "no-host", "no-answer"]


class Unfetchable(Exception):
    """Nothing was fetched. `sentence` says why; `reason` is "refused" for an address that we do not
    visit, "redirects" for one that leads nowhere, "no-host" for a name that nobody has, "no-answer"
    where the network or the server failed, which says nothing about the page."""

    def __init__(self, sentence: str, reason: Reason = "no-answer") -> None:
        self.sentence = sentence
        self.reason = reason
        super().__init__(sentence)


@dataclass(frozen=True, slots=True)
class Fetched:
    """A server's answer, whatever its `status`: `url_history` are the addresses that led to
    `final_url`, `for_good` if each of them said that it had moved for ever (RFC 9110, 301 and 308),
    and `body` is at most as long as was asked for."""

    status: int
    url_history: tuple[str, ...]
    final_url: str
    headers: Mapping[str, str]
    body: bytes
    for_good: bool = False

    @property
    def is_success(self) -> bool:
        """Whether the server gave what was asked for (RFC 9110, section 15.3)."""
        return 200 <= self.status < 300


def resolve(host: str, port: int) -> list[str]:
    """The numbers of a host, in the order in which to try them. Raises OSError without any."""
    return [str(found[4][0]) for found in getaddrinfo(host, port, proto=IPPROTO_TCP)]


class PublicTransport(httpx.BaseTransport):
    """Connects to public addresses only.

    A name is resolved once, judged, and connected to by the number that was judged: a second,
    different answer of its name server ("rebinding") is never asked for. What stands for a number
    in any other form (`2130706433`, `0x7f.1`) is resolved and judged like a name.
    """

    def __init__(
        self, inner: httpx.BaseTransport | None = None, resolve: Resolve = resolve
    ) -> None:
        # A kept connection would answer for every name that has the same number.
        unkept = httpx.Limits(max_keepalive_connections=0)
        self._inner = inner or httpx.HTTPTransport(limits=unkept)
        self._resolve = resolve

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Raises Unfetchable if no number of the host is public, or it has none."""
        host = request.url.raw_host.decode("ascii")
        number = self._public_number(host, request.url.port or 443)
        pinned = httpx.Request(
            request.method,
            request.url.copy_with(host=number),
            headers=request.headers,
            stream=request.stream,
            extensions={**request.extensions, "sni_hostname": host},
        )
        return self._inner.handle_request(pinned)

    def close(self) -> None:
        self._inner.close()

    def _public_number(self, host: str, port: int) -> str:
        try:
            numbers = self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            unknown = isinstance(error, gaierror) and error.errno == EAI_NONAME
            reason: Reason = "no-host" if unknown else "no-answer"
            raise Unfetchable(f"the address of {host} was not found", reason) from error
        for number in numbers:
            if is_public(number):
                return number
        raise Unfetchable(f"{host} is not a public address", "refused")


class PatientTransport(httpx.BaseTransport):
    """Asks again, twice at most, where a server is busy or slow, when it wishes so
    (RFC 9110, section 10.2.3, Retry-After) but within a few seconds."""

    WAITS = (0.5, 1.5)
    LONGEST_WAIT = 5.0
    BUSY = frozenset({429, 500, 502, 503, 504})

    def __init__(
        self, inner: httpx.BaseTransport, pause: Callable[[float], None] = time.sleep
    ) -> None:
        self._inner = inner
        self._pause = pause

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The first answer that is not "busy", else the last."""
        for wait in self.WAITS:
            try:
                response = self._inner.handle_request(request)
            except httpx.TimeoutException:
                self._pause(wait)
                continue
            if response.status_code not in self.BUSY:
                return response
            response.close()
            self._pause(self._wished(response) or wait)
        return self._inner.handle_request(request)

    def close(self) -> None:
        self._inner.close()

    def _wished(self, response: httpx.Response) -> float:
        """The seconds that the server asks for; a date is not worth reading."""
        wish = response.headers.get("retry-after", "")
        known = wish.isascii() and wish.isdigit()
        return min(float(wish[:9]), self.LONGEST_WAIT) if known else 0.0


class Client(httpx.Client):
    """A client for `get`: public addresses only, unless it is given another `transport`, as tests
    do. It knows nothing of proxies and passwords that this machine's environment may name."""

    def __init__(self, *, user_agent: str, transport: httpx.BaseTransport | None = None) -> None:
        super().__init__(
            transport=transport or PublicTransport(),
            headers={"User-Agent": user_agent, "Accept-Encoding": "gzip, identity;q=0.5"},
            follow_redirects=False,
            trust_env=False,
        )


def get(
    url: str,
    *,
    client: Client,
    method: Literal["GET", "HEAD"] = "GET",
    max_bytes: int = BYTES_AT_MOST,
    accept: str = "*/*",
    hosts: Collection[str] | None = None,
) -> Fetched:
    """Fetch an http(s) address, following at most five redirects.

    With `hosts` it goes to these alone, and by https. Raises Unfetchable; a status of 404 or 500 is
    an answer like any other.
    """
    history: list[str] = []
    for_good = True
    while len(history) <= REDIRECTS_AT_MOST:
        address = _visitable(url, hosts)
        answer = _ask(client, method, address, accept, max_bytes)
        if not (onward := _onward(address, answer)):
            return Fetched(
                answer.status,
                tuple(history),
                str(address),
                answer.headers,
                answer.body,
                for_good and bool(history),
            )
        history.append(str(address))
        for_good = for_good and answer.status in FOR_GOOD
        url = onward
    raise Unfetchable(f"it sent us on more than {REDIRECTS_AT_MOST} times", "redirects")


def is_public(number: str) -> bool:
    """Whether an IP address belongs to the public Internet (IANA's special-purpose registries)."""
    try:
        address: IPv4Address | IPv6Address = ip_address(number)
    except ValueError:
        return False
    if isinstance(address, IPv6Address) and (address not in PUBLIC_IPV6 or address in SIX_TO_FOUR):
        return False
    return address.is_global and not address.is_multicast


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: httpx.Headers
    body: bytes


def _visitable(url: str, hosts: Collection[str] | None) -> httpx.URL:
    try:
        address = httpx.URL(url[: LONGEST_URL + 1].strip())
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise Unfetchable("this is no web address", "refused") from error
    if len(url) > LONGEST_URL or (address.port or 0) > LAST_PORT:
        raise Unfetchable("this is no web address", "refused")
    if address.scheme not in {"http", "https"} or not address.host:
        raise Unfetchable("only http and https addresses are visited", "refused")
    if address.userinfo:
        raise Unfetchable("the address holds a user name", "refused")
    if hosts is not None and (address.scheme != "https" or address.host not in hosts):
        raise Unfetchable(f"it sent us on to {address.host}, which we do not know", "redirects")
    return address


def _ask(client: Client, method: str, address: httpx.URL, accept: str, max_bytes: int) -> _Answer:
    until = time.monotonic() + WHOLE_SECONDS
    timeout = httpx.Timeout(WHOLE_SECONDS, connect=CONNECT_SECONDS)
    headers = {"Accept": accept}
    try:
        with client.stream(method, address, headers=headers, timeout=timeout) as response:
            body = _bounded(cast(Iterable[bytes], response.stream), max_bytes, until)
            return _Answer(
                response.status_code, response.headers, _plain(response, body, max_bytes)
            )
    except httpx.TimeoutException as error:
        raise Unfetchable(f"{address.host} took too long to answer") from error
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        raise Unfetchable(f"{address.host} does not answer") from error


def _bounded(chunks: Iterable[bytes], max_bytes: int, until: float) -> bytes:
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if len(body) >= max_bytes:
            break
        if time.monotonic() > until:
            raise httpx.ReadTimeout("the body came too slowly")
    return bytes(body[:max_bytes])


def _plain(response: httpx.Response, body: bytes, max_bytes: int) -> bytes:
    """The body unpacked, as far as allowed: a small file may hold a thousand times its size."""
    packing = response.headers.get("content-encoding", "identity").lower()
    if packing in {"", "identity"}:
        return body
    try:
        return zlib.decompressobj(31).decompress(body, max_bytes) if packing == "gzip" else b""
    except zlib.error:
        return b""


def _onward(address: httpx.URL, answer: _Answer) -> str:
    """Where a redirect leads, or ""."""
    location = answer.headers.get("location", "")
    if answer.status not in {301, 302, 303, 307, 308} or not location:
        return ""
    try:
        return str(address.join(location))
    except (httpx.InvalidURL, ValueError) as error:
        raise Unfetchable("it sent us on to what is no web address", "redirects") from error
