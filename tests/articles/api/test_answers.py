"""What all answers have in common: the disclaimer, ETags, errors; and anybody may read them."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.test import Client, RequestFactory
from django.utils import timezone

from articles import publishing
from articles.api import answers, cursors, library
from articles.disclaimers import DisclaimerMiddleware, is_stated
from articles.models import Disclaimer, Edition
from articles.models.live import EditionQuerySet
from tests.articles.api.conftest import Ask

PATHS = [
    "",
    "openapi.json",
    "articles/",
    "articles/the-article/",
    "articles/the-article/editions/",
    "articles/the-article/editions/1/",
    "topics/",
    "topics/the-topic/",
    "authors/",
    "authors/ada-example/",
    "sources/",
    "sources/{source}/",
    "search/?q=example",
    "changes/",
]
NOT_THERE = [
    ("nothing/", 404),
    ("articles/nothing/", 404),
    ("articles/?limit=0", 422),
    ("articles/?limt=1", 422),
    ("articles/withdrawn/", 410),
]
HEALTH_TEXT = ("Most people meet an example", "What an example is", "Why do examples happen")


@pytest.fixture
def urls(edition: Edition) -> list[str]:
    """The address of every operation, each with something to show."""
    article = edition.article
    assert article.topic is not None
    article.slug, article.topic.slug = "the-article", "the-topic"
    article.save()
    article.topic.save()
    source = edition.revision.content.references[0].source
    return [f"/api/v1/{path.format(source=source)}" for path in PATHS]


def test_every_operation_is_known_to_these_tests(client: Client, urls: list[str]) -> None:
    document = client.get("/api/v1/openapi.json").json()
    assert len(document["paths"]) == len(PATHS) - 1
    for url in urls:
        assert client.get(url).status_code == 200, url


def test_every_answer_has_the_disclaimer_in_force(client: Client, urls: list[str]) -> None:
    for url in urls:
        assert is_stated(client.get(url).text, Disclaimer.objects.in_force()), url


@pytest.mark.parametrize(("path", "status"), NOT_THERE)
def test_every_error_is_a_problem_with_the_disclaimer(
    client: Client, edition: Edition, editor: User, path: str, status: int
) -> None:
    edition.article.slug = "withdrawn"
    edition.article.save()
    publishing.withdraw(edition.article, reason="A recall.", by=editor)
    response = client.get(f"/api/v1/{path}")
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    problem = response.json()
    assert (problem["type"], problem["status"]) == ("about:blank", status)
    assert problem["title"]
    assert problem["detail"]
    assert problem["instance"] == response.request["PATH_INFO"]
    assert is_stated(response.text, Disclaimer.objects.in_force())


def assert_refused(response: Any) -> None:
    assert response.status_code == 500
    assert response["Content-Type"] == "application/problem+json"
    assert "The medical disclaimer is not on this answer" in response.json()["detail"]
    assert not any(words in response.text for words in HEALTH_TEXT)


@pytest.mark.parametrize("kind", ["short", "full", "site"])
def test_nothing_goes_out_with_a_letter_changed(
    client: Client, urls: list[str], monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    true = answers.wording
    for module in ("answers", "problems", "document"):

        def wording(request: Any) -> answers.Wording:
            words = true(request)
            return words.model_copy(update={kind: getattr(words, kind).replace("i", "e", 1)})

        monkeypatch.setattr(f"articles.api.{module}.wording", wording)
    for url in [*urls, "/api/v1/nothing/", "/api/v1/articles/?limit=0"]:
        assert_refused(client.get(url))


def test_nothing_goes_out_without_it(
    client: Client, urls: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def render(self: Any, request: Any, data: Any, *, response_status: int) -> str:
        return json.dumps({"data": "Most people meet an example"})

    monkeypatch.setattr(library.Renderer, "render", render)
    assert_refused(client.get("/api/v1/articles/"))


def test_nothing_goes_out_while_none_is_in_force(client: Client, urls: list[str]) -> None:
    later = timezone.now() + timedelta(days=1)
    Disclaimer.objects.all().overwrite(in_force_from=later)
    for url in [*urls, "/api/v1/nothing/"]:
        assert_refused(client.get(url))


def test_new_wording_is_in_every_answer_at_once(client: Client, urls: list[str]) -> None:
    before = {url: client.get(url)["ETag"] for url in urls}
    words = {"short": 'A "new" short.', "full": "Né & <full>.", "site": "New site."}
    Disclaimer(**words, in_force_from=timezone.now()).append()
    for url in urls:
        response = client.get(url, headers={"If-None-Match": before[url]})
        assert response.status_code == 200
        stated = response.json().get("disclaimer") or response.json()["x-disclaimer"]
        assert {kind: stated[kind] for kind in words} == words


@pytest.mark.django_db
@pytest.mark.parametrize(
    "response",
    [
        HttpResponse("<h1>Health</h1>"),
        HttpResponse("Health", content_type="text/plain"),
        HttpResponse("{}", content_type="application/json"),
        HttpResponse("[]", content_type="application/json"),
        HttpResponse('{"disclaimer": "yes"}', content_type="application/json"),
        HttpResponse('{"disclaimer": {}}', content_type="application/json", status=404),
        HttpResponse("[" * 100_000, content_type="application/json"),
        StreamingHttpResponse(["{}"], content_type="application/json"),
    ],
)
def test_guard_lets_nothing_else_out(response: HttpResponseBase) -> None:
    guard = DisclaimerMiddleware(lambda request: response)
    assert guard(RequestFactory().get("/api/v1/x/")).status_code == 500


def test_unchanged_answer_is_a_304(client: Client, urls: list[str]) -> None:
    for url in urls:
        etag = client.get(url)["ETag"]
        again = client.get(url, headers={"If-None-Match": etag})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)
        assert again["Access-Control-Allow-Origin"] == "*"


def test_news_is_seen_at_once_with_the_page_cache_too(
    client: Client, edition: Edition, editor: User, page_cache: None
) -> None:
    url = f"/api/v1/articles/{edition.article.slug}/"
    etag = client.get(url)["ETag"]
    publishing.withdraw(edition.article, reason="A recall.", by=editor)
    assert client.get(url, headers={"If-None-Match": etag}).status_code == 410


def test_head_is_answered_as_get_without_a_body(client: Client, urls: list[str]) -> None:
    for url in urls:
        got, asked = client.get(url), client.head(url)
        assert (asked.status_code, asked.content) == (200, b"")
        assert asked["ETag"] == got["ETag"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_api_is_only_read(client: Client, urls: list[str], method: str) -> None:
    for url in [*urls, "/api/v1/nothing/"]:
        response = getattr(client, method)(url)
        assert response.status_code == 405
        assert response["Allow"] == "GET, HEAD, OPTIONS"
        assert response.json()["title"] == "Method Not Allowed"


def test_pages_of_other_sites_may_read(client: Client, urls: list[str]) -> None:
    origin = {"Origin": "https://elsewhere.example"}
    for url in [*urls, "/api/v1/nothing/"]:
        response = client.get(url, headers=origin)
        assert response["Access-Control-Allow-Origin"] == "*"
        assert {"ETag", "Link"} <= set(response["Access-Control-Expose-Headers"].split(", "))
        assert "Access-Control-Allow-Credentials" not in response
        assert not response.cookies


def test_browser_may_ask_before(client: Client, db: None) -> None:
    preflight = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "GET"}
    response = client.options("/api/v1/articles/", headers=preflight)
    assert (response.status_code, response.content) == (204, b"")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert response["Access-Control-Allow-Headers"] == "If-None-Match"


@pytest.mark.parametrize("path", ["/", "/articles/", "/feed/", "/admin/login/", "/apis/"])
def test_nothing_else_may_be_read_from_elsewhere(client: Client, db: None, path: str) -> None:
    for method in (client.get, client.options):
        assert "Access-Control-Allow-Origin" not in method(path)


def test_address_without_its_slash_leads_to_the_one_with_it(client: Client, db: None) -> None:
    response = client.get("/api/v1/articles?limit=1")
    assert response.status_code == 301
    assert response["Location"] == "/api/v1/articles/?limit=1"


def test_fault_of_ours_tells_nothing_of_itself(
    client: Client, monkeypatch: pytest.MonkeyPatch, db: None, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(self: EditionQuerySet) -> EditionQuerySet:
        raise DatabaseError("secret detail")

    monkeypatch.setattr(EditionQuerySet, "for_lists", broken)
    response = client.get("/api/v1/articles/")
    assert response.status_code == 500
    assert response["Content-Type"] == "application/problem+json"
    assert "secret" not in response.text
    assert "secret detail" in caplog.text


def test_fault_before_the_operation_is_a_problem_too(
    monkeypatch: pytest.MonkeyPatch, db: None
) -> None:
    def broken(*args: Any) -> HttpResponse:
        raise DatabaseError("secret detail")

    monkeypatch.setattr("articles.disclaimers.may_go_out", broken)
    client = Client(raise_request_exception=False)
    problem = client.get("/api/v1/articles/")
    assert (problem.status_code, problem.json()["status"]) == (500, 500)
    assert "secret" not in problem.text
    assert "<h1>Something went wrong" in client.get("/articles/").text


def test_foreign_host_is_a_problem(client: Client, db: None) -> None:
    response = client.get("/api/v1/articles/", headers={"Host": "evil.example"})
    assert (response.status_code, response.json()["status"]) == (400, 400)


BAD = [
    ("articles/", "limit", "0"),
    ("articles/", "limit", "101"),
    ("articles/", "limit", "9" * 30),
    ("articles/", "limit", "9" * 10_000),
    ("articles/", "limit", "one"),
    ("articles/", "limit", ""),
    ("articles/", "cursor", "x"),
    ("articles/", "cursor", "é" * 10),
    ("articles/", "cursor", "\0"),
    ("articles/", "cursor", "A" * 10_000),
    ("articles/", "cursor", cursors.write("articles", 1)),
    ("articles/", "cursor", cursors.write("articles", cursors.LARGEST, 1)),
    ("sources/", "cursor", cursors.write("sources", -1)),
    ("sources/", "cursor", cursors.write("sources", cursors.LARGEST + 1)),
    ("articles/", "topic", "\0"),
    ("articles/", "topic", "a" * 10_000),
    ("articles/", "topic", "a b"),
    ("articles/", "topic", "a\n"),
    ("articles/", "author", "🦴"),
    ("articles/", "source", "9" * 25),
    ("articles/", "source", "-1"),
    ("articles/", "updated_since", "yesterday"),
    ("articles/", "updated_since", "2026-01-01"),
    ("articles/", "updated_since", "2026-01-01T00:00:00"),
    ("articles/", "updated_since", "2026-01-01T00:00:00 00:00"),
    ("articles/", "updated_since", "0001-01-01T00:00:00+23:59"),
    ("articles/", "updated_since", "9999-12-31T23:59:59-23:59"),
    ("articles/", "updated_since", "1700000000"),
    ("articles/", "updated_since", "\0"),
    ("changes/", "since", "never"),
    ("changes/", "cursor", cursors.write("changes", 1)),
    ("topics/", "limit", "1"),
    ("articles/", "\0", "1"),
    ("articles/", "x" * 10_000, "1"),
]


@pytest.mark.parametrize(("path", "name", "value"), BAD)
def test_bad_parameter_is_refused_by_name_and_with_the_reason(
    ask: Ask, edition: Edition, path: str, name: str, value: str
) -> None:
    problem = ask(path, 422, **{name: value})
    (error,) = problem["errors"]
    assert error["parameter"] == name[:100]
    assert error["reason"]
    assert name[:100] in problem["detail"]
    assert len(json.dumps(problem["errors"])) < 1000


def test_very_many_unknown_parameters_are_not_all_named(ask: Ask, db: None) -> None:
    problem = ask("articles/", 422, **{f"a{number}": 1 for number in range(900)})
    assert [each["parameter"] for each in problem["errors"]] == [f"a{n}" for n in range(10)]
    assert len(json.dumps(problem)) < 5000


def test_cursor_of_another_list_is_refused(ask: Ask, urls: list[str]) -> None:
    places = {
        "articles/": cursors.write("articles", timezone.now(), 1),
        "articles/the-article/editions/": cursors.write("editions", timezone.now(), 1),
        "authors/": cursors.write("authors", 1),
        "sources/": cursors.write("sources", 1),
        "search/?q=example": cursors.write("search", 1),
        "changes/": cursors.write("changes", timezone.now(), 1, 1),
    }
    for path in places:
        bare, _, query = path.partition("?q=")
        words = {"q": query} if query else {}
        for cursor in places.values():
            own = cursor == places[path]
            answer = ask(bare, 200 if own else 422, cursor=cursor, **words)
            assert own or "no cursor of this list" in answer["detail"]


@pytest.mark.parametrize(
    "path",
    [
        "articles/%00/",
        "articles/a%0a/",
        f"articles/{'a' * 5000}/",
        "articles/the-article/editions/0/",
        f"articles/the-article/editions/{'9' * 25}/",
        f"articles/the-article/editions/{'9' * 5000}/",
        f"sources/{'9' * 25}/",
        "sources/2147483648/",
        "sources/-1/",
        "%ff/",
        "../admin/",
    ],
)
def test_odd_path_is_not_there(client: Client, urls: list[str], path: str) -> None:
    assert client.get(f"/api/v1/{path}").status_code in {404, 422}


def test_largest_values_are_taken(ask: Ask, edition: Edition) -> None:
    assert ask("articles/", source=2**31 - 1)["data"] == []
    assert ask("articles/", updated_since="9999-12-31T23:59:59.999999Z")["data"] == []
    assert ask("changes/", since="0001-01-01T00:00:00Z")["data"]
    ask("sources/2147483647/", 404)
