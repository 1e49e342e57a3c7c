"""What one page of the desk says, asks and does: the words of a move, its form and its act."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from policies.admin.moves import forms as moveforms
from policies.domain.deciding import LATER, stages_to_come
from policies.domain.errors import Refusal
from policies.domain.lifecycle import Move, Status
from policies.domain.readiness import Situation, reasons_against
from policies.models import User, Version

Reasons = Callable[[Situation], tuple[str, ...]]


def page_of(version: Version, made: Any = None) -> str:
    """Return the address of a version’s own page."""
    return reverse("admin:policies_version_change", args=[version.pk])


@dataclass(frozen=True, slots=True, kw_only=True)
class MovePage:
    """One move: the words on its button, what will happen, what it asks, and what it does.

    ``act`` is given the version, the answers, who and when, and calls one action; ``leads_to``
    is given the version and what the act returned, and names the address to go on to.
    """

    slug: str
    title: str
    consequence: str
    done: str
    origin: Status
    reasons: Reasons
    form: type[moveforms.MoveForm]
    act: Callable[..., Any]
    leads_to: Callable[[Version, Any], str] = page_of
    is_shown: Callable[[Situation], bool] = lambda situation: True
    is_warning: bool = False
    is_for_later_stages: bool = False

    @property
    def name(self) -> str:
        """The page's part in the names of addresses."""
        return self.slug.replace("-", "_")

    def belongs_to(self, situation: Situation) -> bool:
        """Whether this makes sense from the status: the one that it starts from, or, for what a
        body says, an approved one whose route goes on."""
        goes_on = situation.status in LATER and bool(stages_to_come(situation))
        is_of_status = self.origin is situation.status or (self.is_for_later_stages and goes_on)
        return is_of_status and self.is_shown(situation)

    def reasons_in(self, situation: Situation) -> tuple[str, ...]:
        """Every reason against this move; a sole officer’s reason counts where it is asked for."""
        if not self.form.is_separated:
            situation = replace(situation, exception="")
        return self.reasons(situation)


def reasons_of(move: Move) -> Reasons:
    """Return the question whether this move is open, as a page asks it before its form."""
    return lambda situation: reasons_against(move, situation, by_form=True)


def carried_out(page: Any, about: Any, answers: Any, *, by: User) -> tuple[Any, tuple[str, ...]]:
    """Do what a page is for in one transaction; return what was made, or why it was refused."""
    try:
        with transaction.atomic():
            return page.act(about, answers, by=by, at=timezone.now()), ()
    except Refusal as refusal:
        return None, refusal.reasons
