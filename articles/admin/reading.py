"""A text in the admin as readers would see it, disclaimer and all, with every answer open."""

from typing import Any

from django.utils.safestring import SafeString, mark_safe

from articles import rendering
from articles.models import Disclaimer, Revision


def context(revision: Revision) -> dict[str, Any]:
    """What the template `admin/articles/_text.html` shows of a Revision."""
    content = revision.content
    rendered = rendering.render(content)
    return {
        "shown": revision,
        "content": content,
        "rendered": rendered,
        "text": opened(rendered.html),
        "disclaimer": Disclaimer.objects.in_force(),
    }


def opened(html: str) -> SafeString:
    """Rendered HTML whose answers need no click, so that nobody approves what they did not see."""
    return mark_safe(html.replace("<details ", "<details open "))  # noqa: S308 made by `rendering`
