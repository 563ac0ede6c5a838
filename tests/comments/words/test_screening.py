import dataclasses

import pytest

from comments.words.blocked_words import DEFAULT_BLOCKED_WORDS
from comments.words.screening import Reply, Rules, Verdict, screen

HONEST = Reply("Jean", "jean@example.org", "My cramps come at 3 am and stretching helps.")
DANGER = "I want to die."
LONG_ENOUGH = "We treat every illness in every city with a full guarantee."
RULES = Rules(
    blocked_words=("best casino", "pills.example.com"),
    blocked_networks=("203.0.113.0/24", "2001:db8::/32", "no network", ""),
)


def screened(rules: Rules = RULES, /, **changes: str | int) -> Verdict:
    return screen(dataclasses.replace(HONEST, **changes), rules)  # type: ignore[arg-type]


def codes(verdict: Verdict) -> list[str]:
    return [reason.code for reason in verdict.reasons]


def test_honest_reply_is_pending_without_a_reason() -> None:
    assert screened() == Verdict("pending", ())


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("honeypot", {"honeypot": "x"}),
        ("links", {"body": "https://a.example " * 4}),
        ("links", {"body": '<a href="x">pills</a>'}),
        ("links", {"body": "[url=x]pills[/url]"}),
        ("links", {"name": "https://shop.example.com"}),
        ("links", {"name": "cheap-shoes.com"}),
        ("repeated-text", {"body": LONG_ENOUGH, "same_text_before": 1}),
        ("blocked-word", {"body": "The BEST casinos"}),
        ("blocked-word", {"name": "Best casino"}),
        ("blocked-word", {"email": "jo@best-casino.example"}),
        ("blocked-word", {"body": "see pills.example.com"}),
        ("blocked-network", {"network": "203.0.113.7"}),
        ("blocked-network", {"network": "203.0.113.0/28"}),
        ("blocked-network", {"network": "::ffff:203.0.113.7"}),
        ("blocked-network", {"network": "2001:db8:1::/48"}),
        ("testimonial", {"body": "Dr X cured me with herbs, contact him: x@example.org"}),
    ],
)
def test_spam_is_filed_as_spam_with_the_reason(code: str, changes: dict[str, str | int]) -> None:
    verdict = screened(**changes)
    assert verdict.status == "spam"
    assert [reason.code for reason in verdict.reasons if reason.is_spam] == [code]
    assert all(reason.message.endswith(".") for reason in verdict.reasons)


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("links", {"body": "See https://www.nhs.uk/"}),
        ("length", {"body": "word " * 1_001}),
        ("personal-details", {"body": "Ring 07700 900123"}),
        ("shouting", {"body": "WHY DOES NOBODY LISTEN TO US?"}),
        ("urgent", {"body": DANGER}),
    ],
)
def test_reason_for_a_closer_look_is_no_spam(code: str, changes: dict[str, str | int]) -> None:
    verdict = screened(**changes)
    assert verdict.status == "pending"
    assert codes(verdict) == [code]


@pytest.mark.parametrize(
    "changes",
    [
        {"honeypot": "x"},
        {"network": "203.0.113.7"},
        {"same_text_before": 9},
        {"name": "best casino"},
        {"body": f"{DANGER} Best casino. " + "https://a.example " * 9},
    ],
)
def test_danger_goes_before_spam(changes: dict[str, str | int]) -> None:
    verdict = screened(**{"body": f"{DANGER} {LONG_ENOUGH}", **changes})
    assert verdict.status == "pending"
    assert codes(verdict)[0] == "urgent"
    assert any(reason.is_spam for reason in verdict.reasons)


@pytest.mark.parametrize(
    "network", ["", "unknown", "203.0.113", "198.51.100.1", "203.0.0.0/16", "::1"]
)
def test_other_networks_and_what_is_none_are_not_blocked(network: str) -> None:
    assert screened(network=network).status == "pending"


def test_short_words_of_thanks_may_be_said_twice() -> None:
    assert screened(body="Thank you so much!", same_text_before=12) == Verdict("pending", ())


def test_moderators_say_how_many_links_are_too_many() -> None:
    body = "https://a.example https://b.example"
    assert screened(Rules(most_links=2), body=body).status == "pending"
    assert screened(Rules(most_links=1), body=body).status == "spam"


def test_links_in_a_row_are_counted_for_the_moderator() -> None:
    (only,) = screened(body="https://a.example www.b.example").reasons
    assert only.message == "It holds 2 links."


@pytest.mark.parametrize(
    "words",
    [
        "Viagra gave me headaches and cialis did not.",
        "I was addicted to online casinos and payday loans.",
        "There is no miracle cure, and no herbal cure either.",
        "I have been on tramadol since my operation.",
    ],
)
def test_phrases_blocked_from_the_start_spare_honest_talk(words: str) -> None:
    assert screened(Rules(blocked_words=DEFAULT_BLOCKED_WORDS), body=words).status == "pending"


def test_phrases_blocked_from_the_start_are_listed_once() -> None:
    assert len(set(DEFAULT_BLOCKED_WORDS)) == len(DEFAULT_BLOCKED_WORDS)
