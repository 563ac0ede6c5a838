"""The copies of an issue: HTML and text, the same for all who see the same articles."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

import css_inline
from bs4 import BeautifulSoup
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from articles import disclaimers
from articles.models import Disclaimer, Edition
from klarity import richtext
from newsletter import mailed
from newsletter.models import Correction, Issue, Item
from newsletter.wrapping import wrapped

# Where each copy's own address for leaving is put in.
LEAVE = "https://leave.invalid/"
WORDINGS: frozenset[disclaimers.Kind] = frozenset({"full", "site"})
LINK = re.compile(r'(<a\b[^>]*?\shref=")([^"]*)')
# Of an edition and its article a copy shows neither the text nor the working copy.
NOT_SHOWN = [
    *(f"edition__{name}" for name in ("html", "contents", "references", "standfirst_html")),
    *(f"edition__article__{name}" for name in ("standfirst", "key_points", "body", "summary")),
    *("edition__review__notes", "edition__review__pinned_notes"),
    "edition__article__topic__description",
]


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
    """What the issue tells of and readers find at this moment, in its order; one query."""
    items = issue.items.select_related("edition__article__topic", "edition__review")
    live = items.filter(edition__in=Edition.objects.live()).defer(*NOT_SHOWN)
    return list(live.order_by("position", "pk"))


def chosen(items: Collection[Item], topics: Collection[int]) -> list[Item]:
    """Those of somebody's topics (keys); all, if they chose none."""
    return [item for item in items if not topics or item.edition.article.topic_id in topics]


def copy(issue: Issue, items: Collection[Item], *, is_test: bool = False) -> Copy:
    """The copy that tells of these items, or of what a correction corrects, with the disclaimer of
    the issue's approval, or before that the one in force. No query for a list's issue that came
    with its disclaimer. A test says that it is one. Raises NoDisclaimer."""
    disclaimer = issue.disclaimer or Disclaimer.objects.in_force()
    context = {
        "issue": issue,
        "items": items,
        "date": issue.started_at or issue.send_at or timezone.now(),
        "is_test": is_test,
        "intro_text": plain(issue.intro),
        "disclaimer": disclaimer,
        "archive": issue.get_absolute_url(),
        "site_url": settings.SITE_URL,
        "leave": LEAVE,
    }
    template = "newsletter/email/issue"
    if issue.correction:
        template = "newsletter/email/correction"
        context |= _corrected(issue.correction)
    html = _inlined(absolute(render_to_string(f"{template}.html", context)))
    text = wrapped(render_to_string(f"{template}.txt", context))
    if disclaimers.missing(html, disclaimer, WORDINGS) or not _says(text, disclaimer):
        raise NoDisclaimer(f"{issue} does not carry the medical disclaimer.")
    return Copy(issue.subject, html, text)


def _corrected(correction: Correction) -> dict[str, Any]:
    """What readers find of the article at this moment, and in which issues they had it."""
    live = Edition.objects.live().filter(article=correction.article).only("number").first()
    return {"correction": correction, "live": live, "told_in": mailed.issues(correction)}


def absolute(html: str) -> SafeString:
    """HTML of ours whose links lead to our site from anywhere."""
    base = f"{settings.SITE_URL}/"
    linked = LINK.sub(lambda link: f"{link[1]}{urljoin(base, link[2])}", html)
    return mark_safe(linked)  # noqa: S308 as safe as it was


def plain(intro: str) -> str:
    """An introduction as text, each link followed by its address."""
    soup = BeautifulSoup(absolute(intro), "html.parser")
    for link in soup.select("a[href]"):
        link.append(f" ({link['href']})")
    return richtext.plain_text(str(soup)).replace("\n", "\n\n")


def _inlined(page: str) -> str:
    """Mail programs drop style sheets; what depends on the screen stays in one."""
    return css_inline.CSSInliner(load_remote_stylesheets=False, keep_at_rules=True).inline(page)


def _says(text: str, disclaimer: Disclaimer | None) -> bool:
    words = " ".join(text.split())
    return all(" ".join(getattr(disclaimer, kind).split()) in words for kind in WORDINGS)
