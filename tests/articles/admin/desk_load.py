"""Something in every tray of the desk, as often as you like."""

from django.contrib.auth.models import User
from django.utils import timezone

from articles import publishing
from articles.models import Article, Assignment, Enquiry, MissedQuery, Notice, Review, Source
from tests.articles.admin.desk_page import DAY
from tests.articles.shelf import multiply
from tests.factories import ArticleFactory, SourceFactory, approved, published, write


def write_all(writer: User, reviewer: User, editor: User) -> None:
    """Something for each tray of the editor's."""
    now = timezone.now()
    write(ArticleFactory(created_by=editor), editor)
    waiting = ArticleFactory(created_by=writer)
    write(waiting, writer)
    submission = publishing.submit(waiting, revision=1, by=writer)
    Assignment(submission=submission, reviewer=reviewer, assigned_at=now).append()
    back = ArticleFactory(created_by=editor)
    write(back, writer)
    publishing.send_back(back, revision=1, by=reviewer, notes="No.")
    approved(ArticleFactory(created_by=writer), writer, reviewer)
    scheduled = ArticleFactory(created_by=writer)
    revision = approved(scheduled, writer, reviewer)
    publishing.publish(scheduled, revision=revision, by=editor, at=now + DAY)
    write(scheduled, writer, title="Newer")
    for days in (-1, 1):
        live = published(writer, reviewer, editor)
        due_on = timezone.localdate() + DAY * days
        Review.objects.filter(pk=live.review_id).overwrite(due_on=due_on)
    first, second = live.article.sources.all()
    Notice.objects.create(source=first, kind="retraction", found_at=now)
    Source.objects.filter(pk=second.pk).update(link_status="dead")
    Enquiry.objects.create(article=live.article, body="A fault.")
    MissedQuery.objects.create(words="bagpipe", last_on=timezone.localdate())


def write_others(writer: User, reviewer: User, editor: User) -> None:
    """An article in each state that no tray needs: scheduled, at rest, discarded."""
    scheduled = ArticleFactory(created_by=writer)
    revision = approved(scheduled, writer, reviewer)
    publishing.publish(scheduled, revision=revision, by=editor, at=timezone.now() + DAY)
    published(writer, reviewer, editor)
    withdrawn = published(writer, reviewer, editor).article
    publishing.approve(withdrawn, revision=1, by=reviewer, due_on=timezone.localdate() - DAY)
    publishing.withdraw(withdrawn, reason="Old.", by=editor)
    publishing.discard(ArticleFactory(created_by=writer), by=editor)


def increase(times: int) -> None:
    """Everything so many times more."""
    for article in Article.objects.all():
        multiply(article, times)
    for notice in Notice.objects.all():
        for _ in range(times):
            name = f"10.1000/notice.{Notice.objects.count()}"
            Notice.objects.create(
                source=notice.source, kind="retraction", identifier=name, found_at=notice.found_at
            )
    for _ in range(Source.objects.filter(link_status="dead").count() * times):
        SourceFactory(link_status="dead")
    known = MissedQuery.objects.count()
    for number in range(known, known * (times + 1)):
        MissedQuery.objects.create(words=f"bagpipe {number}", last_on=timezone.localdate())
