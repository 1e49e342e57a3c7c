"""Reporting a problem with a page, to whoever keeps it, and saying what was done about it."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from policies.actions.outbox import TO_READERS, write_message
from policies.domain.dates import london_day
from policies.domain.errors import ContentRefused, MoveRefused
from policies.domain.letters import reasons_against_answering_readers
from policies.models import Council, Document, PageProblem, User


@transaction.atomic
def report_page_problem(
    *,
    reference: str,
    path: str,
    document: Document | None,
    words: str,
    email: str = "",
    at: datetime,
) -> PageProblem:
    """Keep what a reader found wrong, and tell the post that owns the document.

    Where the page is of no document, or its post has no mailbox, the council’s contact is told.
    The same reference is one report, however often its form is sent. Raises ContentRefused.
    """
    kept: PageProblem | None = PageProblem.objects.filter(reference=reference).first()
    if kept:
        return kept
    if not words.strip():
        raise ContentRefused("Say what is wrong with the page.")
    post = document.owner_post if document else None
    problem = PageProblem.objects.create(
        reference=reference,
        path=path,
        document=document,
        post=post,
        words=words.strip(),
        email=email.strip(),
        reported_at=at,
    )
    council = document.council if document else Council.objects.first()
    mailbox = (post.email if post else "") or (council.other_formats_email if council else "")
    if mailbox:
        page = reverse("admin:policies_pageproblem_change", args=[problem.pk])
        context = {
            "problem": problem,
            "council": council,
            "portal": settings.PUBLIC_ADDRESS,
            "address": f"{settings.PUBLIC_ADDRESS}{page}",
        }
        write_message(
            # The reader’s words are in it, so it is emptied once it is sent.
            key=f"{about_problem(problem)}reported",
            recipient=mailbox,
            subject=f"A reader reports a problem with a page: {problem.reference}",
            body=render_to_string("mail/page_problem.txt", context),
            at=at,
        )
    return problem


@transaction.atomic
def close_page_problem(
    *, problem: PageProblem, outcome: str, by: User, at: datetime
) -> PageProblem:
    """Close a report with what was done about it. Raises MoveRefused with every reason against."""
    problem = PageProblem.objects.select_for_update().get(pk=problem.pk)
    reasons = list(
        reasons_against_answering_readers(by.roles_on(london_day(at)), is_active=by.is_active)
    )
    if not problem.is_open:
        reasons.append("This report is closed already.")
    if not outcome.strip():
        reasons.append("Say what was done about it, or why nothing was.")
    if reasons:
        raise MoveRefused(reasons)
    problem.closed_by, problem.closed_at, problem.outcome = by, at, outcome.strip()
    problem.save()
    return problem


def about_problem(problem: PageProblem) -> str:
    """Return how the keys of the messages begin that hold the words of this report."""
    return f"{TO_READERS}problem/{problem.pk}/"
