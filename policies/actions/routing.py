"""Which route a version takes, and at which of its stages a body may speak."""

from collections.abc import Iterator

from policies.actions.gathering import gathered_on
from policies.domain.deciding import LATER
from policies.domain.lifecycle import Outcome
from policies.domain.numbering import ChangeClass
from policies.domain.progress import reasons_against_saying
from policies.domain.readiness import Situation
from policies.domain.routes import ANY_BODY_DECIDES, Route
from policies.domain.stages import AFTER_DECIDING, Party, Stage
from policies.models import Route as RouteRow
from policies.models import Submission, Version


def route_for(version: Version) -> Route:
    """Return the route that a draft would take now: the one for its class of change."""
    row = _row_for(version)
    return row.as_taken() if row else ANY_BODY_DECIDES


def hold_route(version: Version) -> None:
    """Let nobody change the route that a draft takes while it is checked and copied.

    Call inside a transaction: the route is held until it ends.
    """
    row = _row_for(version)
    if row:
        row.refresh_from_db(from_queryset=RouteRow.objects.select_for_update())


def _row_for(version: Version) -> RouteRow | None:
    document = version.document
    is_minor = version.change_class == ChangeClass.MINOR.value
    return (document.minor_route if is_minor else None) or document.route


def stage_for(
    situation: Situation, party: Party, outcome: Outcome, position: int | None
) -> Stage | None:
    """Return the stage at this position; or the first at which this party may still say this."""
    if position is not None:
        named = (one.stage for one in situation.progress if one.stage.position == position)
        return next(named, None)
    taking = [one for one in situation.progress if one.stage.takes(party)]
    open_ones = [one.stage for one in taking if not one.has_had(party)]
    fitting = [stage for stage in open_ones if outcome in stage.outcomes]
    named_in = [one.stage for one in taking if one.stage.parties]
    named_and_open = [stage for stage in named_in if stage in open_ones]
    return next(iter([*fitting, *named_and_open, *named_in]), None)


def reasons_at_stage(
    submission: Submission,
    situation: Situation,
    party: Party,
    outcome: Outcome,
    stage: Stage | None,
) -> tuple[str, ...]:
    """Return every reason why this party cannot say this at this stage now."""
    return tuple(_about_the_stage(submission, situation, party, outcome, stage))


def _about_the_stage(
    submission: Submission,
    situation: Situation,
    party: Party,
    outcome: Outcome,
    stage: Stage | None,
) -> Iterator[str]:
    if stage is not None:
        is_later = situation.status in LATER
        if is_later is not (stage.kind in AFTER_DECIDING):
            when = "once the text is approved" if not is_later else "before the text is approved"
            yield f"Stage {stage.position} ({stage.kind.label.lower()}) is {when}."
    options = gathered_on(submission).options
    yield from reasons_against_saying(
        situation.progress, party=party, outcome=outcome, stage=stage, options=options
    )
