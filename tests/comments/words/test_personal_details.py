"""Telephone numbers are those that Ofcom keeps for drama, NHS numbers those of the test range."""

import pytest

from comments.words.nhs_numbers import is_nhs_number
from comments.words.personal_details import HIDDEN, digest, find, mask


def kinds(text: str) -> list[str]:
    return [detail.kind for detail in find(text)]


@pytest.mark.parametrize(
    "address",
    [
        "jo@example.org",
        "jo.bloggs+list@mail.example.co.uk",
        "JO@EXAMPLE.ORG",
        "o'brien@example.org",
        "jo @ example.org",
        "jo＠example．org",
        "j\u200bo@example.org",
        "почта@пример.рф",
        "jo@xn--e1afmkfd.xn--p1ai",
        "jo (at) example.org",
        "jo[at]example[dot]org",
        "jo {at} example.co.uk",
        "jo at example dot org",
        "jo AT example DOT co DOT uk",
        "jo at gmail.com",
        "jo.bloggs at example.org",
        "ken1952 at example.org",
    ],
)
def test_email_address_is_hidden(address: str) -> None:
    assert mask(f"Write to {address}, please.") == f"Write to {HIDDEN['email']}, please."


@pytest.mark.parametrize(
    "number",
    [
        "07700 900123",
        "07700900123",
        "07700 900 123",
        "07700-900-123",
        "07700.900.123",
        "(07700) 900123",
        "0 7 7 0 0 9 0 0 1 2 3",
        "O7700 900 123",
        "020 7946 0123",
        "(020) 7946 0123",
        "02079460123",
        "01632 960123",
        "01632/960123",
        "028 9649 6123",
        "0808 157 0123",
        "+44 7700 900123",
        "+447700900123",
        "+44 (0)20 7946 0123",
        "+44(0)7700900123",
        "(+44) 7700 900123",
        "0044 7700 900123",
        "447700900123",
        "0113 496 0123 ext 12",
        "0113 496 0123, extension 4455",
        "0113 496 0123 x9",
        "+33 1 99 00 12 34",
        "0033 199001234",
        "+353 20 915 1234",
        "+61 491 570 156",
        "(212) 555-0123",
        "212-555-0123",
        "1-212-555-0123",
        "+1 (212) 555-0123",
        "０７７００ ９００１２３",
        "٠٧٧٠٠ ٩٠٠١٢٣",
        "07700\u00a0900\u2011123",
        "07\u200b700\u200e 900123",
        "07700\n900123",
        "oh double seven double oh nine double oh one two three",
    ],
)
def test_phone_number_is_hidden(number: str) -> None:
    assert mask(f"It is {number}; thank you.") == f"It is {HIDDEN['phone']}; thank you."


@pytest.mark.parametrize("words", ["Ring me on", "call", "my number is", "mobile:", "WhatsApp"])
def test_short_number_is_hidden_where_it_is_called_one(words: str) -> None:
    assert kinds(f"{words} 946 0123") == ["phone"]
    assert kinds("It was 946 0123.") == []


def test_number_that_touches_a_word_is_hidden() -> None:
    assert mask("tel07700900123or email") == f"tel{HIDDEN['phone']}or email"


@pytest.mark.parametrize(
    "number",
    ["9990000018", "999 000 0018", "999-000-0018", "999\u00a0000\u00a00018", "９９９0000018"],
)
def test_nhs_number_is_hidden(number: str) -> None:
    assert mask(f"I am {number}.") == f"I am {HIDDEN['nhs number']}."


def test_last_digit_of_an_nhs_number_checks_the_others() -> None:
    assert [n for n in range(10) if is_nhs_number(f"999000001{n}")] == [8]
    assert not any(is_nhs_number(f"999123456{n}") for n in range(10)), "its check would be 10"


def test_ten_digits_that_fail_the_check_are_an_nhs_number_only_by_name() -> None:
    assert kinds("The batch is 9990000010.") == []
    assert kinds("My NHS number is 9990000010.") == ["nhs number"]
    assert kinds("My NHS number is 999 000 0018.") == ["nhs number"]


@pytest.mark.parametrize(
    "postcode", ["LS99 9ZZ", "ls99 9zz", "LS999ZZ", "B99 7XQ", "EC9A 1NN", "W9Z 9ZZ", "ZZ99 3CZ"]
)
def test_postcode_is_hidden(postcode: str) -> None:
    assert mask(f"I live in {postcode} now") == f"I live in {HIDDEN['postcode']} now"


@pytest.mark.parametrize(
    "words",
    [
        "500 mg twice a day, or 10,000 IU, or 2.5mg, or 0.000123456 g",
        "It was 120/80, then 158/94 118/76 126/82.",
        "On 14/03/2022 and 02.11.2023 at 10.45, again 01/02/2023 10 am",
        "From 2015-2020, 1998 to 2003, and 01 02 2024 12 30",
        "Open 9-5, shut at 5 pm, 08:30-12:00",
        "doi 10.1136/bmj.n71, 10.1016/S0140-6736(20)30183-5, 10.1000/0140-6736(20)30183",
        "PMID 33782057, PMC7442215, NCT04280705, ISRCTN12345678, EudraCT 2012-001234-56",
        "ISBN 0-306-40615-2, ISBN 0306406152, ISBN-13: 978-0-306-40615-7",
        "It cost £1,234.56, or 2 @ 5.99 each, and 1000000 in all",
        "vitamin B12 1000 mcg, B12 5mg, B6 2nd dose, T4 5pm, T3 1st, L5 4th",
        "Ring 999 or 111, text 85258, call 112, or the Samaritans on 116 123.",
        "Childline is 0800 1111.",
        "1,234 people took part, 56 dropped out, 1 in 4 of 10 000.",
        "We met at home at last, look at nhs dot uk, more at example.org",
        "https://www.nhs.uk/conditions/leg-cramps/ and https://example.org/news/56789012",
        "INR 2.5, Na 138, K 4.1, eGFR 54, HbA1c 47, 6/9 and 6/12",
        "3 sets of 15, 30 seconds, 5 times a day, 10-12 weeks, 41:27",
    ],
)
def test_numbers_of_health_are_no_details(words: str) -> None:
    assert find(words) == []
    assert mask(words) == words


def test_details_are_told_in_order_with_their_places() -> None:
    text = "LS99 9ZZ, jo@example.org, 07700 900123, 999 000 0018"
    found = find(text)
    assert [detail.kind for detail in found] == ["postcode", "email", "phone", "nhs number"]
    assert all(text[detail.start : detail.end] == detail.text for detail in found)


def test_two_numbers_in_a_row_are_two() -> None:
    hidden = HIDDEN["phone"]
    assert mask("07700 900 111 or 07700 900 112") == f"{hidden} or {hidden}"


def test_number_after_a_date_is_found() -> None:
    assert mask("03/04/1951 07700 900 123") == f"03/04/1951 {HIDDEN['phone']}"


def test_digest_names_the_details_whatever_stands_around_them() -> None:
    assert digest("Ring 07700 900123!") == digest("I said 07700-900-123.") != ""
    assert digest("Ring 07700 900124!") != digest("Ring 07700 900123!")
    assert digest("Ring 07700 900123") != digest("Ring 07700 900123 or write to jo@example.org")
    assert len(digest("jo@example.org")) == 16


def test_text_without_details_has_no_digest() -> None:
    assert digest("I take 500 mg.") == ""
