from django.contrib import admin
from django.urls import include, path

from klarity import sitemap, well_known
from klarity.health import healthz
from klarity.media import media

urlpatterns = [
    path("admin/password_reset/", include("articles.admin.passwords")),
    path("admin/person/", include("klarity.person")),
    path("admin/", admin.site.urls),
    path("healthz", healthz, name="healthz"),
    path("media/<path:name>", media, name="media"),
    path("sitemap.xml", sitemap.index, name="sitemap_index"),
    path("sitemap-<slug:name>-<int:number>.xml", sitemap.sitemap, name="sitemap"),
    path("robots.txt", well_known.robots_txt, name="robots_txt"),
    path(".well-known/security.txt", well_known.security_txt, name="security_txt"),
    path("opensearch.xml", well_known.opensearch, name="opensearch"),
    path("manifest.webmanifest", well_known.manifest, name="manifest"),
    path("", include("comments.urls")),
    path("", include("newsletter.urls")),
    # Last: the policies of articles take any address of one word that is left.
    path("", include("articles.urls")),
]
handler400 = "klarity.errors.bad_request"
handler500 = "klarity.errors.server_error"
