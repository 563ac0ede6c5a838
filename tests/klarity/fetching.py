"""Servers that answer a fetch as they are told, under names of their own."""

from collections.abc import Callable

import httpx

from klarity.safe_fetch import Client, Fetched, PublicTransport, get

Answering = Callable[[httpx.Request], httpx.Response]
PUBLIC = "93.184.215.14"


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
