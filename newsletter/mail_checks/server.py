"""The mail server that we hand our mail to: whether it can be reached, in secret, with our sign-in,
and whether it takes our sender."""

import ssl
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from smtplib import SMTP, SMTP_SSL, SMTPAuthenticationError, SMTPException

from newsletter.mail_checks.verdict import Verdict, ok, problem, unknown

CHECKS = ("Server", "TLS", "Sign-in", "Sender")
SECONDS = 10
HERE = {"localhost", "127.0.0.1", "::1"}
TAKEN = 250


@dataclass(frozen=True)
class Account:
    """How we reach the mail server. `is_ssl`: in secret from the first byte (RFC 8314, 3.3);
    `is_tls`: by STARTTLS (RFC 3207)."""

    host: str
    port: int
    user: str = ""
    password: str = ""
    is_tls: bool = False
    is_ssl: bool = False


def untried(why: str) -> Iterator[Verdict]:
    """Each of the checks, not made."""
    for check in CHECKS:
        yield unknown(check, why)


def checks(account: Account, sender: str, trust: ssl.SSLContext) -> Iterator[Verdict]:
    """One after the other, until one makes the next impossible. Nothing is sent. `sender`: the bare
    address; `trust`: whose certificates are believed."""
    where = f"{account.host}, port {account.port}"
    try:
        smtp = _connected(account, trust)
    except ssl.SSLError as error:
        yield problem("TLS", f"{where} does not prove who it is, or speaks no TLS there: {error}.")
        return
    except (OSError, SMTPException) as error:
        yield problem("Server", f"{where} cannot be reached: {_words(error)}. Look at EMAIL_URL.")
        return
    try:
        yield ok("Server", f"{where} answers.")
        yield from _talk(smtp, account, sender, trust)
    except (OSError, SMTPException) as error:
        yield problem("Server", f"{where} hung up: {_words(error)}.")
    finally:
        with suppress(OSError, SMTPException):
            smtp.quit()


def _connected(account: Account, trust: ssl.SSLContext) -> SMTP:
    if account.is_ssl:
        return SMTP_SSL(account.host, account.port, timeout=SECONDS, context=trust)
    return SMTP(account.host, account.port, timeout=SECONDS)


def _talk(smtp: SMTP, account: Account, sender: str, trust: ssl.SSLContext) -> Iterator[Verdict]:
    smtp.ehlo_or_helo_if_needed()
    tls = _tls(smtp, account, trust)
    yield tls
    if tls.state == "problem" and account.is_tls:
        return  # the password would go over the wire for all to read
    sign_in = _signed_in(smtp, account)
    yield sign_in
    if sign_in.state == "ok":
        yield _sender(smtp, sender)


def _tls(smtp: SMTP, account: Account, trust: ssl.SSLContext) -> Verdict:
    if account.is_ssl:
        return ok("TLS", "From the first byte, and the certificate holds.")
    is_offered = smtp.has_extn("starttls")
    if account.is_tls:
        if not is_offered:
            return problem("TLS", "The server does not offer STARTTLS. Use its port for that.")
        try:
            smtp.starttls(context=trust)
        except (ssl.SSLError, SMTPException) as error:
            return problem("TLS", f"The server does not prove who it is: {_words(error)}.")
        smtp.ehlo()
        return ok("TLS", "By STARTTLS, and the certificate holds.")
    if account.host in HERE:
        return ok("TLS", "None, and none is needed: the server is on this machine.")
    offer = ", though the server offers it" if is_offered else ""
    advice = "begin EMAIL_URL with submission://, or end it with ?tls=true or ?ssl=true"
    return problem("TLS", f"Mail goes over the wire for all to read{offer}: {advice}.")


def _signed_in(smtp: SMTP, account: Account) -> Verdict:
    if not account.user:
        return ok("Sign-in", "None is set. Does the server know us by our address?")
    try:
        smtp.login(account.user, account.password)
    except SMTPAuthenticationError as error:
        return problem("Sign-in", f"The server does not take it: {_words(error)}.")
    except SMTPException as error:
        return problem("Sign-in", f"The server takes none here: {_words(error)}.")
    return ok("Sign-in", f"As {account.user}.")


def _sender(smtp: SMTP, sender: str) -> Verdict:
    code, words = smtp.mail(sender)
    smtp.rset()
    if code == TAKEN:
        return ok("Sender", f"The server takes mail from {sender}.")
    said = words.decode(errors="replace")
    return problem("Sender", f"The server takes no mail from {sender}: {code} {said}.")


def _words(error: Exception) -> str:
    return (str(error) or type(error).__name__).rstrip(".")
