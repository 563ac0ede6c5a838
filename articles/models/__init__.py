"""The models, each in the file of its name."""

from articles.models.address import Address
from articles.models.article import Article, Byline, Faq, Reference
from articles.models.author import Author, NameChange
from articles.models.disclaimer import Disclaimer
from articles.models.edition import Edition
from articles.models.enquiry import Enquiry
from articles.models.frozen import FrozenError, FrozenModel, FrozenQuerySet
from articles.models.image import Image
from articles.models.in_force import InForce
from articles.models.job import Job
from articles.models.manuscript import Manuscript
from articles.models.missed_query import MissedQuery
from articles.models.notice import Notice, NoticeAnswer
from articles.models.presence import Presence
from articles.models.redaction import Redaction
from articles.models.revision import Assignment, Review, Revision, Submission
from articles.models.search import SearchEntry, SearchState, SearchWord
from articles.models.source import Source
from articles.models.status import Status
from articles.models.synonym_ring import SynonymRing
from articles.models.term import Term
from articles.models.topic import Topic
from articles.models.upload import Upload
from articles.models.waiver import Waiver
from articles.models.withdrawal import Withdrawal
from articles.models.word_lists import CommercialHost, KnownWord

__all__ = [
    "Address",
    "Article",
    "Assignment",
    "Author",
    "Byline",
    "CommercialHost",
    "Disclaimer",
    "Edition",
    "Enquiry",
    "Faq",
    "FrozenError",
    "FrozenModel",
    "FrozenQuerySet",
    "Image",
    "InForce",
    "Job",
    "KnownWord",
    "Manuscript",
    "MissedQuery",
    "NameChange",
    "Notice",
    "NoticeAnswer",
    "Presence",
    "Redaction",
    "Reference",
    "Review",
    "Revision",
    "SearchEntry",
    "SearchState",
    "SearchWord",
    "Source",
    "Status",
    "Submission",
    "SynonymRing",
    "Term",
    "Topic",
    "Upload",
    "Waiver",
    "Withdrawal",
]
