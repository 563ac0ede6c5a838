"""The models, each in the file of its name."""

from newsletter.models.consent import Chain, Consent, ConsentDetails
from newsletter.models.subscriber import LeavingToken, Subscriber
from newsletter.models.wording import Wording

__all__ = ["Chain", "Consent", "ConsentDetails", "LeavingToken", "Subscriber", "Wording"]
