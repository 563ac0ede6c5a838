"""What every article of the library has."""

from collections.abc import Iterator

from articles.checks.registry import Found, check
from articles.checks.text import Text


@check("no-title", "error")
def no_title(text: Text) -> Iterator[Found]:
    """An article has a title."""
    if not text.title.text.strip():
        yield Found("Give the article a title.", "title")


@check("no-topic", "error")
def no_topic(text: Text) -> Iterator[Found]:
    """An article belongs to a topic."""
    if not text.setting.has_topic:
        yield Found("Choose the article's topic.", "topic")


@check("no-author", "error")
def no_author(text: Text) -> Iterator[Found]:
    """Readers are told who wrote it."""
    if not text.setting.has_authors:
        yield Found("Name at least one author.", "authors")


@check("alt-missing", "error")
def alt_missing(text: Text) -> Iterator[Found]:
    """Who cannot see a picture is told what it shows (WCAG 2.2, 1.1.1)."""
    for picture in text.pictures:
        if not (picture.alt.strip() or picture.decorative):
            message = (
                "This picture has no text alternative. Say what it shows, or mark it as mere"
                " decoration."
            )
            yield Found(message, picture.place)


@check("no-summary", "warning")
def no_summary(text: Text) -> Iterator[Found]:
    """An article ends in a summary, which hurried readers look for."""
    if text.body and not text.summary:
        yield Found("There is no summary. End with what a reader should remember.", "summary")
