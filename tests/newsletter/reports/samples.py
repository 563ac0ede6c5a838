"""Mails as servers write them: a failure in the manner of Postfix, a complaint as providers send
them, and what else comes into such a mailbox."""

ORIGINAL = """\
From: Klarity Health Library <library@library.example>
To: sam@example.org
Subject: What is new
Message-ID: <7.42@library.example>
List-Unsubscribe: <https://library.example/newsletter/unsubscribe/TOKEN/>
List-Unsubscribe-Post: List-Unsubscribe=One-Click
"""
BODY = "\nHello.\n"
UNKNOWN = "550 5.1.1 <sam@example.org>: Recipient address rejected: User unknown"


def recipient(
    action: str = "failed",
    status: str = "5.1.1",
    said: str = UNKNOWN,
    address: str = "sam@example.org",
    original: str = "",
) -> str:
    """The lines about one recipient (RFC 3464, 2.3)."""
    lines = [f"Original-Recipient: rfc822;{original}"] if original else []
    lines += [f"Final-Recipient: rfc822; {address}", f"Action: {action}", f"Status: {status}"]
    lines += [f"Diagnostic-Code: smtp; {said}"] if said else []
    return "\n".join(lines) + "\n"


def multipart(kind: str, parts: list[tuple[str, str]]) -> bytes:
    """A report of several parts, each of a type and a text."""
    head = (
        "From: MAILER-DAEMON@mx.example.org (Mail Delivery System)\n"
        "To: library@library.example\nSubject: A report\nMIME-Version: 1.0\n"
        f'Content-Type: multipart/report; report-type={kind};\n\tboundary="4B1F0.1/mx"\n'
    )
    told = "".join(f"\n--4B1F0.1/mx\nContent-Type: {kind}\n\n{text}" for kind, text in parts)
    return f"{head}\nThis is a MIME-encapsulated message.\n{told}\n--4B1F0.1/mx--\n".encode()


def bounce(
    *recipients: str,
    original: str = ORIGINAL + BODY,
    returned: str = "message/rfc822",
    status: str = "message/delivery-status",
) -> bytes:
    """A failure (RFC 3464)."""
    told = "Reporting-MTA: dns; mx.example.org\nArrival-Date: Tue, 24 Nov 2026 09:00:00 +0000\n"
    parts = [
        (
            "text/plain",
            "I'm sorry to have to inform you that your message could not be delivered.\n",
        ),
        (status, "\n".join([told, *(recipients or (recipient(),))])),
        (returned, original),
    ]
    return multipart("delivery-status", parts)


def complaint(
    kind: str = "abuse",
    original: str = ORIGINAL + BODY,
    rcpt: str = "Original-Rcpt-To: <sam@example.org>\n",
) -> bytes:
    """A complaint (RFC 5965)."""
    told = (
        f"Feedback-Type: {kind}\nUser-Agent: SomeGenerator/1.0\nVersion: 1\n{rcpt}"
        "Source-IP: 192.0.2.1\n"
    )
    parts = [
        ("text/plain", "This is an email abuse report.\n"),
        ("message/feedback-report", told),
        ("message/rfc822", original),
    ]
    return multipart("feedback-report", parts)


def of(
    message_id: str, token: str = "", *, host: str = "https://library.example", to: str = ""
) -> str:
    """The head of the mail that came back, of another copy than ORIGINAL."""
    text = ORIGINAL.replace("7.42@library.example", message_id)
    text = text.replace("sam@example.org", to) if to else text
    if not token:
        return text.partition("List-Unsubscribe:")[0] + BODY
    return text.replace("https://library.example", host).replace("TOKEN", token) + BODY


ANSWER = b"From: sam@example.org\nSubject: Away\nAuto-Submitted: auto-replied\n\nI am away.\n"
