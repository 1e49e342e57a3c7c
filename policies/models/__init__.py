"""What is kept: one noun a module.

Imports ``domain`` only. A sentence about one row is a method of the row; a question about
many is a queryset method that takes the date. No work is hidden in ``save()``, and no rule
of the council in a signal.
"""

from policies.models.authorship import Authorship
from policies.models.council import Body, Contact, Council, Post, PostHolding
from policies.models.decision import Certificate, Confirmation, Decision
from policies.models.document import Document, PageStamp
from policies.models.law import LawReference
from policies.models.person import User
from policies.models.presence import Presence
from policies.models.related import RelatedDocument
from policies.models.rendition import BuildTicket, Rendition, TrialRendering
from policies.models.section import GuidanceItem, Section
from policies.models.statuschange import StatusChange
from policies.models.submission import Article, Submission
from policies.models.version import Version

__all__ = [
    "Article",
    "Authorship",
    "Body",
    "BuildTicket",
    "Certificate",
    "Confirmation",
    "Contact",
    "Council",
    "Decision",
    "Document",
    "GuidanceItem",
    "LawReference",
    "PageStamp",
    "Post",
    "PostHolding",
    "Presence",
    "RelatedDocument",
    "Rendition",
    "Section",
    "StatusChange",
    "Submission",
    "TrialRendering",
    "User",
    "Version",
]
