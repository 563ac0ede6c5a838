"""The models, each in the file of its name."""

from newsletter.models.consent import Chain, Consent, ConsentDetails
from newsletter.models.correction import Correction
from newsletter.models.delivery import Delivery
from newsletter.models.epoch import Epoch
from newsletter.models.issue import Beginning, Issue, Item
from newsletter.models.report import Report
from newsletter.models.subscriber import LeavingToken, Subscriber
from newsletter.models.suppression import Suppression
from newsletter.models.wording import Wording

__all__ = [
    "Beginning",
    "Chain",
    "Consent",
    "ConsentDetails",
    "Correction",
    "Delivery",
    "Epoch",
    "Issue",
    "Item",
    "LeavingToken",
    "Report",
    "Subscriber",
    "Suppression",
    "Wording",
]
