from django.urls import path

from comments.views import thread

urlpatterns = [
    path("articles/<slug:slug>/comments/<int:number>/", thread.comment, name="comment"),
    path("articles/<slug:slug>/feed/", thread.comment_feed, name="comment_feed"),
]
