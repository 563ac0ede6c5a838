from bs4 import BeautifulSoup
from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.filter
def scrollable(html: SafeString) -> SafeString:
    """Rendered HTML whose tables scroll sideways in a box of their own, named by the caption.

    The box takes the keyboard's focus, or nobody without a pointer could scroll it (WCAG 2.1.1).
    """
    if "<table" not in html:
        return html
    soup = BeautifulSoup(html, "html.parser")
    for table in soup.select("table:not(table table)"):
        name = table.caption.get_text(" ", strip=True) if table.caption else "Table"
        box = {"class": "scroll", "role": "group", "aria-label": name, "tabindex": "0"}
        table.wrap(soup.new_tag("div", attrs=box))
    return mark_safe(str(soup))  # noqa: S308 safe before, and the parser escapes what it writes
