"""Whether a refusal is about the address, and for good; the one place that says so."""

import re

# The statuses of an address that is none, or is used no more (RFC 3463, 3.2, 3.3; RFC 7505, 4.2).
# All others are about the moment (4.x.x), a full mailbox (5.2.2), the message, the road (5.3, 5.4),
# or us: 5.1.7 and 5.1.8 are the sender's address, 5.7 is what somebody thinks of us.
HARD = {
    "5.1.1": "no such mailbox",
    "5.1.2": "no such domain",
    "5.1.3": "not an address",
    "5.1.4": "more than one mailbox",
    "5.1.6": "moved, and nobody knows where",
    "5.1.10": "the domain takes no mail",
    "5.2.1": "the mailbox is disabled",
}
# "Other", which tells nothing: then what else there is counts.
VAGUE = re.compile(r"[245]\.[0-7]\.0")
STATUS = re.compile(r"(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?!\.?\d)")
# RFC 5321, 4.2.3: 550 stands for no such mailbox as well as for anybody's policy, so a server that
# gives no status is believed if its words leave no doubt.
REFUSED = re.compile(r"(?<!\d)55[013](?!\d)")
UNKNOWN = re.compile(
    r"(?:user|recipient|mailbox|address|account)\b.{0,60}"
    r"\b(?:unknown|not found|(?:does not|doesn.t) exist|disabled)\b"
    r"|\b(?:unknown|no such|invalid) (?:user|recipient|mailbox|address|account)\b",
    re.IGNORECASE | re.DOTALL,
)
ABOUT_US = re.compile(r"sender|temporar|blocked|spam|policy|\bfull\b|quota", re.IGNORECASE)
ADDRESS = re.compile(r"[^\s<>()\[\]\"',;:]+@[^\s<>()\[\]\"',;]+")
MOST_WORDS = 300


def is_hard(status: str, words: str, *, otherwise: bool = False) -> bool:
    """Whether nobody will ever be reached at the address.

    `status`: as a field of a report gives it, "" if there is none. `words`: what the server said. A
    report whose two statuses say different things is not believed. `otherwise`: what somebody says
    who knows more, which counts if there is no number at all.
    """
    words = words[:MOST_WORDS]
    found = {each for text in (status[:MOST_WORDS], words) for each in STATUS.findall(text)[:1]}
    telling = {each for each in found if not VAGUE.fullmatch(each)}
    if telling:
        return telling <= HARD.keys()
    if ABOUT_US.search(words):
        return False
    if found or REFUSED.search(words):
        return all(each.startswith("5") for each in found) and bool(UNKNOWN.search(words))
    return otherwise


def without_address(words: str, *addresses: str) -> str:
    """What a server said, in one line, without any address, and without what stands before the @ of
    these."""
    text = ADDRESS.sub("…", " ".join(words.replace("\0", "").split())[: 4 * MOST_WORDS])
    for address in addresses:
        local = address.rpartition("@")[0]
        if local:
            text = re.sub(rf"(?<!\w){re.escape(local)}(?!\w)", "…", text, flags=re.IGNORECASE)
    return text[:MOST_WORDS]
