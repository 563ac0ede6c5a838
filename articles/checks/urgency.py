"""When to get help: which signs, how soon, and where."""

import re
from collections.abc import Iterator

from articles.checks.registry import Found, check
from articles.checks.text import Text

_URGENCY = re.compile(
    r"\b(?:999|112|111|A&E|emergenc(?:y|ies)|ambulance|straight away|right away|immediately|at once"
    r"|urgent(?:ly)?|same day|(?:as soon as|within) (?:possible|an? |\d|one|two|three|a few)"
    r"|without delay|minor injuries unit|today)(?!\w)",
    re.IGNORECASE,
)
# Signs for which a person is sent for help at once or within days, as stems.
_SIGN = re.compile(
    r"\b(?:sudden|severe|unbearable|crushing|worsen|getting worse|gets worse|chest|breath|chok"
    r"|unconscious|faint|pass(?:es|ed|ing)? out|collaps|confus|drows|seizure|fits?\b|convuls"
    r"|paralys|weak|numb|slurred|speech|speaking|droop|vision|sight|bleed|blood|vomit|swollen"
    r"|swelling|fever|high temperature|hot and shivery|stiff neck|rash|jaundice|yellow|dehydrat"
    r"|pale|blue|grey|lump|wound|injur|badly hurt|infect|overdose|too much medicine|poison"
    r"|suicid|kill yourself|self-harm|harm(?:ing)? yourself|end (?:my|your|their|his|her) life"
    r"|(?:cannot|can't|unable to) (?:move|walk|swallow|pee|feel|breathe|speak|see)|allerg"
    r"|anaphyla|stroke|heart attack|sepsis|palpitation)",
    re.IGNORECASE,
)


@check("no-urgent-signs", "warning")
def no_urgent_signs(text: Text) -> Iterator[Found]:
    """Readers are told which signs need help, and how soon or where: in a question of its own."""
    urgent = [faq for faq in text.faqs if faq.urgent]
    if not urgent and not text.body:
        return
    if not urgent:
        message = "No question says when to get help. Add one, and mark it as urgent."
        yield Found(message, "faqs", text.title.text)
        return
    answer = "\n".join(block.text for faq in urgent for block in faq.answer).replace("’", "'")
    if missing := _missing(answer):
        message = f"The answer on when to get help names {missing}."
        yield Found(message, urgent[0].question.place, answer)


def _missing(answer: str) -> str:
    """What the answer does not name, in words."""
    signs, urgency = _SIGN.search(answer), _URGENCY.search(answer)
    no_signs = "" if signs else "no sign that needs help"
    no_urgency = "" if urgency else "neither 999, A&E or 111 nor how soon to go"
    return " and ".join(filter(None, [no_signs, no_urgency]))
