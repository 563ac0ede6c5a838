"""What a mail reports of another: that it failed for good, for the moment, or was unwanted."""

import base64
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.reports import MOST_BYTES, Report, read
from tests.newsletter.reports.samples import (
    ANSWER,
    BODY,
    ORIGINAL,
    UNKNOWN,
    bounce,
    complaint,
    multipart,
    recipient,
)

HANGS = 30
LINK = "https://library.example/newsletter/unsubscribe/TOKEN/"
BOUNCED = Report(
    "bounced",
    "7.42@library.example",
    (LINK,),
    ("sam@example.org",),
    "550 5.1.1 <…>: Recipient address rejected: User unknown",
)


def kind(mail: bytes) -> str | None:
    report = read(mail)
    return report.kind if report else None


def test_failure_names_the_mail_that_came_back_and_the_words_without_the_address() -> None:
    assert read(bounce()) == BOUNCED


@pytest.mark.parametrize(
    "mail",
    [
        bounce().replace(b"\n", b"\r\n"),
        bounce(returned="text/rfc822-headers", original=ORIGINAL),
        bounce(returned="message/global-headers", status="message/global-delivery-status"),
        bounce(original=ORIGINAL.replace("Message-ID", "MESSAGE-id") + BODY),
        bounce(original=ORIGINAL.replace("Message-ID: ", "Message-ID:\n ") + BODY),
        b"From MAILER-DAEMON Tue Nov 24 09:00:00 2026\n" + bounce(),
        bounce().replace(b'boundary="4B1F0.1/mx"', b"boundary=4B1F0.1/mx"),
        bounce().replace(b"multipart/report", b"Multipart/Report", 1),
    ],
    ids=["CR LF", "headers", "global", "capitals", "folded", "mbox", "unquoted", "type"],
)
def test_it_is_read_however_it_is_written(mail: bytes) -> None:
    assert read(mail) == BOUNCED


def test_headers_that_come_back_encoded_are_read() -> None:
    encoded = base64.encodebytes(ORIGINAL.encode()).decode()
    part = "text/rfc822-headers\nContent-Transfer-Encoding: base64"
    assert read(bounce(returned=part, original=encoded)) == BOUNCED
    quoted = ORIGINAL.replace("=", "=3D").replace("Library", "Libr=\nary")
    part = "text/rfc822-headers\nContent-Transfer-Encoding: quoted-printable"
    assert read(bounce(returned=part, original=quoted)) == BOUNCED


def test_report_within_another_multipart_is_found() -> None:
    inner = bounce().decode()
    outer = (
        'Content-Type: multipart/mixed; boundary="out"\n\n--out\n'
        f"{inner}\n--out\nContent-Type: text/plain\n\nA footer.\n--out--\n"
    )
    assert read(outer.encode()) == BOUNCED


def test_report_within_the_mail_that_came_back_is_not_taken_for_one() -> None:
    forged = bounce().decode()
    plain = f"Subject: Look\nContent-Type: text/plain\n\n{forged}"
    assert read(plain.encode()) is None
    double = bounce(recipient(status="4.4.7", said="timed out"), original=forged)
    assert kind(double) == "returned"


@pytest.mark.parametrize(
    ("recipients", "expected"),
    [
        ([recipient(status="5.0.0", said="550 5.1.1 No such user")], "bounced"),
        ([recipient(status="5.1.1", said="")], "bounced"),
        ([recipient(status="5.2.2", said="552 5.2.2 Mailbox full")], "returned"),
        ([recipient(status="5.7.1", said="554 5.7.1 Blocked")], "returned"),
        ([recipient(status="4.4.7", said="timed out")], "returned"),
        ([recipient(action="delayed", status="4.4.1")], None),
        ([recipient(action="delivered", status="2.0.0", said="")], None),
        ([recipient(action="relayed", status="2.0.0", said="")], None),
        ([recipient(), recipient(address="other@example.org")], "bounced"),
        ([recipient(), recipient(status="5.7.1", said="no")], "returned"),
        ([recipient(), recipient(action="delivered", status="2.0.0")], None),
        (["nothing\n"], None),
    ],
)
def test_only_what_failed_for_good_for_all_is_a_bounce(
    recipients: list[str], expected: str | None
) -> None:
    assert kind(bounce(*recipients)) == expected


def test_address_that_was_written_to_is_told_beside_the_one_it_was_sent_on_to() -> None:
    report = read(bounce(recipient(address="new@example.net", original="sam@example.org")))
    assert report is not None
    assert report.addresses == ("sam@example.org", "new@example.net")


@pytest.mark.parametrize("feedback", ["abuse", "fraud", "opt-out", "ABUSE"])
def test_complaint_names_the_mail_and_whom_it_was_for(feedback: str) -> None:
    report = read(complaint(feedback))
    assert report is not None
    assert report.kind == "complained"
    assert (report.message_id, report.links) == (BOUNCED.message_id, (LINK,))
    assert report.addresses == ("sam@example.org",)


@pytest.mark.parametrize("feedback", ["not-spam", "auth-failure", "virus", "other", ""])
def test_other_feedback_is_no_complaint(feedback: str) -> None:
    assert read(complaint(feedback)) is None


def test_complaint_that_does_not_say_whom_it_was_for_is_asked_the_mail() -> None:
    report = read(complaint(rcpt=""))
    assert report is not None
    assert report.addresses == ("sam@example.org",)


@pytest.mark.parametrize("mail", [b"", b"\n", ANSWER, b"\0" * 99, multipart("delivery-status", [])])
def test_other_mail_is_no_report(mail: bytes) -> None:
    assert read(mail) is None


def test_nothing_that_came_back_is_told_as_it_is() -> None:
    report = read(bounce(original="", returned="text/plain"))
    assert report == Report("bounced", "", (), BOUNCED.addresses, BOUNCED.words)


@given(st.binary(max_size=2000))
def test_no_mail_is_an_error(data: bytes) -> None:
    read(data)


@given(st.data())
def test_no_damage_to_a_report_is_an_error(data: st.DataObject) -> None:
    mail = bytearray(data.draw(st.sampled_from([bounce(), complaint()])))
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(mail)))
        length = data.draw(st.sampled_from([0, 1, 5, 200]))
        mail[at : at + length] = data.draw(st.binary(max_size=20))
    report = read(bytes(mail))
    if report:
        assert all("@" in address for address in report.addresses)
        assert len(report.words) <= 300
        assert "\0" not in report.words


@given(st.text(max_size=400))
def test_words_hold_no_address_and_fit(said: str) -> None:
    line = " ".join(f"{said} sam@example.org".split())
    report = read(bounce(recipient(said=line)))
    assert report is not None
    assert "sam@" not in report.words
    assert len(report.words) <= 300


def nested(levels: int, filling: bytes) -> bytes:
    parts = [
        f'Content-Type: multipart/mixed; boundary="b{level}"\n\n--b{level}\n'.encode()
        for level in range(levels)
    ]
    return b"".join(parts) + filling


@pytest.mark.parametrize(
    "mail",
    [
        nested(3000, b"\n" * MOST_BYTES),
        b"Content-Type: multipart/report; boundary=b\n" + b"\n--b" * (MOST_BYTES // 4),
        b"a" * MOST_BYTES,
        b" " * MOST_BYTES,
        b"\n" * MOST_BYTES,
        b"Message-ID: " + b"@" * MOST_BYTES,
        bounce(original="Message-ID: " + "<@" * (MOST_BYTES // 2)),
        bounce(original="List-Unsubscribe: " + "<http://" * (MOST_BYTES // 8)),
        bounce(recipient(said="user " * (MOST_BYTES // 5))),
        bounce(recipient(address="a" * MOST_BYTES)),
        bounce(*[recipient(address="a@" * 1000)] * 100),
        b"Content-Type: multipart/report; boundary" + b" =" * (MOST_BYTES // 2),
    ],
)
def test_hostile_mail_holds_up_nobody(mail: bytes) -> None:
    before = time.process_time()
    read(mail[:MOST_BYTES])
    # It takes some milliseconds; a step that grows with the square of the length takes hours.
    assert time.process_time() - before < HANGS


def test_words_are_those_of_the_first_recipient() -> None:
    report = read(bounce(recipient(), recipient(address="x@example.org", said="550 5.1.1 gone")))
    assert report is not None
    assert report.words == UNKNOWN.replace("sam@example.org", "…")
