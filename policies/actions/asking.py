"""Asking the council for another format, and answering: received, in hand, sent or not possible."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string

from policies.actions.outbox import TO_READERS, write_message
from policies.domain.dates import london_day
from policies.domain.errors import ContentRefused, MoveRefused
from policies.domain.formatrequests import (
    AskedFormat,
    RequestStatus,
    faults_of_request,
    reasons_against_answering,
    target_day,
)
from policies.domain.hiding import public_title
from policies.domain.language import _
from policies.models import FormatRequest, User, Version


@transaction.atomic
def ask_for_format(
    *,
    version: Version,
    reference: str,
    asked: AskedFormat | None,
    which: str = "",
    name: str = "",
    email: str = "",
    postal_address: str = "",
    words: str = "",
    at: datetime,
) -> FormatRequest:
    """Keep what a reader asks for, with the working day by which it is to be sent.

    The same reference is one request, however often its form is sent. The reader gets an
    acknowledgement if there is an e-mail address, and the council’s mailbox for formats is told
    that there is something to do. Raises ContentRefused with everything that is missing.
    """
    kept: FormatRequest | None = FormatRequest.objects.filter(reference=reference).first()
    if kept:
        return kept
    faults = faults_of_request(asked, which=which, email=email, postal_address=postal_address)
    reasons = [sentence for _, sentence in faults]
    if version.in_force_from is None:
        reasons.append("Only a published text can be asked for in another format.")
    if reasons or asked is None:
        raise ContentRefused(reasons)
    council = version.document.council
    request = FormatRequest.objects.create(
        reference=reference,
        version=version,
        asked=asked.value,
        which=which.strip(),
        name=name.strip(),
        email=email.strip(),
        postal_address=postal_address.strip(),
        words=words.strip(),
        asked_at=at,
        due_on=target_day(
            asked, day=london_day(at), targets=council.format_targets, nations=council.nations
        ),
    )
    _write_to_reader(request, "asked", _("We have your request {reference}"), at)
    if council.other_formats_email:
        write_message(
            key=f"format-request/{request.pk}",
            recipient=council.other_formats_email,
            subject=f"Another format is asked for: {request.reference}",
            body=render_to_string("mail/format_to_do.txt", _told_of(request)),
            at=at,
        )
    return request


@transaction.atomic
def answer_request(
    *, request: FormatRequest, to: RequestStatus, reason: str = "", by: User, at: datetime
) -> FormatRequest:
    """Take a request in hand, or close it: sent, or not possible for a reason.

    A reader who cannot have the format is told the reason by e-mail, if there is an address for
    it. Raises MoveRefused with every reason against.
    """
    request = FormatRequest.objects.select_for_update().get(pk=request.pk)
    reasons = reasons_against_answering(
        by.roles_on(london_day(at)),
        is_active=by.is_active,
        status=request.state,
        to=to,
        reason=reason,
    )
    if reasons:
        raise MoveRefused(reasons)
    request.status = to.value
    if request.taken_at is None:
        request.taken_by, request.taken_at = by, at
    if not to.is_open:
        request.closed_by, request.closed_at = by, at
    if to is RequestStatus.REFUSED:
        request.reason = reason.strip()
        _write_to_reader(request, "refused", _("Your request {reference}"), at)
    request.save()
    return request


def about_request(request: FormatRequest) -> str:
    """Return how the keys of the messages begin that went to the reader about this request."""
    return f"{TO_READERS}format/{request.pk}/"


def _write_to_reader(request: FormatRequest, what: str, subject: str, at: datetime) -> None:
    if request.email:
        write_message(
            key=f"{about_request(request)}{what}",
            recipient=request.email,
            subject=subject.format(reference=request.reference),
            body=render_to_string(f"mail/format_{what}.txt", _told_of(request)),
            at=at,
        )


def _told_of(request: FormatRequest) -> dict[str, object]:
    version = request.version
    return {
        "request": request,
        "version": version,
        "title": public_title(version.title, version.restrictions.hidden()),
        "council": version.document.council,
        "portal": settings.PUBLIC_ADDRESS,
    }
