import logging
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import RequestFactory, override_settings
from pytest_django import Settings

from klarity.rate_limit import client_network, hit, limiter


@pytest.fixture(autouse=True)
def fresh_counts(settings: Settings) -> Iterator[None]:
    settings.REDIS_URL = ""
    limiter.cache_clear()
    yield
    limiter.cache_clear()


@pytest.fixture
def redis_url() -> Iterator[str]:
    if not shutil.which("redis-server"):
        absent = "missing: redis-server"
        pytest.fail(absent) if os.environ.get("CI") == "true" else pytest.skip(absent)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        try:
            for _ in range(100):
                with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                    break
                time.sleep(0.05)
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            server.terminate()


def allowed(times: int, **changes: str) -> list[bool]:
    use = {"name": "report", "limit": "2 per hour", "network": "192.0.2.1"} | changes
    return [hit(use["name"], limit=use["limit"], network=use["network"]) for _ in range(times)]


def test_one_use_too_many_is_refused() -> None:
    assert allowed(4) == [True, True, False, False]


def test_networks_and_purposes_are_counted_apart() -> None:
    assert allowed(3) == [True, True, False]
    assert allowed(1, network="192.0.2.2") == [True]
    assert allowed(1, name="contact") == [True]


def test_window_moves_with_the_clock() -> None:
    with time_machine.travel(datetime(2026, 1, 1, 12, 0, tzinfo=UTC), tick=False) as clock:
        assert allowed(1) == [True]
        clock.shift(50 * 60)
        assert allowed(2) == [True, False]
        clock.shift(11 * 60)  # the first use is more than an hour ago, the second is not
        assert allowed(2) == [True, False]


def test_limit_that_cannot_be_read_is_an_error() -> None:
    with pytest.raises(ValueError, match="couldn't parse"):
        allowed(1, limit="often")


def test_processes_count_together_in_redis(settings: Settings, redis_url: str) -> None:
    settings.REDIS_URL = redis_url
    assert allowed(1) == [True]
    limiter.cache_clear()  # what another process starts with
    assert allowed(2) == [True, False]


def test_reader_is_served_while_redis_is_down(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    with socket.socket() as taken:  # bound, but nobody listens
        taken.bind(("127.0.0.1", 0))
        settings.REDIS_URL = f"redis://127.0.0.1:{taken.getsockname()[1]}/0"
        with caplog.at_level(logging.ERROR, logger="klarity.rate_limit"):
            assert allowed(3) == [True, True, False]
    assert "Redis does not answer" in caplog.text


@pytest.mark.parametrize(
    ("remote", "forwarded", "network"),
    [
        ("203.0.113.7", None, "203.0.113.7"),
        ("203.0.113.7", "198.51.100.9", "203.0.113.7"),
        ("10.0.0.1", "198.51.100.9", "198.51.100.9"),
        ("10.0.0.1", "1.1.1.1, 198.51.100.9", "198.51.100.9"),
        ("10.0.0.1", "1.1.1.1, 198.51.100.9, 10.0.0.2", "198.51.100.9"),
        ("10.0.0.1", "198.51.100.9, 192.0.2.1, 10.0.0.2", "192.0.2.1"),
        ("10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"),
        ("10.0.0.1", "rubbish", "10.0.0.1"),
        ("10.0.0.1", "198.51.100.9, rubbish", "10.0.0.1"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", None, "10.0.0.1"),
        ("fd00::1", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", None, "2001:db8:1:2::/64"),
        ("fe80::1%eth0", None, "fe80::/64"),
        ("::ffff:203.0.113.7", None, "203.0.113.7"),
        ("", "198.51.100.9", "unknown"),
    ],
)
@override_settings(TRUSTED_PROXIES=["10.0.0.0/8", "fd00::/8"])
def test_client_is_the_nearest_address_that_is_no_proxy_of_ours(
    remote: str, forwarded: str | None, network: str
) -> None:
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    request = RequestFactory(headers=headers).get("/", REMOTE_ADDR=remote)
    assert client_network(request) == network


@override_settings(TRUSTED_PROXIES=[])
def test_nobody_escapes_the_limit_by_inventing_addresses() -> None:
    requests = [
        RequestFactory(headers={"X-Forwarded-For": f"192.0.2.{n}"}).get("/") for n in range(4)
    ]
    uses = [hit("contact", limit="2/hour", network=client_network(each)) for each in requests]
    assert uses == [True, True, False, False]


def test_one_subscriber_of_ipv6_is_one_network() -> None:
    factory = RequestFactory()
    networks = {client_network(factory.get("/", REMOTE_ADDR=f"2001:db8::{n:x}")) for n in range(99)}
    assert networks == {"2001:db8::/64"}
