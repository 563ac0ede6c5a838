"""Where a fetch lets itself be sent on to."""

import httpx
import pytest

from klarity.safe_fetch import Unfetchable, get
from tests.klarity.fetching import PUBLIC, client, fetch, redirects


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
    ("statuses", "for_good"),
    [([], False), ([301], True), ([308, 301], True), ([301, 302], False), ([307], False)],
)
def test_move_for_good_is_told_from_a_detour(statuses: list[int], for_good: bool) -> None:
    left = list(statuses)

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(left.pop(0) if left else 200, headers={"location": "/next"})

    assert fetch("https://example.org/", answer).for_good is for_good


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
