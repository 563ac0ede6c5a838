"""How often one network may do one thing: a moving window, in memory or in Redis."""

import logging
from functools import cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest
from limits import parse
from limits.errors import StorageError
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

MEMORY = "memory://"
REDIS_TIMEOUT = 0.5

logger = logging.getLogger(__name__)


def hit(name: str, *, limit: str, network: str) -> bool:
    """Count one use of `name` by `network`; False when it is one too many, and is not counted.

    `limit` reads like "5 per hour" or "1/second" (the notation of the library `limits`). While
    Redis does not answer, each process counts for itself: no reader is turned away for that.
    """
    item = parse(limit)
    try:
        return limiter(settings.REDIS_URL or MEMORY).hit(item, name, network)
    except StorageError:
        logger.exception("Redis does not answer: counting %s in this process alone", name)
        return limiter(MEMORY).hit(item, name, network)


@cache
def limiter(url: str) -> MovingWindowRateLimiter:
    """The counter kept at `url`, one a process; `limiter.cache_clear()` forgets all counts."""
    if url == MEMORY:
        return MovingWindowRateLimiter(storage_from_string(MEMORY))
    timeouts = {"socket_connect_timeout": REDIS_TIMEOUT, "socket_timeout": REDIS_TIMEOUT}
    return MovingWindowRateLimiter(storage_from_string(url, wrap_exceptions=True, **timeouts))


def client_network(request: HttpRequest) -> str:
    """The network a request came from: an IPv4 address, the /64 of an IPv6 address, or "unknown".

    One subscriber of IPv6 is given a whole /64 (RFC 6177), so single addresses would tell nothing.
    """
    address = client_address(request)
    if address is None:
        return "unknown"
    if isinstance(address, IPv4Address):
        return str(address)
    return str(ip_network((address.packed, 64), strict=False))


def client_address(request: HttpRequest) -> IPv4Address | IPv6Address | None:
    """The nearest address that is not one of `settings.TRUSTED_PROXIES`.

    `X-Forwarded-For` is read from the right, and only as far as trusted proxies wrote it: what
    stands further left is the client's own claim.
    """
    forwarded = request.headers.get("X-Forwarded-For", "")
    client = None
    for hop in reversed([*forwarded.split(","), request.META.get("REMOTE_ADDR", "")]):
        address = _address(hop)
        if address is None:
            break
        client = address
        if not any(address in ip_network(proxy) for proxy in settings.TRUSTED_PROXIES):
            break
    return client


def _address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(text.strip())
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
