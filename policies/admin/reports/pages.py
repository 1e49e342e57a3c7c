"""What goes with a text to the bodies: its part of the version’s page, and pages to add to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone

from policies.actions import commenting
from policies.admin.moves.page import carried_out
from policies.admin.reports.table import (
    PAGES,
    ReportPage,
    ShownPage,
    initial_of,
    open_for,
    pages_shown,
    reasons_now,
)
from policies.domain.errors import Refusal
from policies.domain.lifecycle import Status
from policies.domain.progress import Progress
from policies.domain.readiness import Situation
from policies.models import (
    Comment,
    Consultation,
    ImpactAssessment,
    Invitation,
    OptionConsidered,
    User,
    Version,
)


@dataclass(frozen=True, slots=True)
class ShownComment:
    """A comment, whether the text has changed since, and whether this person can repeat it."""

    comment: Comment
    is_stale: bool
    may_stand: bool


@dataclass(frozen=True, slots=True)
class ShownRound:
    """A consultation, and the pages that are open for this very one."""

    consultation: Consultation
    pages: tuple[ShownPage, ...]


@dataclass(frozen=True, slots=True)
class WhatGoesWithIt:
    """All that is on record of a version besides its text and the decisions."""

    stages: tuple[Progress, ...]
    comments: tuple[ShownComment, ...]
    assessments: tuple[ImpactAssessment, ...]
    options: tuple[OptionConsidered, ...]
    consultations: tuple[ShownRound, ...]
    pages: tuple[ShownPage, ...]
    closed: tuple[str, ...]


def what_goes_with(version: Version, situation: Situation, *, by: User) -> WhatGoesWithIt | None:
    """Return what goes with this text; None if it was never submitted, or nothing is to be said."""
    if version.submission is None:
        return None
    is_in_review = situation.status is Status.IN_REVIEW
    shown = list(pages_shown(version, situation, by=by))
    reasons = [reason for one in shown if not one.page.of_round for reason in one.reasons]
    found = WhatGoesWithIt(
        stages=() if version.is_draft else situation.progress,
        comments=tuple(_comments(version, situation, by=by)),
        assessments=tuple(_of(ImpactAssessment, version).select_related("attachment")),
        options=tuple(_of(OptionConsidered, version)),
        consultations=tuple(_rounds(version, situation, shown)),
        pages=tuple(one for one in shown if not one.reasons and not one.page.of_round),
        closed=tuple(dict.fromkeys(reasons)) if is_in_review else (),
    )
    is_anything = found.comments or found.assessments or found.options or found.consultations
    return found if is_in_review or is_anything or len(found.stages) > 1 else None


def _of(model, version: Version):
    return model.objects.filter(submission__version=version).order_by("id")


def _comments(version: Version, situation: Situation, *, by: User) -> Iterator[ShownComment]:
    rows = _of(Comment, version).select_related(
        "post", "submission__version__submission__conforms_to"
    )
    comments = list(rows.defer("submission__canonical"))
    said = {(one.post_id, one.topic) for one in comments if not one.is_stale}
    signed_for = {post.pk for post in commenting.posts_signed_for(by, timezone.now())}
    for one in comments:
        may_stand = (
            one.is_stale
            and version.is_in_review
            and not situation.wrote
            and one.post_id in signed_for
            and (one.post_id, one.topic) not in said
        )
        yield ShownComment(one, one.is_stale, may_stand)


def _rounds(version: Version, situation: Situation, shown: list[ShownPage]) -> Iterator[ShownRound]:
    invited = Invitation.objects.newest().select_related("response")
    rows = _of(Consultation, version).prefetch_related(Prefetch("invitations", invited))
    for row in rows:
        pages = open_for(row, situation)
        yield ShownRound(row, tuple(one for one in shown if one.page in pages))


class ReportPages:
    """Adds to the pages of versions those on which something is put with the text."""

    def get_urls(self):
        stands = path(
            "<int:version_id>/comments/<int:comment_id>/still-stands/",
            self.admin_site.admin_view(self.stands_view),
            name="policies_version_comment_stands",
        )
        return [stands, *(self._report_path_of(page) for page in PAGES), *super().get_urls()]

    def _report_path_of(self, page: ReportPage):
        view = self.admin_site.admin_view(partial(self.report_view, page=page))
        return path(f"<int:version_id>/{page.slug}/", view, name=f"policies_version_{page.name}")

    def report_view(self, request, version_id, page: ReportPage):
        """Show what will go on record; on POST add it, or say every reason why not."""
        version = self.version_or_404(request, version_id)
        reasons = reasons_now(page, version, by=request.user)
        posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
        initial = initial_of(page, request.GET)
        form = page.form(*posted, version=version, person=request.user, initial=initial)
        if request.method == "POST" and form.is_valid() and not reasons:
            told, refused = carried_out(page, version, form.cleaned_data, by=request.user)
            if not refused:
                for sentence in told:
                    messages.success(request, sentence)
                return _back_to(version)
            form.add_error(None, list(refused))
        return self.page_of_act(request, page, version, form, reasons)

    def stands_view(self, request, version_id, comment_id):
        """Say a comment again of the present text, at one press."""
        version = self.version_or_404(request, version_id)
        comment = get_object_or_404(Comment, pk=comment_id, submission__version=version)
        if request.method != "POST":
            raise PermissionDenied
        try:
            commenting.let_stand(comment=comment, by=request.user, at=timezone.now())
        except Refusal as refusal:
            for reason in refusal.reasons:
                messages.error(request, reason)
        else:
            messages.success(request, "The comment stands on the present text too.")
        return _back_to(version)


def _back_to(version: Version) -> HttpResponseRedirect:
    return HttpResponseRedirect(
        reverse("admin:policies_version_change", args=[version.pk]) + "#report"
    )
