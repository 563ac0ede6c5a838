"""What an article leans on: work that others have examined, or sites that sell."""

from collections.abc import Collection, Iterator
from urllib.parse import urlsplit

from articles.checks.registry import Found, check
from articles.checks.text import Reference, Text
from articles.citations.item import Item

EXAMINED = {"article-journal", "book", "chapter", "guideline", "report"}
FEWEST = 3


@check("source-mix", "warning")
def source_mix(text: Text) -> Iterator[Found]:
    """At least half of the works are examined ones, and no more than a third from commercial sites.

    Examined by others are journal articles, guidelines and books, and reports of public bodies.
    Further reading counts for nothing: no claim rests on it. Nor do fewer than three works make
    a mix.
    """
    works = [each for each in text.references if not each.further_reading]
    examined = [each for each in works if kind(each.item) in EXAMINED]
    hosts = text.setting.commercial_hosts
    commercial = [each for each in works if is_commercial(each.item.get("URL", ""), hosts)]
    about = ", ".join(each.key for each in works)
    if len(works) >= FEWEST and 2 * len(examined) < len(works):
        message = (
            f"{len(examined)} of {len(works)} sources are journal articles, guidelines, reports or"
            " books; let it be half of them at least."
        )
        yield Found(message, "references", f"examined: {about}")
    if len(works) >= FEWEST and 3 * len(commercial) > len(works):
        message = (
            f"{len(commercial)} of {len(works)} sources stand on commercial sites"
            f" ({', '.join(map(_host_of, commercial))}); let it be a third of them at most."
        )
        yield Found(message, "references", f"commercial: {about}")


def kind(item: Item) -> str:
    """The type of a work; a web page that calls itself a guideline is one."""
    stated = item.get("type", "")
    is_guideline = stated == "webpage" and "guideline" in item.get("title", "").lower()
    return "guideline" if is_guideline else stated


def is_commercial(url: str, hosts: Collection[str]) -> bool:
    """Whether the address is at one of the hosts, or at a name below one."""
    labels = host(url).split(".")
    return any(".".join(labels[start:]) in hosts for start in range(len(labels)))


def host(url: str) -> str:
    """The host of an address, lower-cased and without `www.`; "" if there is none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _host_of(reference: Reference) -> str:
    return host(reference.item.get("URL", ""))
