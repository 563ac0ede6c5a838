"""Which refusals stop an address, and which are about the moment, the message, or us."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.reports import is_hard, without_address
from newsletter.reports.statuses import HARD

OTHERS = """
    5.1.7 5.1.8 5.1.5 5.1.11 5.2.2 5.2.3 5.3.4 5.4.4 5.4.6 5.6.0 5.7.1 5.7.13 5.7.26
    4.1.1 4.2.1 4.4.7 2.1.5 5.0.0 5.1.0 none
"""


@pytest.mark.parametrize("status", HARD)
def test_dead_address_stops(status: str) -> None:
    assert is_hard(status, "")
    assert is_hard("", f"550 {status} whatever")
    assert is_hard("5.0.0", f"550-{status} one 550 {status} two")


@pytest.mark.parametrize("status", OTHERS.split())
def test_all_else_does_not(status: str) -> None:
    assert not is_hard(status, "")
    assert not is_hard("", f"550 {status} Message refused")


@pytest.mark.parametrize(
    "words",
    [
        "550 User unknown",
        "550 No such user here",
        "551 unknown recipient",
        "553 Mailbox not found",
        "550 sorry, the account you tried to reach does not exist",
        "550 5.0.0 invalid mailbox",
    ],
)
def test_server_without_a_status_is_believed_if_its_words_are_plain(words: str) -> None:
    assert is_hard("", words)
    assert is_hard("5.0.0", words)


@pytest.mark.parametrize(
    "words",
    [
        "550 Message rejected",
        "450 User unknown",
        "User unknown",
        "550 Sender address rejected: user unknown",
        "550 unknown user, or mailbox full",
        "550 mailbox not found (blocked by policy)",
        "550 address temporarily disabled",
        "554 User unknown",
        "550 4.0.0 user unknown, later perhaps: 192.5.1.1",
        "5.1.1.9 is an address of the network",
    ],
)
def test_words_that_may_mean_something_else_stop_nobody(words: str) -> None:
    assert not is_hard("", words)


def test_report_that_contradicts_itself_is_not_believed() -> None:
    assert not is_hard("5.1.1", "550 5.7.1 You are blocked, user unknown")
    assert not is_hard("5.7.1", "550 5.1.1 User unknown")


def test_who_knows_more_counts_if_there_is_no_number() -> None:
    assert is_hard("", "The server could not deliver it", otherwise=True)
    assert is_hard("", "", otherwise=True)
    for words in ("550 5.7.1 no", "452 4.2.2 full", "4.0.0 no", "Unable to temporarily deliver"):
        assert not is_hard("", words, otherwise=True)


@given(st.text(max_size=500), st.text(max_size=500))
def test_no_words_are_an_error(status: str, words: str) -> None:
    is_hard(status, words)
    assert len(without_address(words, status)) <= 300


def test_words_lose_every_address_and_what_stands_before_its_at() -> None:
    said = "550 5.1.1 <Sam.Example@example.org>\r\n no mailbox sam.example (via x@y.example)\0"
    expected = "550 5.1.1 <…> no mailbox … (via …)"
    assert without_address(said, "sam.example@example.org") == expected
    assert without_address("samples are 550", "sam@example.org") == "samples are 550"
