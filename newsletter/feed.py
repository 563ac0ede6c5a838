"""The issues that were sent, as an Atom feed (RFC 4287)."""

from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from articles.feed import AtomFeed, printable
from articles.models import Disclaimer
from newsletter import archive
from newsletter.archive import Told
from newsletter.models import Issue

ENTRIES = 20


def atom(disclaimer: Disclaimer | None, url: str) -> str:
    """The feed that stands at `url`, with the disclaimer in each entry."""
    feed = AtomFeed(
        title="Klarity health newsletter",
        subtitle="The daily and the weekly issues, and corrections, as they are sent.",
        link=settings.SITE_URL + reverse("newsletter_issues"),
        feed_url=settings.SITE_URL + url,
        feed_guid=settings.SITE_URL + url,
        author_name="Klarity Health Library",
        language="en-GB",
        description=None,
    )
    issues = list(archive.sent()[:ENTRIES])
    told = archive.told(issues)
    for issue in issues:
        feed.add_item(
            title=printable(f"{issue}: {issue.subject}"),
            link=settings.SITE_URL + issue.get_absolute_url(),
            description=None,  # type: ignore[arg-type]  # the content is all
            unique_id=_id(issue),
            pubdate=issue.started_at,
            updateddate=issue.started_at,
            content=printable(_content(issue, told[issue.pk], disclaimer)),
        )
    return feed.writeString("utf-8")


def _id(issue: Issue) -> str:
    """The same for ever (RFC 4287, 4.2.6; RFC 4151)."""
    host = urlsplit(settings.SITE_URL).hostname
    return f"tag:{host},{issue.started_at:%Y-%m-%d}:issue-{issue.pk}"


def _content(issue: Issue, told: list[Told], disclaimer: Disclaimer | None) -> str:
    context = {"told": told, "issue": issue, "disclaimer": disclaimer}
    return render_to_string("newsletter/_issue_news.html", context)
