"""The class and the number that the text of a draft asks for, and the button that takes both."""

from dataclasses import dataclass

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone

from policies.actions import drafting
from policies.actions.record import take_turn_with
from policies.actions.text import refuse_unless_writable
from policies.admin.versions.checking import Texts, texts_of
from policies.domain.checks.change_class import FoundClass, found_class
from policies.domain.errors import ContentRefused, Refusal
from policies.domain.numbering import ChangeClass, VersionNumber
from policies.models import Version

MOST_REASONS = 3


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a draft looks to be, beside what it is called now."""

    found: FoundClass
    number: VersionNumber
    called: ChangeClass
    numbered: VersionNumber

    @property
    def words(self) -> str:
        """The proposal in words, as the button and the history say it."""
        return f"{self.found.change.label.lower()}, {self.number}"

    @property
    def is_taken(self) -> bool:
        return (self.called, self.numbered) == (self.found.change, self.number)

    @property
    def advice(self) -> str:
        return self.found.advice_on(self.called)

    @property
    def reasons(self) -> tuple[str, ...]:
        """The first reasons; a text written anew has as many as sentences."""
        return self.found.reasons[:MOST_REASONS]

    @property
    def others(self) -> int:
        """How many reasons there are besides."""
        return len(self.found.reasons) - len(self.reasons)


def proposal_for(version: Version, texts: Texts) -> Proposal | None:
    """Return what to call and to number a draft; None for a first one, or if nothing changed."""
    found = found_class(texts.before, texts.now) if texts.before else None
    if found is None:
        return None
    return Proposal(
        found=found,
        number=drafting.next_number(version.document, found.change, but=version),
        called=ChangeClass(version.change_class),
        numbered=version.number,
    )


class ProposedNumber:
    """Adds the address at which an officer takes the proposal to the pages of versions."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.take_proposal_view)
        taking = path("<int:version_id>/take-proposal/", view, name="policies_version_take")
        return [taking, *super().get_urls()]

    def take_proposal_view(self, request, version_id):
        version = self.version_or_404(request, version_id)
        if request.method == "POST":
            seen = request.POST.get("proposal", "")
            try:
                taken = take_proposal(version, seen, by=request.user, at=timezone.now())
            except Refusal as refusal:
                messages.error(request, " ".join(refusal.reasons))
            else:
                messages.success(request, f"The draft is now called a {taken.words}.")
        address = reverse("admin:policies_version_change", args=[version.pk])
        return HttpResponseRedirect(f"{address}#proposal")


@transaction.atomic
def take_proposal(version: Version, seen: str, *, by, at) -> Proposal:
    """Give a draft the class and the number proposed, if they still are those that were seen."""
    version = take_turn_with(version)
    refuse_unless_writable(version, by=by, at=at)
    texts = texts_of(version)
    proposal = proposal_for(version, texts) if texts else None
    if proposal is None or proposal.words != seen:
        raise ContentRefused(
            "The text was changed since you opened the page. Look at the proposal again."
        )
    version.change_class = proposal.found.change.value
    version.major, version.minor = proposal.number.major, proposal.number.minor
    why = f"Taken as proposed: {proposal.words}. {' '.join(proposal.reasons)}"
    drafting.save_draft(version=version, why=why, by=by, at=at)
    return proposal
