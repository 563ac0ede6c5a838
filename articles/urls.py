from django.urls import include, path

from articles.views import article, card, citation, enquiry, feed, library, policy, preview, search

RSS = {"form": "rss"}

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
    path("articles/<slug:slug>/cite.<slug:ending>", citation.cite, name="cite"),
    path(
        "articles/<slug:slug>/references.<slug:ending>",
        citation.references,
        name="cite_references",
    ),
    path(
        "articles/<slug:slug>/editions/<int:number>/cite.<slug:ending>",
        citation.cite,
        name="edition_cite",
    ),
    path(
        "articles/<slug:slug>/editions/<int:number>/references.<slug:ending>",
        citation.references,
        name="edition_cite_references",
    ),
    path("articles/<slug:slug>/card/<int:number>.png", card.card, name="card"),
    path("articles/<slug:slug>/report/", enquiry.report, name="report"),
    path("articles/<slug:slug>/report/sent/", enquiry.report_sent, name="report_sent"),
    path("topics/<slug:slug>/", library.topic_detail, name="topic_detail"),
    path("topics/<slug:slug>/feed/", feed.topic_feed, name="topic_feed"),
    path("topics/<slug:slug>/feed/rss/", feed.topic_feed, RSS, name="topic_feed_rss"),
    path("authors/<slug:slug>/", library.author_detail, name="author_detail"),
    path("authors/<slug:slug>/feed/", feed.author_feed, name="author_feed"),
    path("authors/<slug:slug>/feed/rss/", feed.author_feed, RSS, name="author_feed_rss"),
    path("corrections/", library.corrections, name="corrections"),
    path("corrections/feed/", feed.corrections_feed, name="corrections_feed"),
    path("corrections/feed/rss/", feed.corrections_feed, RSS, name="corrections_feed_rss"),
    path("search/", search.search, name="search"),
    path("search/suggest/", search.search_suggest, name="search_suggest"),
    path("feed/", feed.feed, name="feed"),
    path("feed/rss/", feed.feed, RSS, name="feed_rss"),
    path("preview/<str:token>/", preview.preview, name="preview"),
    path("api/", include("articles.api.urls")),
    path("contact/", enquiry.contact, name="contact"),
    path("contact/sent/", enquiry.contact_sent, name="contact_sent"),
    path("<slug:page>/", policy.policy, name="flatpage"),
]
