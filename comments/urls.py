from django.urls import path

from comments.views import links, posting, report, thread

urlpatterns = [
    path("articles/<slug:slug>/comments/", posting.comments, name="comments"),
    path("articles/<slug:slug>/comments/sent/", posting.comment_sent, name="comment_sent"),
    path("articles/<slug:slug>/comments/<int:number>/", thread.comment, name="comment"),
    path(
        "articles/<slug:slug>/comments/<int:number>/report/",
        report.report_comment,
        name="report_comment",
    ),
    path(
        "articles/<slug:slug>/comments/<int:number>/report/sent/",
        report.comment_reported,
        name="comment_reported",
    ),
    path("articles/<slug:slug>/feed/", thread.comment_feed, name="comment_feed"),
    path("comments/withdraw/<str:token>/", links.withdraw_comment, name="withdraw_comment"),
    path("comments/stop/<str:token>/", links.stop_notices, name="stop_notices"),
]
