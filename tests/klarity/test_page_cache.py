import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import NoReturn

import pytest
from django.core.cache import cache
from django.core.cache.backends.locmem import LocMemCache
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.test import Client, RequestFactory
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.vary import vary_on_cookie
from pytest_django import Settings
from redis.exceptions import ConnectionError as RedisConnectionError

from klarity import page_cache
from klarity.page_cache import page_version, register_moment, register_version

made: list[str] = []
state = {"text": "one", "version": "1"}


def page(request: HttpRequest, name: str = "") -> HttpResponse:
    made.append(request.get_full_path())
    query = request.GET.urlencode()
    return HttpResponse(f"{state['text']} {request.get_host()} {query}", headers={"X-Own": "kept"})


def with_cookie(request: HttpRequest) -> HttpResponse:
    response = page(request)
    response.set_cookie("seen", "yes")
    return response


def with_status(request: HttpRequest, status: int) -> HttpResponse:
    made.append(request.path)
    return HttpResponse("x", status=status)


def private(request: HttpRequest) -> HttpResponse:
    response = page(request)
    response["Cache-Control"] = "max-age=60, Private"
    return response


def stream(request: HttpRequest) -> StreamingHttpResponse:
    made.append(request.path)
    return StreamingHttpResponse([b"a", b"b"])


def empty_for_head(request: HttpRequest) -> HttpResponse:
    return HttpResponse("") if request.method == "HEAD" else page(request)


def changing_meanwhile(request: HttpRequest) -> HttpResponse:
    """An edition goes live after this page has read the old one."""
    response = page(request)
    state.update(text="two", version="2")
    return response


urlpatterns = [
    path("", page),
    path("page/<str:name>/", page),
    path("admin/", page),
    path("preview/<str:name>/", page),
    path("cookie/", with_cookie),
    path("status/<int:status>/", with_status),
    path("never/", never_cache(page)),
    path("private/", private),
    path("per-person/", vary_on_cookie(page)),
    path("stream/", stream),
    path("empty-for-head/", empty_for_head),
    path("changing/", changing_meanwhile),
]


@pytest.fixture(autouse=True)
def site(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    settings.PAGE_CACHE = True
    settings.PAGE_CACHE_PARAMETERS = ["topic", "page"]
    settings.RELEASE = "1.0"
    settings.ALLOWED_HOSTS = ["testserver", "other.example"]
    settings.ROOT_URLCONF = __name__
    settings.MIDDLEWARE = ["klarity.page_cache.PageCacheMiddleware"]
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    monkeypatch.setattr(page_cache, "_versions", {})
    monkeypatch.setattr(page_cache, "_moments", {})
    register_version("text", lambda path: state["version"])
    made.clear()
    state.update(text="one", version="1")
    cache.clear()
    yield
    cache.clear()


def times_made(client: Client, address: str, **headers: str) -> int:
    """How often the view runs when a page is asked for twice."""
    made.clear()
    client.get(address, headers=headers)
    client.get(address, headers=headers)
    return len(made)


def test_page_is_made_once_and_stays_the_same(client: Client) -> None:
    first, second = client.get("/"), client.get("/")
    assert len(made) == 1
    assert first.content == second.content == b"one testserver "
    assert first.headers == second.headers
    assert second["X-Own"] == "kept"


def test_readers_and_shared_caches_are_told_to_ask_again(client: Client) -> None:
    for _ in range(2):
        assert client.get("/")["Cache-Control"] == "public, max-age=0, s-maxage=1"


def test_page_is_made_anew_when_its_version_changes(client: Client) -> None:
    client.get("/")
    state.update(text="two", version="2")
    assert client.get("/").content == b"two testserver "


def test_version_knows_its_page(client: Client) -> None:
    versions = {"/page/a/": "1", "/page/b/": "1"}
    register_version("by-page", lambda path: versions[path])
    client.get("/page/a/")
    client.get("/page/b/")
    versions["/page/a/"] = "2"
    made.clear()
    client.get("/page/a/")
    client.get("/page/b/")
    assert made == ["/page/a/"]


def test_every_app_has_its_part_in_the_version() -> None:
    versions = dict.fromkeys(("articles", "comments", "newsletter"), "1")
    register_version("articles", lambda path: versions["articles"])
    register_version("comments", lambda path: versions["comments"])
    register_version("newsletter", lambda path: versions["newsletter"])
    seen = {page_version("/")}
    for app in versions:
        versions[app] = "2"
        seen.add(page_version("/"))
    assert len(seen) == 4


def test_parts_of_two_apps_cannot_be_mistaken_for_each_other() -> None:
    register_version("a", lambda path: "1")
    register_version("b", lambda path: "12")
    before = page_version("/")
    register_version("a", lambda path: "11")
    register_version("b", lambda path: "2")
    assert page_version("/") != before


def test_new_release_makes_every_page_anew(client: Client, settings: Settings) -> None:
    client.get("/")
    settings.RELEASE = "1.1"
    client.get("/")
    assert len(made) == 2


def test_moment_at_which_time_changes_a_page_makes_it_anew(client: Client) -> None:
    to_come = [datetime(2027, 1, 1, tzinfo=UTC), datetime(2027, 6, 1, tzinfo=UTC)]
    register_moment("schedule", lambda path: to_come[0] if to_come else None)
    register_moment("review", lambda path: None)
    assert times_made(client, "/") == 1
    to_come.pop(0)  # the first one has come
    assert times_made(client, "/") == 1
    to_come.clear()
    assert times_made(client, "/") == 1
    assert times_made(client, "/") == 0


def test_nearest_moment_counts() -> None:
    register_moment("late", lambda path: datetime(2028, 1, 1, tzinfo=UTC))
    register_moment("soon", lambda path: datetime(2027, 1, 1, tzinfo=UTC))
    assert "2027-01-01" in page_version("/")
    assert "2028" not in page_version("/")


def test_change_while_a_page_is_made_never_keeps_the_old_page(client: Client) -> None:
    assert client.get("/changing/").content == b"one testserver "
    assert client.get("/changing/").content == b"two testserver "
    state.update(version="1")  # an edition withdrawn, say, and all as before
    made.clear()
    client.get("/changing/")
    assert made == ["/changing/"]


@pytest.mark.parametrize("status", [201, 301, 404, 410, 500])
def test_only_an_ordinary_answer_is_kept(client: Client, status: int) -> None:
    assert times_made(client, f"/status/{status}/") == 2
    assert "ETag" not in client.get(f"/status/{status}/")


@pytest.mark.parametrize(
    "address",
    ["/cookie/", "/never/", "/private/", "/per-person/", "/stream/", "/admin/", "/preview/abc/"],
)
def test_what_is_not_for_everybody_is_not_kept(client: Client, address: str) -> None:
    assert times_made(client, address) == 2
    assert "public" not in client.get(address).get("Cache-Control", "")


def test_request_with_credentials_goes_past_the_cache(client: Client) -> None:
    client.get("/")
    assert times_made(client, "/", Authorization="Bearer x") == 2


def test_form_that_is_sent_goes_past_the_cache(client: Client) -> None:
    client.get("/")
    client.post("/")
    client.post("/")
    assert len(made) == 3


def test_known_parameters_are_pages_of_their_own(client: Client) -> None:
    for _ in range(2):
        for query in ("", "?topic=heart", "?page=2", "?topic=heart&page=2", "?topic=a&topic=b"):
            expected = f"one testserver {query.removeprefix('?')}"
            assert client.get(f"/{query}").content.decode() == expected
    assert len(made) == 5


def test_order_of_parameters_does_not_matter(client: Client) -> None:
    client.get("/?topic=heart&page=2")
    client.get("/?page=2&topic=heart")
    assert len(made) == 1


def test_one_parameter_is_not_mistaken_for_another(client: Client) -> None:
    client.get("/?topic=2")
    client.get("/?page=2")
    assert len(made) == 2


def test_unknown_parameter_goes_past_the_cache(client: Client) -> None:
    assert times_made(client, "/?utm_source=x") == 2
    assert times_made(client, "/?page=2&q=x") == 2


def test_each_host_has_its_own_pages(client: Client) -> None:
    client.get("/")
    assert b"other.example" in client.get("/", headers={"Host": "other.example"}).content


def test_each_scheme_has_its_own_pages(client: Client) -> None:
    client.get("/")
    client.get("/", secure=True)
    assert len(made) == 2


def test_invented_host_is_refused_and_keeps_nothing(client: Client) -> None:
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400
    assert made == []


def test_reader_who_has_the_page_is_told_so(client: Client) -> None:
    tag = client.get("/")["ETag"]
    for sent in (tag, f'"other", {tag}', f"W/{tag}", "*"):
        again = client.get("/", headers={"If-None-Match": sent})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
        assert again["Cache-Control"] == "public, max-age=0, s-maxage=1"
    assert len(made) == 1


def test_reader_who_has_an_older_page_gets_the_new_one(client: Client) -> None:
    tag = client.get("/")["ETag"]
    state.update(text="two", version="2")
    again = client.get("/", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (200, b"two testserver ")
    assert again["ETag"] != tag


def test_tag_is_of_the_content_alone(client: Client) -> None:
    tag = client.get("/")["ETag"]
    state.update(version="2")
    assert client.get("/", headers={"If-None-Match": tag}).status_code == 304
    assert tag.startswith('"')


def test_head_is_answered_from_the_page(client: Client) -> None:
    page = client.get("/empty-for-head/")
    head = client.head("/empty-for-head/")
    assert (head.status_code, head["ETag"]) == (200, page["ETag"])
    assert len(made) == 1


def test_answer_to_head_is_never_given_to_a_get(client: Client) -> None:
    client.head("/empty-for-head/")
    assert client.get("/empty-for-head/").content == b"one testserver "


def test_cache_can_be_switched_off(client: Client, settings: Settings) -> None:
    settings.PAGE_CACHE = False
    assert times_made(client, "/") == 2
    assert "ETag" not in client.get("/")


@pytest.mark.parametrize("failure", [RedisConnectionError, ConnectionResetError, TimeoutError])
def test_readers_are_served_while_the_cache_is_down(
    client: Client,
    failure: type[Exception],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(*arguments: object, **options: object) -> NoReturn:
        raise failure

    monkeypatch.setattr(LocMemCache, "get", fail)
    monkeypatch.setattr(LocMemCache, "set", fail)
    with caplog.at_level(logging.ERROR, logger="klarity.page_cache"):
        assert client.get("/").content == b"one testserver "
    assert "does not answer" in caplog.text


def test_kept_page_asks_nothing_of_the_application(settings: Settings) -> None:
    calls: list[str] = []

    def application(request: HttpRequest) -> HttpResponseBase:
        calls.append(request.path)
        return HttpResponse("x")

    ask: Callable[[HttpRequest], HttpResponseBase] = page_cache.PageCacheMiddleware(application)
    for _ in range(3):
        assert ask(RequestFactory().get("/")).status_code == 200
    assert calls == ["/"]
