"""Making the council's routes: from a template, from another route, and changing them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from policies.actions.record import drop, keep, set_links
from policies.domain.errors import ContentRefused, MoveRefused
from policies.domain.readiness import CLOSED_ACCOUNT
from policies.domain.roles import ABILITIES, Ability, roles_named
from policies.domain.stages import Evidence, Needed, StageKind
from policies.models import Body, Council, Post, Route, Stage, User


@dataclass(frozen=True, slots=True, kw_only=True)
class StageWords:
    """A stage as it is to be kept. ``stage`` is the row that is changed, None for a new one."""

    position: int
    kind: StageKind
    bodies: tuple[Body, ...] = ()
    posts: tuple[Post, ...] = ()
    needed: Needed = Needed.ALL
    evidence: frozenset[Evidence] = frozenset()
    may_return: bool = True
    within_days: int | None = None
    note: str = ""
    stage: Stage | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteTemplate:
    """A route that comes with the portal: bodies by their kind, posts by their role."""

    code: str
    name: str
    description: str
    stages: tuple[dict[str, Any], ...] = ()

    def stages_in(self, council: Council) -> list[StageWords]:
        """Return the stages with the bodies and posts that this council has.

        A kind of body that the council has several of is left to be chosen.
        """
        return [
            StageWords(
                position=position,
                kind=StageKind(one["kind"]),
                bodies=_the_only(council.bodies.all(), "kind", one.get("body_kinds", ())),
                posts=_the_only(council.posts.all(), "role", one.get("roles", ())),
                needed=Needed(one.get("needed", "all")),
                evidence=frozenset(Evidence(name) for name in one.get("evidence", ())),
                may_return=one.get("may_return", True),
                within_days=one.get("within_days"),
                note=one.get("note", ""),
            )
            for position, one in enumerate(self.stages, start=1)
        ]


def _the_only(rows: Iterable[Any], column: str, wanted: Iterable[str]) -> tuple[Any, ...]:
    found = []
    for value in wanted:
        fitting = [row for row in rows if getattr(row, column) == value]
        found += fitting if len(fitting) == 1 else []
    return tuple(found)


def route_templates(file: Path) -> tuple[RouteTemplate, ...]:
    """Return the templates that this file lists, in its order."""
    rows = json.loads(file.read_text(encoding="utf-8"))
    return tuple(RouteTemplate(**{**row, "stages": tuple(row["stages"])}) for row in rows)


@transaction.atomic
def make_route(
    *,
    council: Council,
    name: str,
    description: str = "",
    stages: Iterable[StageWords] = (),
    template: str = "",
    by: User | None,
    at: datetime,
) -> Route:
    """Make a route with these stages. ``template`` is the code of the one that it was made from.

    ``by`` None is the setting up of an installation. Raises MoveRefused for the wrong role,
    ContentRefused if the name is taken or empty.
    """
    _refuse_unless_keeper(by)
    _refuse_unless_free(council, name)
    route = Route(
        council=council, name=name.strip(), description=description.strip(), template=template
    )
    keep(route, by=by, at=at, why=f"Made from template {template}" if template else "Made")
    for words in stages:
        _keep_stage(route, words, by=by, at=at, why="Made with the route")
    return route


def copy_route(*, route: Route, name: str, description: str = "", by: User, at: datetime) -> Route:
    """Make a route with the stages of another one, and its description unless one is given.

    Raises as ``make_route`` does.
    """
    return make_route(
        council=route.council,
        name=name,
        description=description.strip() or route.description,
        stages=[_words_of(stage) for stage in route.stages.all()],
        template=route.template,
        by=by,
        at=at,
    )


@transaction.atomic
def change_route(
    *,
    route: Route,
    name: str,
    description: str,
    is_in_use: bool,
    stages: Iterable[StageWords],
    removed: Iterable[Stage] = (),
    by: User,
    at: datetime,
    why: str = "",
) -> Route:
    """Change a route and the given stages of it, and take out those that are ``removed``.

    A stage that is not named stays: a colleague may have added it meanwhile. Texts that were
    submitted keep the route as it was then. Raises MoveRefused for the wrong role,
    ContentRefused if the name is taken, if a given stage was taken out meanwhile, or if
    documents still take a route that is to go out of use.
    """
    _refuse_unless_keeper(by)
    route = Route.objects.select_for_update().get(pk=route.pk)
    _refuse_unless_free(route.council, name, but=route)
    taken_by = [*route.documents.all(), *route.documents_for_minor_changes.all()]
    if not is_in_use and taken_by:
        named = ", ".join(dict.fromkeys(str(document) for document in taken_by))
        raise ContentRefused(f"Documents still take this route: {named}. Give them another first.")
    why = why or "Route changed"
    if (route.name, route.description, route.is_in_use) != (name, description, is_in_use):
        route.name, route.description, route.is_in_use = name, description, is_in_use
        keep(route, by=by, at=at, why=why)
    for stage in route.stages.filter(pk__in=[one.pk for one in removed]):
        for links in ("bodies", "posts"):
            set_links(stage, links, [], by=by, at=at, why=why)
        drop(stage, by=by, at=at, why=why)
    for one in stages:
        _keep_stage(route, one, by=by, at=at, why=why)
    return route


def _keep_stage(
    route: Route, words: StageWords, *, by: User | None, at: datetime, why: str
) -> None:
    stage = words.stage or Stage(route=route)
    before = None
    if stage.pk is not None:
        kept = route.stages.filter(pk=stage.pk).first()
        if kept is None:
            raise ContentRefused(f"Stage “{stage}” was taken out meanwhile. Open the page again.")
        before = _words_of(kept)
    stage.position, stage.kind = words.position, words.kind.value
    stage.needed, stage.evidence = words.needed.value, sorted(words.evidence)
    stage.may_return, stage.within_days = words.may_return, words.within_days
    stage.note = words.note.strip()
    unlinked = before and replace(words, stage=None, bodies=before.bodies, posts=before.posts)
    if before is None or before != unlinked:
        keep(stage, by=by, at=at, why=why)
    set_links(stage, "bodies", words.bodies, by=by, at=at, why=why)
    set_links(stage, "posts", words.posts, by=by, at=at, why=why)


def _words_of(stage: Stage) -> StageWords:
    return StageWords(
        position=stage.position,
        kind=StageKind(stage.kind),
        bodies=tuple(stage.bodies.all()),
        posts=tuple(stage.posts.all()),
        needed=Needed(stage.needed),
        evidence=frozenset(Evidence(name) for name in stage.evidence),
        may_return=stage.may_return,
        within_days=stage.within_days,
        note=stage.note,
    )


def _refuse_unless_keeper(by: User | None) -> None:
    if by is None:
        return
    if not by.is_active:
        raise MoveRefused(CLOSED_ACCOUNT)
    if not by.can(Ability.KEEP_ROUTES):
        raise MoveRefused(
            f"Only {roles_named(ABILITIES[Ability.KEEP_ROUTES])} can make or change a route."
        )


def _refuse_unless_free(council: Council, name: str, but: Route | None = None) -> None:
    if not name.strip():
        raise ContentRefused("Give the route a name.")
    others = council.routes.exclude(pk=but.pk) if but else council.routes
    if others.filter(name=name.strip()).exists():
        raise ContentRefused(f"The council has a route “{name.strip()}”. Choose another name.")
