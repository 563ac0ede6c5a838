"""Addresses: in the text, in references, and behind words."""

from collections.abc import Iterator

from articles.checks.registry import Found, check
from articles.checks.text import Text
from articles.sources import tracking
from articles.sources.identifiers import same_page, urls
from articles.sources.text_fragment import DELIMITER


@check("bare-url", "warning")
def bare_url(text: Text) -> Iterator[Found]:
    """A web address is cited, not printed among the words."""
    pages: dict[str, str] = {}
    for reference in text.references:
        if address := reference.item.get("URL"):
            pages.setdefault(same_page(address), reference.name)
    for block in text.blocks():
        for url in urls(block.text):
            name = pages.get(same_page(url))
            advice = f"cite {name} instead" if name else "cite it as a source"
            yield Found(f"An address stands in the text: {advice}.", block.place, block.text)


@check("url-text-fragment", "warning")
def url_text_fragment(text: Text) -> Iterator[Found]:
    """A reference's address leads to the work, and its passage is kept apart."""
    for reference in text.references:
        address = reference.item.get("URL", "")
        if "url-text-fragment" in reference.faults or DELIMITER in address:
            message = (
                "The address points at a passage (#:~:text=). Keep the words as the reference's"
                " passage, and the address without them."
            )
            yield Found(message, reference.place, address)


@check("tracking-parameter", "warning")
def tracking_parameter(text: Text) -> Iterator[Found]:
    """No address tells its site where our readers come from."""
    places = [(reference.item.get("URL", ""), reference.place) for reference in text.references]
    places += [(link, block.place) for block in text.blocks() for link in block.links]
    for address, place in places:
        if name := tracking.first_parameter(address):
            message = (
                f"The address follows readers about ({name}=). Remove that part, and see that"
                " it still leads there."
            )
            yield Found(message, place, address)
