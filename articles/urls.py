from django.urls import include, path

from articles.views import article, enquiry, feed, library, policy, preview

urlpatterns = [
    path("", library.home, name="home"),
    path("articles/", library.article_list, name="article_list"),
    path("articles/<slug:slug>/", article.article_detail, name="article_detail"),
    path("articles/<slug:slug>/history/", article.article_history, name="history"),
    path(
        "articles/<slug:slug>/editions/<int:number>/",
        article.edition_detail,
        name="edition_detail",
    ),
    path("articles/<slug:slug>/report/", enquiry.report, name="report"),
    path("articles/<slug:slug>/report/sent/", enquiry.report_sent, name="report_sent"),
    path("topics/<slug:slug>/", library.topic_detail, name="topic_detail"),
    path("authors/<slug:slug>/", library.author_detail, name="author_detail"),
    path("feed/", feed.feed, name="feed"),
    path("preview/<str:token>/", preview.preview, name="preview"),
    path("api/", include("articles.api.urls")),
    path("contact/", enquiry.contact, name="contact"),
    path("contact/sent/", enquiry.contact_sent, name="contact_sent"),
    path("<slug:page>/", policy.policy, name="flatpage"),
]
