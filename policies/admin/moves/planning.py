"""The pages on which a publication is planned for a later day, or the plan is cancelled."""

from collections.abc import Mapping
from typing import Any

from django import forms

from policies.actions.planning import cancel_plan, plan_publication
from policies.admin.forms import DayField
from policies.admin.moves.forms import MoveForm
from policies.admin.moves.page import MovePage, reasons_of
from policies.domain.lifecycle import Move, Status
from policies.domain.planning import reasons_against_cancelling
from policies.models import PlannedPublication, Version


class PlanForm(MoveForm):
    is_separated = True
    day = DayField(label="Comes into force on", help_text="Tomorrow or later, London time.")
    next_review_on = DayField(
        label="Next review",
        required=False,
        help_text="Leave it empty to have the document’s review interval counted from that day.",
    )
    announce = forms.BooleanField(
        label="Tell readers beforehand",
        required=False,
        help_text="The page of the version in force then says from when a new version applies.",
    )

    def __init__(self, *args, version: Version, initial=None, **options):
        plan = PlannedPublication.objects.filter(version=version).first()
        names = ("day", "next_review_on", "announce", "exception") if plan else ()
        options["initial"] = {name: getattr(plan, name) for name in names}
        super().__init__(*args, version=version, **options)


def _plan(version: Version, answers: Mapping[str, Any], **who) -> None:
    plan_publication(version=version, **answers, **who)


def _cancel(version: Version, answers: Mapping[str, Any], **who) -> None:
    cancel_plan(version=version, **who)


PLAN_PAGES = (
    MovePage(
        slug="plan",
        title="Plan the publication",
        consequence=(
            "The portal publishes this version in your name when the day begins. It asks again "
            "then whether everything is in order; if not, nothing is published and the desk "
            "says why. A plan that is there already is replaced."
        ),
        done="The publication of version {number} is planned.",
        origin=Status.APPROVED,
        reasons=reasons_of(Move.PUBLISH),
        form=PlanForm,
        act=_plan,
    ),
    MovePage(
        slug="cancel-plan",
        title="Cancel the planned publication",
        consequence="The version stays approved. It can be published, or planned again, later.",
        done="The planned publication of version {number} was cancelled.",
        origin=Status.APPROVED,
        reasons=reasons_against_cancelling,
        form=MoveForm,
        act=_cancel,
        is_shown=lambda situation: situation.planned_for is not None,
        is_warning=True,
    ),
)
