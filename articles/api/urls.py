from django.urls import URLPattern, include, path, re_path

from articles.api import problems
from articles.api.document import document
from articles.api.door import door
from articles.api.library import api

operations = [
    URLPattern(each.pattern, door(each.callback, each.name or ""), each.default_args, each.name)
    for each in api.urls[0]
    if isinstance(each, URLPattern) and each.name != "api-root"
]
v1 = [*operations, path("openapi.json", door(document), name="document")]

urlpatterns = [
    path("v1/", include((v1, "api"))),
    # With a slash at the end, so that an address without one is first tried with it.
    re_path(r"^(?:[\s\S]*/)?\Z", door(problems.nothing_there), name="nothing"),
]
