from django.contrib import admin
from django.urls import include, path

from klarity.health import healthz
from klarity.media import media

urlpatterns = [
    path("admin/password_reset/", include("articles.admin.passwords")),
    path("admin/person/", include("klarity.person")),
    path("admin/", admin.site.urls),
    path("healthz", healthz, name="healthz"),
    path("media/<path:name>", media, name="media"),
    path("", include("comments.urls")),
    path("", include("newsletter.urls")),
    # Last: the policies of articles take any address of one word that is left.
    path("", include("articles.urls")),
]
handler400 = "klarity.errors.bad_request"
handler500 = "klarity.errors.server_error"
