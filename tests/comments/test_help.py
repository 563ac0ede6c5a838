"""Whom a reader in danger is sent to."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string

from comments.help import EMERGENCY, KINDS, SELF_HARM, help_for, linked


@pytest.fixture(autouse=True)
def nothing_set(settings: Any) -> None:
    settings.EMERGENCY_HELP = settings.SELF_HARM_HELP = settings.EMERGENCY_LINE = ""


def shown(*kinds: str) -> str:
    page = render_to_string("comments/_help.html", {"helps": help_for(kinds)})
    return BeautifulSoup(page, "html.parser").get_text()


def test_defaults_name_the_british_services_and_say_that_they_are_drafts() -> None:
    words = shown(*KINDS)
    for number in ("999", "NHS 111", "116 123", "SHOUT to 85258", "0800 068 4141"):
        assert number in words
    assert words.count("Draft wording, to be confirmed by the library.") == 2


def test_owners_wording_is_shown_as_it_is_and_is_no_draft(settings: Any) -> None:
    settings.EMERGENCY_HELP = "Ring <112> at once."
    settings.SELF_HARM_HELP = "Speak to us on 020 7946 0000.\n\nDay or night."
    emergency, self_harm = help_for(KINDS)
    assert "Ring &lt;<a" in emergency.lines[0]
    assert self_harm.lines[1] == "Day or night."
    assert "Ring <112> at once." in shown(*KINDS)
    assert "Draft" not in shown(*KINDS)


def test_line_of_the_articles_serves_where_no_other_is_set(settings: Any) -> None:
    settings.EMERGENCY_LINE = "Call 999 for an ambulance."
    assert "Call 999 for an ambulance." in shown(EMERGENCY)
    assert "Draft" not in shown(EMERGENCY)
    assert "Draft" in shown(SELF_HARM)
    settings.EMERGENCY_HELP = "Call 112."
    assert "999" not in shown(EMERGENCY)


def test_emergency_comes_first_and_each_kind_once() -> None:
    (only,) = help_for([SELF_HARM, SELF_HARM])
    assert any("Samaritans" in line for line in only.lines)
    first, _ = help_for([SELF_HARM, EMERGENCY])
    assert "ambulance" in first.lines[0]
    assert help_for([]) == []


@pytest.mark.parametrize(
    ("line", "links"),
    [
        ("Call 999 now.", ['<a href="tel:999">999</a>']),
        ("free on 116 123.", ['<a href="tel:116123">116 123</a>']),
        ("SHOUT to 85258.", ['<a href="sms:85258">85258</a>']),
        ("on 0800 068 4141", ['<a href="tel:08000684141">0800 068 4141</a>']),
        ("+44 20 7946 0000", ['<a href="tel:+442079460000">+44 20 7946 0000</a>']),
        ("Open 24 hours, HOPELINE247, 24/7", []),
        ("A & B 'quoted' <b>", []),
    ],
)
def test_number_is_a_link_to_call_or_text(line: str, links: list[str]) -> None:
    soup = BeautifulSoup(linked(line), "html.parser")
    assert [str(link) for link in soup("a")] == links
    assert soup.get_text() == line
