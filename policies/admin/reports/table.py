"""The pages on which something is put with a text for the bodies, as rows of one table."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from policies.actions.commenting import posts_signed_for
from policies.admin.reports import acts as reportacts
from policies.admin.reports import forms as reportforms
from policies.admin.versions.standing import situation_shown
from policies.domain.commenting import reasons_against_any_comment
from policies.domain.consulting import (
    Round,
    reasons_against_closing,
    reasons_against_extending,
    reasons_against_inviting,
    reasons_against_reporting,
)
from policies.domain.readiness import Situation
from policies.models import Consultation, User, Version

NONE_OPEN = "No consultation on this version is open."


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """One page: the words on its button, what will happen, what it asks, and what it does.

    ``reasons`` are those against opening it, ``of_round`` those against opening it for one
    consultation, where it is about one; ``act`` returns what the officer is told.
    """

    slug: str
    title: str
    consequence: str
    reasons: Callable[[Version, Situation, User], tuple[str, ...]]
    form: type[reportforms.ReportForm]
    act: Callable[..., list[str]]
    of_round: Callable[[Situation, Round], tuple[str, ...]] | None = None
    is_warning: bool = False

    @property
    def name(self) -> str:
        """The page's part in the names of addresses."""
        return self.slug.replace("-", "_")


def _commenting(version: Version, situation: Situation, person: User) -> tuple[str, ...]:
    signs = bool(posts_signed_for(person, timezone.now()))
    return reasons_against_any_comment(situation, holds_a_post=signs)


def _reporting(version: Version, situation: Situation, person: User) -> tuple[str, ...]:
    return reasons_against_reporting(situation)


def _of_a_round(against: Callable[[Situation, Round], tuple[str, ...]]):
    """The reasons against a page that asks which consultation is meant: open while one is."""

    def reasons(version: Version, situation: Situation, person: User) -> tuple[str, ...]:
        rounds = list(reportforms.open_consultations(version))
        found = [against(situation, one.as_round()) for one in rounds]
        return (
            min(found, key=len) if found else (*_reporting(version, situation, person), NONE_OPEN)
        )

    return reasons


def _extending(situation: Situation, asked: Round) -> tuple[str, ...]:
    return reasons_against_extending(situation, asked, None)


PAGES = (
    ReportPage(
        slug="add-comment",
        title="Add a comment",
        consequence=(
            "The comment goes on record on this text and cannot be changed. It is signed by "
            "whoever holds the post, or recorded for the post with where it was said."
        ),
        reasons=_commenting,
        form=reportforms.CommentForm,
        act=reportacts.comment,
    ),
    ReportPage(
        slug="add-assessment",
        title="Add an impact assessment",
        consequence=(
            "The bodies see whether the text bears unequally on people, or on their data. What is "
            "added cannot be changed; a later one can be added."
        ),
        reasons=_reporting,
        form=reportforms.AssessmentForm,
        act=reportacts.assess,
    ),
    ReportPage(
        slug="add-option",
        title="Add an option considered",
        consequence=(
            "The bodies see which courses were open to the council, and what speaks for each. "
            "What is added cannot be changed."
        ),
        reasons=_reporting,
        form=reportforms.OptionForm,
        act=reportacts.option,
    ),
    ReportPage(
        slug="open-consultation",
        title="Open a consultation",
        consequence="Others are asked about this text. Each consultee gets a link of their own.",
        reasons=_reporting,
        form=reportforms.OpenConsultationForm,
        act=reportacts.open_consultation,
    ),
    ReportPage(
        slug="invite",
        title="Invite a consultee",
        consequence=(
            "The consultee gets an e-mail with a link: they read the text and answer once, until "
            "the end of the last day. An address that was invited before gets a new link, and the "
            "old one stops working."
        ),
        reasons=_of_a_round(reasons_against_inviting),
        form=reportforms.InviteForm,
        act=reportacts.invite,
        of_round=reasons_against_inviting,
    ),
    ReportPage(
        slug="extend-consultation",
        title="Extend the consultation",
        consequence=(
            "Answers are taken until a later day. The links go on working, and consultees who "
            "have not answered are told."
        ),
        reasons=_of_a_round(_extending),
        form=reportforms.ExtendForm,
        act=reportacts.extend,
        of_round=_extending,
    ),
    ReportPage(
        slug="close-consultation",
        title="Close the consultation",
        consequence=(
            "The links take no answer any more. What was said and what changed goes on record."
        ),
        reasons=_of_a_round(reasons_against_closing),
        form=reportforms.CloseForm,
        act=reportacts.close,
        of_round=reasons_against_closing,
        is_warning=True,
    ),
)


@dataclass(frozen=True, slots=True)
class ShownPage:
    """A page as the page of the version shows it: open when there is no reason against it."""

    page: ReportPage
    address: str
    reasons: tuple[str, ...]


def open_for(consultation: Consultation, situation: Situation) -> tuple[ReportPage, ...]:
    """Return the pages that are open to this person for this one consultation."""
    return tuple(
        page
        for page in PAGES
        if page.of_round and not page.of_round(situation, consultation.as_round())
    )


def reasons_now(page: ReportPage, version: Version, *, by: User) -> tuple[str, ...]:
    """Return every reason against showing this page's form to this person."""
    return page.reasons(version, situation_shown(version, by=by, at=timezone.now()), by)


def pages_shown(version: Version, situation: Situation, *, by: User) -> Iterator[ShownPage]:
    """Yield every page with its address and the reasons against it for this person."""
    for page in PAGES:
        address = reverse(f"admin:policies_version_{page.name}", args=[version.pk])
        yield ShownPage(page, address, page.reasons(version, situation, by))


def initial_of(page: ReportPage, asked: dict[str, Any]) -> dict[str, Any]:
    """Return what a page proposes: the consultation that the link to it names."""
    return {"consultation": asked.get("consultation")} if page.of_round else {}
