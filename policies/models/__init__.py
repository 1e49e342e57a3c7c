"""What is kept: one noun a module.

Imports ``domain`` only. A sentence about one row is a method of the row; a question about
many is a queryset method that takes the date. No work is hidden in ``save()``, and no rule
of the council in a signal.
"""

from policies.models.authorship import Authorship
from policies.models.callin import CallIn, CallInRelease
from policies.models.clockrun import ClockRun
from policies.models.comment import Comment
from policies.models.consultation import Consultation, Invitation, Response
from policies.models.council import Body, Contact, Council, Post, PostHolding
from policies.models.decision import Certificate, Confirmation, Decision
from policies.models.delegation import Delegation, OfficerDecision
from policies.models.document import Document, EarlierAddress, PageStamp
from policies.models.formatrequest import FormatRequest
from policies.models.importedfile import ImportedFile
from policies.models.law import LawReference
from policies.models.outbox import Message
from policies.models.pageproblem import PageProblem
from policies.models.person import User
from policies.models.plan import PlannedPublication
from policies.models.presence import Presence
from policies.models.publicsection import (
    IndexedWord,
    PublicItem,
    PublicLawUse,
    PublicSection,
)
from policies.models.related import RelatedDocument
from policies.models.rendition import BuildTicket, Rendition, TrialRendering
from policies.models.report import Attachment, ImpactAssessment, OptionConsidered
from policies.models.restriction import Restriction, RestrictionWord
from policies.models.review import Review, ReviewTrigger
from policies.models.route import Route, Stage
from policies.models.section import GuidanceItem, Section
from policies.models.securityevent import SecurityEvent
from policies.models.signinlink import SignInLink
from policies.models.statuschange import StatusChange
from policies.models.submission import Article, Submission
from policies.models.subscription import Notice, Subscription
from policies.models.translation import (
    DecidedTranslation,
    TranslatedItem,
    TranslatedSection,
    Translation,
    TranslationAuthorship,
    TranslationCheck,
)
from policies.models.version import Version

__all__ = [
    "Article",
    "Attachment",
    "Authorship",
    "Body",
    "BuildTicket",
    "CallIn",
    "CallInRelease",
    "Certificate",
    "ClockRun",
    "Comment",
    "Confirmation",
    "Consultation",
    "Contact",
    "Council",
    "DecidedTranslation",
    "Decision",
    "Delegation",
    "Document",
    "EarlierAddress",
    "FormatRequest",
    "GuidanceItem",
    "ImpactAssessment",
    "ImportedFile",
    "IndexedWord",
    "Invitation",
    "LawReference",
    "Message",
    "Notice",
    "OfficerDecision",
    "OptionConsidered",
    "PageProblem",
    "PageStamp",
    "PlannedPublication",
    "Post",
    "PostHolding",
    "Presence",
    "PublicItem",
    "PublicLawUse",
    "PublicSection",
    "RelatedDocument",
    "Rendition",
    "Response",
    "Restriction",
    "RestrictionWord",
    "Review",
    "ReviewTrigger",
    "Route",
    "Section",
    "SecurityEvent",
    "SignInLink",
    "Stage",
    "StatusChange",
    "Submission",
    "Subscription",
    "TranslatedItem",
    "TranslatedSection",
    "Translation",
    "TranslationAuthorship",
    "TranslationCheck",
    "TrialRendering",
    "User",
    "Version",
]
