"""The buttons of an article, which lead to the pages of its verbs."""

from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.urls import reverse

from articles.admin.article_page import ArticlePage
from articles.admin.review_page import ReviewPage
from articles.admin.verb_page import sentences
from articles.admin.verbs import STEPS, Publish
from articles.models import Article, Edition, Revision


class Button(NamedTuple):
    """What can be done next, or why it cannot: `reason` is empty where it can."""

    name: str
    label: str
    url: str
    dangerous: bool
    reason: str
    primary: bool


def buttons(article: Any, newest: Revision | None, by: User) -> list[Button]:
    """A button for each thing that the person may do to articles: first the next sensible one,
    then those that cannot be pressed now, and what hurts last."""
    if article.discarded_at:
        return []
    steps = [step for step in STEPS if _may(step, by)]
    # Steps that share their rule, as those of publication do, ask it once.
    reasons = {
        against: sentences(against(article, newest, by))
        for against in {step.against for step in steps}
    }
    found = [_button(step, article, reasons[step.against]) for step in steps]
    found.sort(key=_rank)
    return [
        button._replace(primary=button.primary and not place) for place, button in enumerate(found)
    ]


def _rank(button: Button) -> tuple[int, bool]:
    return 1 if button.reason else 2 * button.dangerous, not button.primary


def again(article: Article, by: User) -> list[dict[str, str]]:
    """Links to review and publish the live text anew while a newer draft exists."""
    live = Edition.objects.live().filter(article=article).select_related("revision").first()
    if live is None:
        return []
    return [
        {"label": step.label, "url": f"{_address(step, article)}?revision={live.revision.number}"}
        for step in (ReviewPage, Publish)
        if _may(step, by)
    ]


def _may(step: type[ArticlePage], by: User) -> bool:
    return by.has_perm(f"articles.{step.permission}_article")


def _button(step: type[ArticlePage], article: Any, reason: str) -> Button:
    primary = article.status in step.next_at and not reason
    return Button(step.name, step.label, _address(step, article), step.dangerous, reason, primary)


def _address(step: type[ArticlePage], article: Article) -> str:
    return reverse(f"admin:articles_article_{step.begins_at or step.name}", args=[article.pk])
