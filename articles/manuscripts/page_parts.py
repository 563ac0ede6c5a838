"""Elements of a page that are not its article's text, by name, class or id."""

from bs4.element import Tag

NO_TEXT = {"script", "style", "template", "noscript", "head", "svg", "link", "meta", "title"}
MEDIA = "embedded media"
PICTURE = "picture"
WITHOUT_TEXT = {MEDIA, PICTURE}
BY_NAME = {
    "nav": "navigation",
    "footer": "site footer",
    "form": "form",
    "button": "button",
    "img": PICTURE,
} | dict.fromkeys(("iframe", "video", "audio", "object", "embed", "canvas"), MEDIA)
BY_CLASS = {
    "comments": "readers' comments",
    "comments-area": "readers' comments",
    "comment-respond": "reply form",
    "respond": "reply form",
    "sharedaddy": "sharing buttons",
    "jp-relatedposts": "related posts",
    "related-posts": "related posts",
    "breadcrumb": "navigation",
    "breadcrumbs": "navigation",
    "post-navigation": "navigation",
    "newsletter": "newsletter invitation",
    "widget": "site widget",
    "sidebar": "site sidebar",
    "screen-reader-text": "hidden text",
}
NEVER = {"html", "body", "main", "article"}
TEXT_AT_MOST = 500


def what_is(tag: Tag) -> str:
    """What of a page the element is, or "" if it may hold the article's text."""
    if tag.name in BY_NAME:
        return BY_NAME[tag.name]
    if tag.name in NEVER:
        return ""
    names = [*tag.get_attribute_list("class"), *tag.get_attribute_list("id")]
    return next((BY_CLASS[name] for name in names if name in BY_CLASS), "")


def text_of(tag: Tag) -> str:
    """How the element's text begins; of a picture, its description."""
    text = str(tag.get("alt") or "") if tag.name == "img" else tag.get_text(" ")
    return " ".join(text.split())[:TEXT_AT_MOST]
