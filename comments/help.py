"""Whom a reader in danger can call: the owner's words, or a draft for as long as there are none."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

EMERGENCY = "emergency"
SELF_HARM = "self-harm"
KINDS = (EMERGENCY, SELF_HARM)
DRAFTS = {
    EMERGENCY: (
        "If a life may be in danger, call 999 now and ask for an ambulance.\n"
        "If it is urgent but no life is in danger, call NHS 111."
    ),
    SELF_HARM: (
        "If you are in danger now, or have harmed yourself, call 999.\n"
        "To talk to somebody at any time of day or night, call Samaritans free on 116 123.\n"
        "If you would rather text, send the word SHOUT to 85258.\n"
        "If you are under 35, you can also call HOPELINE247 on 0800 068 4141.\n"
        "For urgent help with your mental health, call NHS 111."
    ),
}
NUMBER = re.compile(r"((?<!\w)\+?\d(?: ?\d){2,14}\b)")
# Short codes of five digits are for texts.
TEXTED = re.compile(r"[678]\d{4}")


@dataclass(frozen=True)
class Help:
    """A text line by line, its numbers as links; a draft until the owner has set one."""

    lines: tuple[SafeString, ...]
    is_draft: bool


def help_for(kinds: Iterable[str]) -> list[Help]:
    """What to show of these kinds of danger, an emergency first, each once."""
    asked = set(kinds)
    return [_help(kind) for kind in KINDS if kind in asked]


def _help(kind: str) -> Help:
    text = _setting(kind)
    lines = (text or DRAFTS[kind]).splitlines()
    return Help(tuple(linked(line) for line in lines if line.strip()), is_draft=not text)


def _setting(kind: str) -> str:
    if kind == SELF_HARM:
        return str(settings.SELF_HARM_HELP)
    # The line of the articles' own boxes says whom to call, too.
    return str(settings.EMERGENCY_HELP or settings.EMERGENCY_LINE)


def linked(line: str) -> SafeString:
    """The line, escaped; a number in it is called, or texted, by a touch."""
    parts = NUMBER.split(line)
    return format_html_join("", "{}", ((_part(part),) for part in parts))


def _part(text: str) -> str:
    if not NUMBER.fullmatch(text):
        return text
    digits = text.replace(" ", "")
    scheme = "sms" if TEXTED.fullmatch(digits) else "tel"
    return format_html('<a href="{}:{}">{}</a>', scheme, digits, text)
