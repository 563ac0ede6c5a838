"""Who our mail says it is from."""

from collections.abc import Iterator
from email.utils import parseaddr
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email

from newsletter.mail_checks.verdict import Verdict, ok, problem

# RFC 2606 and RFC 6761: names that nobody can have.
NOBODYS = ("localhost", "example", "invalid", "test", "local", "internal", "localdomain")
NOBODYS_DOMAINS = ("example.com", "example.net", "example.org")


def domain_of(sender: str) -> str:
    """The domain of an address such as “Klarity <news@klarity.example>”, in ASCII and small
    letters; empty if it is none."""
    address = parseaddr(sender)[1]
    local, _, domain = address.rpartition("@")
    if local and _is_nobodys(domain.lower()):
        return domain.lower()
    try:
        return str(validate_email(address, check_deliverability=False).ascii_domain).lower()
    except EmailNotValidError:
        return ""


def checks(sender: str, site_url: str) -> Iterator[Verdict]:
    """Whether the sender is an address, of a domain of ours, and of that of the site."""
    domain, site = domain_of(sender), urlsplit(site_url)
    host = (site.hostname or "").lower()
    if not domain:
        yield problem("From", f"“{sender}” is no address. Set DEFAULT_FROM_EMAIL.")
    elif _is_nobodys(domain):
        yield problem("From", f"{domain} is nobody’s domain. Set DEFAULT_FROM_EMAIL to ours.")
    else:
        yield ok("From", f"Mail comes from {sender}.")
        yield _alignment(domain, host)
    if site.scheme != "https" or _is_nobodys(host):
        yield problem("Site", f"Links lead to {site_url}. Set SITE_URL to our https address.")
    else:
        yield ok("Site", f"Links lead to {site_url}.")


def _alignment(domain: str, host: str) -> Verdict:
    if domain == host or host.endswith(f".{domain}") or domain.endswith(f".{host}"):
        return ok("From and site", f"{domain} and {host} belong together.")
    words = f"Mail of {domain} with links to {host} looks forged. Send from {host} or a part of it."
    return problem("From and site", words)


def _is_nobodys(domain: str) -> bool:
    last = domain.rpartition(".")[2]
    is_reserved = any(domain == name or domain.endswith(f".{name}") for name in NOBODYS_DOMAINS)
    return last in NOBODYS or is_reserved or last.isdigit() or ":" in domain
