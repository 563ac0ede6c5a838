from django.urls import path

from newsletter.views import links, subscribing

urlpatterns = [
    path("newsletter/", subscribing.newsletter, name="newsletter"),
    path("newsletter/asked/", subscribing.asked, name="newsletter_asked"),
    path("newsletter/confirm/<str:token>/", links.confirm, name="newsletter_confirm"),
    path("newsletter/preferences/<str:token>/", links.preferences, name="newsletter_preferences"),
    path("newsletter/preferences/<str:token>/receipt/", links.receipt, name="newsletter_receipt"),
    path("newsletter/preferences/<str:token>/leave/", links.leave, name="newsletter_leave"),
    path("newsletter/unsubscribe/<str:token>/", links.unsubscribe, name="newsletter_unsubscribe"),
]
