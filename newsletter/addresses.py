"""E-mail addresses as people type them (RFC 5321, RFC 6531 for the domain)."""

from contextlib import suppress

from email_validator import EmailNotValidError, validate_email

__all__ = ["EmailNotValidError", "key", "masked", "normalised"]


def normalised(text: str) -> str:
    """The address as it is kept and written to: a domain of any script, a quoted local part.

    Whether anybody reads mail there, only a mail tells. Raises EmailNotValidError, also for letters
    beyond ASCII before the @, for few servers take such mail yet.
    """
    found = validate_email(
        text.strip(), check_deliverability=False, allow_smtputf8=False, allow_quoted_local=True
    )
    return found.normalized


def key(text: str) -> str:
    """Under which the same address is found, however it is written. RFC 5321, 2.4, lets a host tell
    capitals before the @ apart; none that readers use does."""
    try:
        text = normalised(text)
    except EmailNotValidError:
        text = text.strip()
    local, _, domain = text.rpartition("@")
    with suppress(UnicodeError):
        domain = domain.encode("idna").decode()
    return f"{local}@{domain}".casefold()


def masked(email: str) -> str:
    """Enough of an address for whoever knows it: "s•••••@example.org"."""
    local, _, domain = email.rpartition("@")
    return f"{local[:1]}•••••@{domain}"
