"""E-mail addresses as people type them (RFC 5321), with domains of any script (RFC 5891)."""

from email_validator import EmailNotValidError, ValidatedEmail, validate_email

__all__ = ["EmailNotValidError", "key", "masked", "normalised"]


def normalised(text: str) -> str:
    """The address as it is kept and written to: a domain of any script, a quoted local part.

    Whether anybody reads mail there, only a mail tells. Raises EmailNotValidError, also for letters
    beyond ASCII before the @, for few servers take such mail yet.
    """
    return _validated(text).normalized


def key(text: str) -> str:
    """Under which the same address is found, however it is written: in small letters, its domain in
    ASCII. RFC 5321, 2.4, lets a host tell capitals before the @ apart; none that readers use does.

    Of what is no address it is a text under which nothing is found.
    """
    try:
        return (_validated(text).ascii_email or text).casefold()
    except EmailNotValidError:
        return text.replace("\0", "").strip().casefold()  # PostgreSQL takes no NUL in a string


def masked(email: str) -> str:
    """Enough of an address for whoever knows it: "s•••••@example.org"."""
    local, _, domain = email.rpartition("@")
    return f"{local[:1]}•••••@{domain}"


def _validated(text: str) -> ValidatedEmail:
    return validate_email(
        text.strip(), check_deliverability=False, allow_smtputf8=False, allow_quoted_local=True
    )
