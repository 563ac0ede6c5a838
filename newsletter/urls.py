from django.urls import include, path

from newsletter import webhooks
from newsletter.views import archive, links, subscribing

urlpatterns = [
    path("newsletter/", subscribing.newsletter, name="newsletter"),
    path("newsletter/asked/", subscribing.asked, name="newsletter_asked"),
    path("newsletter/issues/", archive.issues, name="newsletter_issues"),
    path("newsletter/issues/feed/", archive.feed, name="newsletter_feed"),
    path("newsletter/issues/<slug:frequency>/", archive.issues, name="newsletter_issues"),
    path(
        "newsletter/issues/<slug:frequency>/<int:number>/", archive.issue, name="newsletter_issue"
    ),
    path("newsletter/confirm/<str:token>/", links.confirm, name="newsletter_confirm"),
    path("newsletter/preferences/<str:token>/", links.preferences, name="newsletter_preferences"),
    path("newsletter/preferences/<str:token>/receipt/", links.receipt, name="newsletter_receipt"),
    path("newsletter/preferences/<str:token>/leave/", links.leave, name="newsletter_leave"),
    path("newsletter/unsubscribe/<str:token>/", links.unsubscribe, name="newsletter_unsubscribe"),
    path("newsletter/reports/", include(webhooks.patterns())),
]
