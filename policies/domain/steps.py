"""A step of the work on a version: what is to be done, on which page of the desk, and by whom."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from policies.domain.progress import first_gate
from policies.domain.readiness import Situation
from policies.domain.roles import Role, roles_named
from policies.domain.stages import PartyKind


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """One thing to be done: on which page (``slug``), in which words (``act``), by whom.

    ``reasons`` are those against opening the page. A step ``by_authors`` waits for those who
    wrote the text, though others of their role may take it too; a step ``by_posts`` waits for
    those who hold the posts that the stage of the route names.
    """

    slug: str
    act: str
    roles: frozenset[Role]
    is_due: Callable[[Situation], bool]
    reasons: Callable[[Situation], tuple[str, ...]]
    by_authors: bool = False
    by_posts: bool = False

    def sentence_in(self, situation: Situation) -> str:
        """Who does what: “the Democratic Services Clerk enters the decision”."""
        gate = first_gate(situation.progress)
        if self.by_posts and gate is not None:
            return f"{_joined(party.named for party in gate.waits_for)} {self.act}"
        return f"{roles_named(self.roles)} {self.act}"

    def waits_for(self, situation: Situation) -> bool:
        """Return whether this waits for the person of the situation.

        What lies in the matter is the same for everyone: a step that is closed until tomorrow
        still waits for its officer. Having written the text, or entered the decision, is not.
        """
        if self.by_authors and not situation.wrote:
            return False
        if self.by_posts:
            gate = first_gate(situation.progress)
            asked = {party.pk for party in gate.waits_for} if gate else set()
            return bool(asked & situation.posts) and not self.reasons(situation)
        return set(self.reasons(situation)) <= set(self.reasons(self._as_for_its_role(situation)))

    def _as_for_its_role(self, situation: Situation) -> Situation:
        """The situation of somebody with the role who has had no part in this version."""
        decision = situation.decision
        parties = (party for one in situation.progress for party in one.stage.parties)
        return replace(
            situation,
            roles=self.roles,
            posts=frozenset(one.pk for one in parties if one.kind is PartyKind.POST),
            is_active=True,
            wrote=False,
            decision=replace(decision, entered_by_actor=False) if decision else None,
        )


def _joined(names: Iterable[str]) -> str:
    found = list(names)
    return " and ".join([", ".join(found[:-1]), found[-1]] if len(found) > 1 else found)
