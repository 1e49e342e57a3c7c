"""Gathering what is on public record of a version, in as many queries for a long record as for a
short one."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from policies.actions import aftermath
from policies.domain import approval
from policies.domain.approval import EXCEPTION
from policies.domain.dates import in_words, london_day
from policies.domain.entries import Detail, Details, Entry, filled, in_order
from policies.domain.language import _
from policies.domain.languages import name_of
from policies.domain.lifecycle import Move, Outcome
from policies.domain.routes import ANY_BODY_DECIDES, Route
from policies.models import (
    Certificate,
    Comment,
    Consultation,
    DecidedTranslation,
    Decision,
    ImpactAssessment,
    OfficerDecision,
    OptionConsidered,
    StatusChange,
    Submission,
    Version,
)

_TAKEN_BACK = {Move.RECALL.value, Move.REQUEST_CHANGES.value}


def approval_of(version: Version) -> tuple[Entry, ...]:
    """Return the public record of a published version, in the order of time.

    Only what the rows mark as public is in it: never a person, never a note of officers, never
    a declined or an unconfirmed decision; and nothing that is hidden by law.
    """
    record = _Record(version)
    entries = [
        *record.submissions_told(),
        *record.said_beforehand(),
        *record.decisions_told(),
        *record.changes_told(),
        *aftermath.called_in(version),
        *aftermath.reviewed(version),
        *aftermath.superseded(version),
        *aftermath.restricted(version),
        *approval.to_come(
            record.route,
            [one.as_word() for one in record.decisions if record.counts(one)],
            version.in_force_from if version.is_in_force else None,
        ),
    ]
    return in_order(entries, version.restrictions.hidden())


@dataclass
class _Record:
    """The rows of one version, each kind read once."""

    version: Version

    @cached_property
    def submissions(self) -> dict[int | None, Submission]:
        rows = Submission.objects.of_versions().filter(version=self.version).defer("canonical")
        return {row.pk: row for row in rows}

    @cached_property
    def changes(self) -> list[StatusChange]:
        return list(StatusChange.objects.filter(version=self.version))

    @cached_property
    def decisions(self) -> list[Decision]:
        """The confirmed decisions, and those recorded from paper."""
        paper = "officer_record__answer__post", "officer_record__delegation__granted_by"
        rows = Decision.objects.filter(submission__version=self.version).select_related(
            "body", "post", "confirmation", *paper, "officer_record__delegation__consultee_post"
        )
        from_paper = self.version.recorded_from_paper_on is not None
        return [row for row in rows if from_paper or row.is_confirmed]

    @cached_property
    def route(self) -> Route:
        last = self.submissions.get(self.version.submission_id)
        return last.route_taken if last else ANY_BODY_DECIDES

    @cached_property
    def _taken_back(self) -> set[int]:
        """The submissions that were taken back, and those that a text taken back conformed."""
        decided_on: dict[int | None, int] = {row.pk: row.submission_id for row in self.decisions}
        back = {row.submission_id for row in self.changes if row.move in _TAKEN_BACK}
        conformed = {
            decided_on.get(self.submissions[pk].conforms_to_id)
            for pk in back
            if pk in self.submissions
        }
        return {pk for pk in back | conformed if pk is not None}

    def counts(self, decision: Decision) -> bool:
        """Whether what was decided was not voided since."""
        returned = decision.result is Outcome.RETURNED
        return returned or decision.submission_id not in self._taken_back

    def submissions_told(self) -> Iterator[Entry]:
        if self.version.recorded_from_paper_on:
            return
        before = None
        for row in self.submissions.values():
            route = row.route_taken
            yield approval.submitted(
                at=row.at,
                post=row.post,
                sha256=row.sha256,
                route=route if route != before else None,
                is_first=before is None,
                amendments=row.amendments,
            )
            before = route
        for certificate in Certificate.objects.filter(submission__version=self.version):
            yield approval.certified(
                at=certificate.at,
                post=certificate.post,
                statement=certificate.statement,
                exception=certificate.exception,
            )

    def said_beforehand(self) -> Iterator[Entry]:
        """The consultations and comments that are for the public, assessments and options."""
        on_version = {"submission__version": self.version}
        for consultation in Consultation.objects.filter(**on_version, is_for_public=True):
            yield approval.consulted(
                opens_on=consultation.opens_on,
                closes_on=consultation.closes_on,
                whom=consultation.consulted,
                method=consultation.method,
                summary=consultation.summary if consultation.is_closed else "",
                effect=consultation.effect if consultation.is_closed else "",
            )
        for comment in Comment.objects.for_public().filter(**on_version):
            yield approval.commented(
                on=comment.dated,
                at=comment.at,
                who=comment.signed_as,
                topic=comment.topic,
                stance=comment.get_stance_display(),
                text=comment.text,
                exception=comment.exception,
                is_stale=comment.submission_id not in self._counted,
            )
        for row in ImpactAssessment.objects.filter(**on_version):
            yield approval.assessed(
                at=row.at,
                post=row.post,
                subject=row.get_subject_display(),
                outcome=row.get_outcome_display(),
                reason=row.reason,
            )
        options = list(OptionConsidered.objects.filter(**on_version))
        if options:
            yield approval.weighed(
                at=options[-1].at,
                options=[(row.option, row.assessment, row.is_recommended) for row in options],
            )

    @cached_property
    def _counted(self) -> set[int | None]:
        """The submission that was approved, and the one that it conforms."""
        last = self.submissions.get(self.version.submission_id)
        conformed = [
            row.submission_id for row in self.decisions if last and row.pk == last.conforms_to_id
        ]
        return {self.version.submission_id, *conformed}

    @cached_property
    def _equal_texts(self) -> dict[int, list[Submission]]:
        """The wordings in other languages that each decision names as equal."""
        rows = DecidedTranslation.objects.filter(submission__version=self.version)
        named: dict[int, list[Submission]] = {}
        for row in rows.select_related("submission__translation").defer("submission__canonical"):
            named.setdefault(row.decision_id, []).append(row.submission)
        return named

    def decisions_told(self) -> Iterator[Entry]:
        for row in self.decisions:
            route = self.submissions[row.submission_id].route_taken
            officer = getattr(row, "officer_record", None)
            manner = ""
            if officer:
                manner = _("urgently") if officer.is_urgent else _("under a delegation")
            confirmation = getattr(row, "confirmation", None)
            yield approval.decided(
                on=row.decided_on,
                at=row.entered_at,
                who=str(row.decider),
                stage=route.stage_at(row.stage),
                outcome=row.result,
                minute=row.minute_reference,
                manner=manner,
                counts=self.counts(row),
                details=filled(
                    (_("Resolution"), row.resolution),
                    (_("Agenda item"), row.agenda_item),
                    (_("Report"), row.report_reference),
                    *(_alone(officer) if officer else ()),
                    *map(_equal, self._equal_texts.get(row.pk, ())),
                    (_(EXCEPTION), row.exception),
                    (_(EXCEPTION), confirmation.exception if confirmation else ""),
                ),
            )

    def changes_told(self) -> Iterator[Entry]:
        """What became of the version, besides its submissions and decisions."""
        version = self.version
        voided = {row.submission_id for row in self.decisions if not self.counts(row)}
        for row in self.changes:
            if row.move in _TAKEN_BACK:
                yield approval.taken_back(
                    at=row.at,
                    by_decision=row.move == Move.REQUEST_CHANGES.value,
                    had_decisions=bool(voided & self._behind(row.submission_id)),
                )
            elif row.move == Move.PUBLISH.value:
                yield self._published(row, filled((_(EXCEPTION), row.exception)))
            elif row.move == Move.RECORD_PAST.value:
                yield self._published(row, ())
                yield approval.happened(
                    on=london_day(row.at),
                    at=row.at,
                    stage=_("Recorded from paper"),
                    sentence=_("On {day} the council recorded version {number} from paper."),
                    number=version.number,
                    who=row.post,
                    details=filled((_("Evidence"), version.evidence)),
                )
            elif row.move == Move.WITHDRAW.value:
                yield approval.happened(
                    on=london_day(row.at),
                    at=row.at,
                    stage=_("Withdrawal"),
                    sentence=_("On {day} version {number} was withdrawn."),
                    number=version.number,
                    who=row.post,
                    details=filled((_("Reason"), row.note)),
                )

    def _behind(self, submission_id: int | None) -> set[int | None]:
        """A submission, and the one whose decision it carried over."""
        carried = self.submissions[submission_id].conforms_to_id if submission_id else None
        return {submission_id, *(row.submission_id for row in self.decisions if row.pk == carried)}

    def _published(self, row: StatusChange, details: Details) -> Entry:
        return approval.happened(
            on=self.version.in_force_from or london_day(row.at),
            at=row.at,
            stage=_("In force"),
            sentence=_("On {day} version {number} came into force."),
            number=self.version.number,
            details=details,
        )


def _equal(text: Submission) -> Detail:
    """A wording in another language that was decided on as equal, by its hash."""
    label = _("SHA-256 hash of the {language} text, which stands equal")
    return Detail(label.format(language=_(name_of(text.translated_into))), text.sha256, stays=True)


def _alone(officer: OfficerDecision) -> tuple[tuple[str, str], ...]:
    """The written record of what an officer decided alone, as its regulation asks for it."""
    delegation, answer = officer.delegation, officer.answer
    granted = limits = asked = ""
    if delegation:
        day = in_words(delegation.granted_on)
        granted = f"{delegation.granted_by}, {day} ({delegation.minute_reference})"
        limits = delegation.limits
        asked = str(delegation.consultee_post or "")
    if answer:
        said = answer.get_stance_display()
        words = f" {answer.text}" if answer.is_for_public and answer.text else ""
        asked = f"{answer.signed_as}, {in_words(answer.dated)}: {said}.{words}"
    return (
        (_("Delegation granted by"), granted),
        (_("Limits of the delegation"), limits),
        (_("In consultation with"), asked),
        (_("Why it could not wait"), officer.urgency),
        (_("Reasons"), officer.reasons),
        (_("Alternatives considered"), officer.alternatives),
        (_("Conflicts of interest"), officer.conflicts),
        (_("Why it counts as minor"), officer.override),
    )
