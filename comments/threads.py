"""The replies to an article as readers see them: a page at a time, each above its answers."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q

from articles.models import Article, Edition
from comments import discussions
from comments.models import Comment, Discussion

A_PAGE = 25
FIELDS = ["article", "number", "path", "name", "body", "badge", "shows_details", "received_at"]
OF_PARENT = ["parent__number", "parent__name", "parent__shows_details", "parent__status"]
KEPT = "_counted_discussion"


@dataclass
class Shown:
    """A reply in its place, with the answers below it.

    `answered` is the reply that it answers, where it does not stand right below that one, and
    `answered_url` leads there; it is empty if readers do not see that reply any more.
    """

    comment: Comment
    answered: Comment | None = None
    answered_url: str = ""
    answers: list["Shown"] = field(default_factory=list)


@dataclass(frozen=True)
class Thread:
    """A page of an article's replies; `count` is that of all its pages."""

    page: Page[Comment]
    replies: list[Shown]
    count: int
    is_open: bool


def thread(edition: Edition, number: str | None = None) -> Thread:
    """Page `number` of the replies to the article of a live edition, in one query beside that of
    `count`. Where there is no such page it is the nearest that there is: the article stays."""
    article = edition.article
    comments = article.comments.approved().in_thread_order().select_related("parent")
    paginator = Paginator(comments.only(*FIELDS, *OF_PARENT), A_PAGE)
    paginator.count = count(article)
    page = paginator.get_page(number)
    return Thread(
        page=page,
        replies=nested(list(page.object_list)),
        count=paginator.count,
        is_open=discussions.is_open(_discussion(article), edition),
    )


def count(article: Article) -> int:
    """How many replies to the article readers see. Asked again of the same object, it is free."""
    shown: int = vars(_discussion(article)).get("shown", 0)
    return shown


def nested(comments: Sequence[Comment]) -> list[Shown]:
    """Replies in thread order, each put below the nearest of them that it belongs to: one whose
    parent is not among them stands all the same."""
    here = {comment.pk for comment in comments}
    top: list[Shown] = []
    above: list[Shown] = []
    for comment in comments:
        while above and not comment.path.startswith(above[-1].comment.path):
            above.pop()
        shown = Shown(comment)
        if comment.parent_id != (above[-1].comment.pk if above else None):
            shown.answered = comment.parent
            shown.answered_url = _way_to_parent(comment, here)
        (above[-1].answers if above else top).append(shown)
        above.append(shown)
    return top


def address(comment: Comment) -> str:
    """Where an approved reply stands now: its page of the thread, and the place on it."""
    before = comment.article.comments.approved().filter(path__lt=comment.path).count()
    page = before // A_PAGE + 1
    query = f"?page={page}" if page > 1 else ""
    return f"{comment.article.get_absolute_url()}{query}#{comment.anchor}"


def _discussion(article: Article) -> Discussion:
    """With `shown`, the number of its approved replies. Kept on the article, for several parts of
    its page ask."""
    if KEPT not in vars(article):
        replies = Q(article__comments__status=Comment.Status.APPROVED)
        counted = Discussion.objects.annotate(shown=Count("article__comments", filter=replies))
        discussion = counted.filter(article=article).first() or Discussion(article=article)
        setattr(article, KEPT, discussion)
    kept: Discussion = getattr(article, KEPT)
    return kept


def _way_to_parent(comment: Comment, here: set[int]) -> str:
    parent = comment.parent
    if parent is None or parent.status != Comment.Status.APPROVED:
        return ""
    if parent.pk in here:
        return f"#{parent.anchor}"
    parent.article = comment.article
    return parent.get_absolute_url()
