"""What the editor's toolbar offers, held against what `richtext` accepts: nothing is offered that
would be taken out again."""

from typing import Any

from klarity import richtext

STYLES = ("p", "h2", "h3", "h4")
TABLE = {"table", "caption", "thead", "tbody", "tr", "th", "th[scope]", "td"}
PICTURE = {"figure", "img", "img[src]", "img[width]", "img[height]", "img[loading]"}
PICTURE |= {"img[alt]", "img[role]", "figcaption"}

# What each item makes.
MAKES: dict[str, set[str]] = {
    "Format": set(STYLES),
    "Bold": {"strong"},
    "Italic": {"em"},
    "Superscript": {"sup"},
    "Subscript": {"sub"},
    "NumberedList": {"ol", "li"},
    "BulletedList": {"ul", "li"},
    "Blockquote": {"blockquote"},
    "Link": {"a", "a[href]"},
    "Table": TABLE,
    "Picture": PICTURE,
    "Callout": {"div.callout", "h3", "p"},
    "Cite": {"sup.citation", "sup[data-reference]"},
}
# What makes nothing of its own.
PLAIN = {"RemoveFormat", "Unlink", "Undo", "Redo", "Source"}

Toolbar = list[list[str]]


def faults(toolbar: Toolbar) -> list[str]:
    """What is wrong with a toolbar, a sentence for each item that offers what is not accepted."""
    return [
        fault
        for group in toolbar
        for item in group
        if item not in PLAIN and (fault := _fault(item))
    ]


def _fault(item: str) -> str:
    if item not in MAKES:
        return f"Nobody has said what {item} makes."
    refused = sorted(MAKES[item] - richtext.accepted())
    return f"{item} makes {', '.join(refused)}, which richtext takes out." if refused else ""


def offered(toolbar: Toolbar, *, line: bool, cites: bool) -> Toolbar:
    """The groups of a toolbar with the items that a field has a use for: in one `line` of text
    only inline marks, without references no citations."""

    def is_useful(item: str) -> bool:
        tags = {made.partition("[")[0].partition(".")[0] for made in MAKES.get(item, ())}
        return (not line or tags <= richtext.INLINE_TAGS) and (cites or item != "Cite")

    groups = [[item for item in group if is_useful(item)] for group in toolbar]
    return [group for group in groups if group]


def allowed_content(*, line: bool = False) -> dict[str, dict[str, str]]:
    """`richtext`'s list as CKEditor wants it: by itself the editor would drop what its toolbar
    cannot make, such as definition lists.

    This is no guard: `richtext.clean` judges what comes back.
    """
    common = richtext.ATTRIBUTES["*"]
    tags = richtext.INLINE_TAGS | {"br"} if line else richtext.TAGS
    return {
        tag: {
            "attributes": ",".join(common | richtext.ATTRIBUTES.get(tag, {})),
            "classes": ",".join(sorted(richtext.CLASSES.get(tag, ()))),
        }
        for tag in sorted(tags)
    }


def config(base: dict[str, Any], *, height: int, line: bool, cites: bool) -> dict[str, Any]:
    """CKEditor's configuration for one field, from the one in the settings."""
    return base | {
        "height": height,
        "width": "100%",
        "toolbar": offered(base["toolbar"], line=line, cites=cites),
        "format_tags": ";".join(tag for tag in STYLES if tag in richtext.TAGS),
        "allowedContent": allowed_content(line=line),
    }
