"""What moderators teach the screening."""

from ipaddress import ip_network

from django.core.exceptions import ValidationError
from django.db import models


def validate_network(text: str) -> None:
    """Raises ValidationError for what is no network in CIDR notation (RFC 4632, RFC 4291)."""
    try:
        ip_network(text)
    except ValueError as error:
        message = "Give a network such as 192.0.2.0/24 or 2001:db8::/48, or one address."
        raise ValidationError(message, code="no-network") from error


class BlockedWord(models.Model):
    """A word or phrase that only advertisers write: a reply with it is filed as spam."""

    word = models.CharField("word or phrase", max_length=100, unique=True)

    class Meta:
        ordering = ["word"]

    def __str__(self) -> str:
        return self.word


class BlockedNetwork(models.Model):
    """A network from which only spam comes."""

    network = models.CharField(max_length=49, unique=True, validators=[validate_network])
    note = models.CharField(max_length=200, blank=True)
    blocked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["network"]

    def __str__(self) -> str:
        return self.network
