import pytest
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client, RequestFactory, override_settings
from django.urls import path
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.http import require_http_methods
from pytest_django import Settings

from klarity.same_origin import REFUSAL, same_origin


@same_origin
def guarded(request: HttpRequest, word: str = "done") -> HttpResponse:
    return HttpResponse(word)


@same_origin
@require_http_methods(["POST"])
def guarded_inside(request: HttpRequest) -> HttpResponse:
    return HttpResponse("done")


@method_decorator(same_origin, name="dispatch")
class GuardedClass(View):
    def post(self, request: HttpRequest) -> HttpResponse:
        return HttpResponse("done")


def unguarded(request: HttpRequest) -> HttpResponse:
    return HttpResponse("done")


urlpatterns = [
    path("guarded/", guarded),
    path("guarded/<str:word>/", guarded),
    path("inside/", require_http_methods(["GET", "POST"])(guarded_inside)),
    path("class/", GuardedClass.as_view()),
    path("unguarded/", unguarded),
]


@pytest.fixture
def browser(settings: Settings) -> Client:
    settings.ROOT_URLCONF = __name__
    settings.MIDDLEWARE = ["django.middleware.csrf.CsrfViewMiddleware"]
    return Client(enforce_csrf_checks=True)


def answer(headers: dict[str, str], *, secure: bool = True, host: str = "example.org") -> int:
    request = RequestFactory(headers=headers | {"Host": host}).post("/guarded/", secure=secure)
    response: HttpResponseBase = guarded(request)
    return response.status_code


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "https://example.org"}, 200),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"Sec-Fetch-Site": ""}, 403),
        ({"Sec-Fetch-Site": "", "Origin": "https://example.org"}, 403),
        ({"Sec-Fetch-Site": "Same-Origin"}, 403),
        ({"Sec-Fetch-Site": "same-origin,cross-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "https://example.org"}, 403),
        ({"Origin": "https://example.org"}, 200),
        ({"Origin": "HTTPS://EXAMPLE.ORG"}, 200),
        ({"Origin": "http://example.org"}, 403),
        ({"Origin": "https://example.org:8443"}, 403),
        ({"Origin": "https://sub.example.org"}, 403),
        ({"Origin": "https://example.org.evil.example"}, 403),
        ({"Origin": "https://example.org@evil.example"}, 403),
        ({"Origin": "https://evil@example.org"}, 403),
        ({"Origin": "https://example.org/"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": ""}, 403),
        ({"Referer": "https://example.org/"}, 403),
        ({}, 403),
    ],
)
@override_settings(ALLOWED_HOSTS=["example.org"])
def test_only_our_own_pages_may_post(headers: dict[str, str], status: int) -> None:
    assert answer(headers) == status


@pytest.mark.parametrize(
    ("host", "secure", "origin", "status"),
    [
        ("example.org:8000", False, "http://example.org:8000", 200),
        ("example.org:8000", False, "http://example.org", 403),
        ("example.org:8000", False, "https://example.org:8000", 403),
        ("example.org:443", True, "https://example.org", 200),
        ("example.org:80", False, "http://example.org", 200),
        ("example.org:80", True, "https://example.org", 403),
        ("EXAMPLE.org", True, "https://example.org", 200),
        ("[::1]:8000", False, "http://[::1]:8000", 200),
    ],
)
@override_settings(ALLOWED_HOSTS=["example.org", "[::1]"])
def test_origin_is_scheme_host_and_port(host: str, secure: bool, origin: str, status: int) -> None:
    assert answer({"Origin": origin}, secure=secure, host=host) == status


@override_settings(ALLOWED_HOSTS=["example.org"])
def test_foreign_host_cannot_make_itself_the_origin() -> None:
    with pytest.raises(DisallowedHost):
        answer({"Origin": "https://evil.example"}, host="evil.example")


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_reading_needs_no_origin(method: str) -> None:
    assert guarded(RequestFactory().generic(method, "/guarded/")).status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "INVENTED"])
def test_every_other_method_needs_one(method: str) -> None:
    assert guarded(RequestFactory().generic(method, "/guarded/")).status_code == 403


@pytest.mark.parametrize("address", ["/guarded/", "/guarded/done/", "/inside/", "/class/"])
def test_our_page_posts_without_cookie_or_token(address: str, browser: Client) -> None:
    response = browser.post(address, headers={"Sec-Fetch-Site": "same-origin"})
    assert (response.status_code, response.content) == (200, b"done")
    assert not response.cookies
    assert browser.post(address).status_code == 403


def test_view_that_is_not_guarded_keeps_djangos_own_check(browser: Client) -> None:
    response = browser.post("/unguarded/", headers={"Sec-Fetch-Site": "same-origin"})
    assert response.status_code == 403


def test_refusal_is_a_plain_sentence() -> None:
    response = guarded(RequestFactory().post("/guarded/"))
    assert isinstance(response, HttpResponse)
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.text == REFUSAL
