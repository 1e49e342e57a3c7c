"""The demonstration council itself: its bodies, posts, people, routes and law register."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.contrib.auth.models import Group

from policies.actions.keeping_routes import RouteTemplate, make_route, route_templates
from policies.actions.record import keep
from policies.domain.roles import Role
from policies.models import Body, Contact, Council, LawReference, Post, PostHolding, User

PASSWORD = "heather-on-the-moor"
NAME = "Brackenmoor Borough Council"
FIRST = datetime(2016, 5, 9, 9, 0, tzinfo=UTC)


def make_council(folder: Path) -> Council:
    """Make the council that ``folder`` describes, with everything that it is made of."""
    described = json.loads((folder / "demonstration/council.json").read_text())
    ask = described["other_formats"]
    council = keep(
        Council(
            name=described["name"],
            short_name=described["short_name"],
            nations=",".join(described["nations"]),
            language=described["language"],
            brand_colour=described["brand_colour"],
            brand_text_colour=described["brand_text_colour"],
            other_formats=ask["text"],
            other_formats_email=ask["email"],
            other_formats_telephone=ask["telephone"],
        ),
        by=None,
        at=FIRST,
        why="Demonstration",
    )
    for model, rows in ((Body, "bodies"), (Post, "posts"), (Contact, "contacts")):
        for row in described[rows]:
            keep(model(council=council, **row), by=None, at=FIRST, why="Demonstration")
    for person in described["people"]:
        _make_person(person)
    templates = {one.code: one for one in route_templates(folder / "routes.json")}
    for route in described["routes"]:
        _make_route(council, templates[route["template"]], route)
    return council


def _make_person(described: dict[str, Any]) -> None:
    roles = [Role(role) for role in described["roles"]]
    person = User.objects.create_user(
        described["username"],
        password=PASSWORD,
        first_name=described["full_name"],
        is_staff=bool({*roles} - {Role.MEMBER}),
    )
    person.groups.set(Group.objects.filter(name__in=[role.label for role in roles]))
    for title, is_deputy in ((described["post"], False), (described.get("deputy_for"), True)):
        if title:
            holding = PostHolding(
                post=Post.objects.get(title=title),
                person=person,
                held_from=FIRST.date(),
                is_deputy=is_deputy,
            )
            keep(holding, by=None, at=FIRST, why="Demonstration")


def _make_route(council: Council, template: RouteTemplate, described: dict[str, Any]) -> None:
    """Make a route from its template, with other kinds of body and more stages if it says so."""
    instead = described.get("instead", {})
    stages = [
        {**stage, "body_kinds": [instead.get(kind, kind) for kind in stage.get("body_kinds", ())]}
        for stage in (*template.stages, *described.get("then", ()))
    ]
    make_route(
        council=council,
        name=described["name"],
        description=template.description,
        stages=replace(template, stages=tuple(stages)).stages_in(council),
        template=template.code,
        by=None,
        at=FIRST,
    )


def make_law_register(folder: Path) -> None:
    """Fill the law register with the rows in ``folder``."""
    rows = json.loads((folder / "law_register.json").read_text())
    made: dict[str, LawReference] = {}
    for row in rows:
        row = {**row, "jurisdictions": ",".join(row["jurisdictions"])}
        row.pop("superseded_by")
        law = LawReference(**row)
        made[law.code] = keep(law, by=None, at=FIRST, why="Law register as first drawn up")
    for row in rows:
        if row["superseded_by"]:
            law = made[row["code"]]
            law.superseded_by = made[row["superseded_by"]]
            keep(law, by=None, at=FIRST, why="Law register as first drawn up")
