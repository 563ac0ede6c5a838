from django.urls import path

from comments.views import links, thread

urlpatterns = [
    path("articles/<slug:slug>/comments/<int:number>/", thread.comment, name="comment"),
    path("comments/withdraw/<str:token>/", links.withdraw_comment, name="withdraw_comment"),
    path("comments/stop/<str:token>/", links.stop_notices, name="stop_notices"),
]
