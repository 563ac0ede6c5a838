"""What belongs to the page and not to the article: disclaimer, newsletter, reply form, footer.

Recognised by what is said, in the wordings that health sites use, and always reported. Within the
text the bar is high, so that a paragraph about seeing a doctor stays; after the references it is
lower, because there only the page goes on.
"""

import re

DISCLAIMER = "medical disclaimer"
NEWSLETTER = "newsletter invitation"
PRIVACY = "privacy note"
REPLY_FORM = "reply form"
FOOTER = "site footer"


def _any(*wordings: str) -> re.Pattern[str]:
    return re.compile("|".join(wordings), re.IGNORECASE)


SUBJECT = (
    r"\b(?:this|the|our|all|any|these) (?:\w+ ){0,3}?"
    r"(?:content|information|article|page|site|website|material|blog|post)"
)
DISCLAIMER_SIGNS = [
    _any(
        rf"{SUBJECT}[^.]{{0,80}}\b(?:information(?:al|\ only)|educational|general information)\b",
        r"\bfor (?:general )?(?:information(?:al)?|educational)[\w ]{0,30} (?:purposes|only)\b",
    ),
    _any(
        r"\b(?:not|never|n't|no|nor)\b[^.]{0,60}\b(?:medical|professional|clinical|health)"
        r" (?:advice|guidance|diagnosis|opinion|counsel|treatment)\b"
    ),
    _any(
        r"\b(?:substitute|replace|replacement|alternative)\b[^.]{0,60}\b"
        r"(?:medical|professional|physician|doctor|consultation|clinician|relationship)"
    ),
    _any(
        r"\b(?:always|please|should|must)\b[^.]{0,30}\b(?:consult|seek|speak|talk|ask|contact)\b"
        r"[^.]{0,40}\b(?:physician|doctor|gp|professional|provider|pharmacist|advice)\b"
    ),
    _any(r"\bterms and conditions\b", r"\beditorial (?:standards|policy)\b"),
]
NEWSLETTER_SIGNS = _any(
    r"\b(?:get|join|receive|read|to) (?:our|the)\b[^.]{0,30}\b(?:newsletter|mailing list)\b",
    r"\b(?:subscribe|sign ?up)\b[^.]{0,60}\b(?:newsletter|e-?mail|updates|inbox|mailing list)\b",
    r"\b(?:newsletter|updates)\b[^.]{0,60}\b(?:subscribe|sign up|inbox)\b",
    r"\b(?:straight|direct(?:ly)?|delivered)\b[^.]{0,20}\b(?:to|in) your inbox\b",
    r"^newsletter$",
)
NEWSLETTER_AFTER_REFERENCES = _any(
    r"^(?:get|receive|join|subscribe|sign up|stay|never miss|be the first|enter your e-?mail)\b"
    r"[^.]{0,80}\b(?:advice|tips|news|newsletter|updates|articles|readers|e-?mail|inbox|daily|weekly)\b"
)
PRIVACY_SIGNS = _any(
    r"\byour (?:privacy|personal (?:data|information))\b[^.]{0,80}\b(?:important|protected|safe)",
    r"\b(?:we|us)\b[^.]{0,40}\b(?:respect|value|protect)\b[^.]{0,20}\byour (?:privacy|data)\b",
    r"\binformation (?:that )?you (?:provide|submit|give)\b[^.]{0,80}\b(?:website|servers|us)\b",
    r"\bunsubscribe at any time\b",
)
REPLY_SIGNS = _any(
    r"^(?:leave|post|write|add) an? (?:reply|comment)\b",
    r"\byour e-?mail address will not be (?:published|shared)\b",
    r"\brequired fields are marked\b",
    r"\bsave my name, e-?mail\b",
    r"\bnotify me of (?:follow-?up|new) (?:comments|posts)\b",
    r"^(?:cancel reply|post comment|submit comment)$",
    r"^\d+ (?:comments?|repl(?:y|ies)|responses?|thoughts?)(?: (?:on|to)\b.*)?$",
)
FOOTER_SIGNS = _any(
    r"©|\bcopyright (?:©|\d{4})|\ball rights reserved\b",
    r"\b(?:company|vat|charity|registration)(?: registration)? (?:number|no\.?)\b",
    r"\bregistered (?:office|in (?:england|scotland|wales))\b",
    r"^(?:e-?mail|tel(?:ephone)?|phone(?: number)?|fax|address|follow us|share this|contact us)\b",
    r"^(?:privacy|cookie) policy\b|^terms (?:of use|and conditions)$|^powered by\b",
    r"\b(?:ltd|limited|llc|inc|plc|gmbh)\.?$",
    r"^\+\d[\d ()-]{6,}$",
    r"\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}$",
)
MANY_SIGNS = 3


def in_text(text: str) -> str:
    """What of the page a block within the article is, or "" if it is article text."""
    if _disclaimer_signs(text) >= MANY_SIGNS:
        return DISCLAIMER
    if NEWSLETTER_SIGNS.search(text) and len(text.split()) <= 40:
        return NEWSLETTER
    return REPLY_FORM if REPLY_SIGNS.search(text) and len(text.split()) <= 25 else ""


def after_references(text: str) -> str:
    """What of the page a block after the references is, or "" if it may be the author's."""
    if _disclaimer_signs(text) >= MANY_SIGNS - 1:
        return DISCLAIMER
    short = len(text.split()) <= 60
    if short and (NEWSLETTER_SIGNS.search(text) or NEWSLETTER_AFTER_REFERENCES.search(text)):
        return NEWSLETTER
    if short and PRIVACY_SIGNS.search(text):
        return PRIVACY
    if REPLY_SIGNS.search(text):
        return REPLY_FORM
    return FOOTER if short and FOOTER_SIGNS.search(text) else ""


def _disclaimer_signs(text: str) -> int:
    plain = text.replace("’", "'")
    return sum(bool(sign.search(plain)) for sign in DISCLAIMER_SIGNS)
