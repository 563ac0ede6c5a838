"""The copies of an issue: HTML and text, the same for all who see the same articles."""

from collections.abc import Collection
from dataclasses import dataclass

import css_inline
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import strip_tags

from articles import disclaimers
from articles.models import Disclaimer, Edition
from newsletter.models import Issue, Item

# Where each copy's own address for leaving is put in.
LEAVE = "https://leave.invalid/"
WORDINGS: frozenset[disclaimers.Kind] = frozenset({"full", "site"})


class NoDisclaimer(Exception):
    """A copy without the wordings that it must carry: it is not sent."""


@dataclass(frozen=True)
class Copy:
    """One form of an issue. `html` and `text` hold `LEAVE` where the address for leaving goes."""

    subject: str
    html: str
    text: str

    def for_leaving_at(self, url: str) -> "Copy":
        """The copy of one person."""
        return Copy(self.subject, self.html.replace(LEAVE, url), self.text.replace(LEAVE, url))


def shown(issue: Issue) -> list[Item]:
    """What the issue tells of and readers find at this moment, in its order."""
    items = issue.items.select_related("edition__article__topic", "edition__review")
    return list(items.filter(edition__in=Edition.objects.live()).order_by("position", "pk"))


def chosen(items: Collection[Item], topics: frozenset[int]) -> list[Item]:
    """Those of somebody's topics (keys); all, if they chose none."""
    return [item for item in items if not topics or item.edition.article.topic_id in topics]


def copy(issue: Issue, items: Collection[Item]) -> Copy:
    """The copy that tells of these items, with the disclaimer of the issue's approval, or before
    that the one in force. Raises NoDisclaimer."""
    disclaimer = issue.disclaimer or Disclaimer.objects.in_force()
    context = {
        "issue": issue,
        "items": items,
        "disclaimer": disclaimer,
        "intro_text": " ".join(strip_tags(issue.intro).split()),
        "site_url": settings.SITE_URL,
        "leave": LEAVE,
    }
    html = _inlined(render_to_string("newsletter/email/issue.html", context))
    text = render_to_string("newsletter/email/issue.txt", context)
    if disclaimers.missing(html, disclaimer, WORDINGS) or not _says(text, disclaimer):
        raise NoDisclaimer(f"{issue} does not carry the medical disclaimer.")
    return Copy(issue.subject, html, text)


def _inlined(page: str) -> str:
    """Mail programs drop style sheets; what depends on the screen stays in one."""
    return css_inline.CSSInliner(load_remote_stylesheets=False, keep_at_rules=True).inline(page)


def _says(text: str, disclaimer: Disclaimer | None) -> bool:
    words = " ".join(text.split())
    return all(" ".join(getattr(disclaimer, kind).split()) in words for kind in WORDINGS)
