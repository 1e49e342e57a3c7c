"""Routes: who must comment, scrutinise and decide, in which order.

Stages before the deciding one are gates on *decide*, not on submitting: consultation and
comments happen on a submission. Stages after it (ratify, note, report back) fall due later
and hold nothing up.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Self

from policies.domain.record import Ratification
from policies.domain.stages import (
    AFTER_DECIDING,
    BY_BODIES,
    BY_POSTS,
    DECIDING,
    Needed,
    PartyKind,
    Stage,
    StageKind,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """The ordered stages that a submission goes through."""

    name: str = ""
    stages: tuple[Stage, ...] = ()

    def as_plain(self) -> dict[str, Any]:
        """Return the route as plain words and numbers, to be kept with a submission."""
        return {"name": self.name, "stages": [stage.as_plain() for stage in self.stages]}

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> Self:
        """Return the route that ``as_plain`` wrote."""
        return cls(
            name=plain["name"], stages=tuple(Stage.from_plain(one) for one in plain["stages"])
        )

    @property
    def deciding_stages(self) -> tuple[Stage, ...]:
        """The stages whose decisions approve the text."""
        return tuple(stage for stage in self.stages if stage.kind in DECIDING)

    def ratification(self) -> Ratification | None:
        """What ratifying needs on this route, or None if nobody ratifies."""
        for stage in self.stages:
            if stage.kind is StageKind.RATIFY:
                return Ratification(
                    bodies=tuple(party.name for party in stage.parties),
                    needs_all=stage.needed is Needed.ALL,
                    within_days=stage.within_days or 0,
                )
        return None

    def stage_at(self, position: int | None) -> Stage | None:
        """Return the stage at this position, or None."""
        return next((stage for stage in self.stages if stage.position == position), None)


# Where a document has no route, one body decides, whichever it is.
ANY_BODY_DECIDES = Route(stages=(Stage(position=1, kind=StageKind.DECIDE, needed=Needed.ANY),))


def problems_in_route(route: Route) -> tuple[str, ...]:
    """Return, as sentences, every reason why no document can take this route."""
    return tuple(_problems(route))


def _problems(route: Route) -> Iterator[str]:
    deciding = route.deciding_stages
    if not deciding:
        yield "A route needs a stage at which a body or an officer decides."
    elif len(deciding) > 1:
        yield (
            "A route has one deciding stage. Where several bodies decide, name them all in it; "
            "where one recommends to another, make that stage a scrutiny."
        )
    positions = [stage.position for stage in route.stages]
    for position in sorted({one for one in positions if positions.count(one) > 1}):
        yield f"Several stages have the position {position}. Give each one of its own."
    first = min((stage.position for stage in deciding), default=None)
    for stage in route.stages:
        where = f"Stage {stage.position} ({stage.kind.label.lower()})"
        kinds = {party.kind for party in stage.parties}
        if stage.kind in BY_POSTS and PartyKind.POST not in kinds:
            yield f"{where}: name the post."
        if stage.kind in BY_POSTS and PartyKind.BODY in kinds:
            yield f"{where}: posts take part in it, not bodies."
        if stage.kind in BY_BODIES and PartyKind.POST in kinds:
            yield f"{where}: bodies take part in it, not posts."
        if stage.kind in BY_BODIES and not stage.parties and stage.needed is Needed.ALL:
            yield f"{where}: name the body, or let any one body speak."
        after = stage.kind in AFTER_DECIDING
        if after and first is not None and stage.position < first:
            yield f"{where} comes after the decision. Move it down."
        before = not after and stage.kind not in DECIDING
        if before and first is not None and stage.position > first:
            yield f"{where} comes before the decision. Move it up."
        if stage.kind in (StageKind.RATIFY, StageKind.REPORT_BACK) and not stage.within_days:
            yield f"{where}: say within how many days of publication it is due."
