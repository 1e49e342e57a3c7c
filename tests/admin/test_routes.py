"""The routes at the desk: made from a template or a copy, changed, and taken by documents."""

import pytest
from django.conf import settings

from policies.actions.keeping_routes import StageWords, route_templates
from policies.domain.roles import Role
from policies.domain.routes import problems_in_route
from policies.domain.stages import StageKind
from policies.models import Post, Route
from tests.admin.posting import fields_of, post_from, words_of


@pytest.fixture
def bodies(town):
    """The bodies of a district, and the posts that comment."""
    kinds = {"Council": "council", "Cabinet": "cabinet", "Scrutiny": "scrutiny"}
    kinds |= {"Licensing Committee": "committee", "Managers": "management-team"}
    for name, kind in kinds.items():
        town.make_body(name, kind)
    for role in (Role.MONITORING_OFFICER, Role.SECTION_151_OFFICER, Role.PORTFOLIO_HOLDER):
        town.make_post(role.label, role)


def make(client, address, start_from, name="How Cabinet decides"):
    return post_from(client, address("route_add"), name=name, start_from=start_from)


def test_the_corporate_officer_makes_a_route_from_a_template(at_desk, town, address, bodies):
    page = make(at_desk(town.officer), address, "R1")
    route = Route.objects.get()
    assert page.redirect_chain[-1][0] == address("route_change", route.pk)
    assert [stage.title for stage in route.as_taken().stages] == [
        "Officers’ comments: the Monitoring Officer and the Section 151 Officer",
        "Impact assessment",
        "Consultation",
        "Scrutiny: Scrutiny",
        "Decision: Cabinet",
    ]
    assert "No text can be submitted on this route yet" not in words_of(page)
    assert route.history.get().history_user == town.officer


def test_every_template_fits_a_council_that_has_the_bodies_and_posts(town, bodies):
    for template in route_templates(settings.BASE_DIR / "fixtures" / "routes.json"):
        town_route = town.make_route(*template.stages_in(town.council), name=template.name)
        assert problems_in_route(town_route.as_taken()) == (), template.code
    assert Route.objects.count() == 12


def test_what_a_template_needs_and_the_council_lacks_is_said_on_the_page(at_desk, town, address):
    page = make(at_desk(town.officer), address, "R5")
    words = words_of(page)
    assert "No text can be submitted on this route yet" in words
    assert "Stage 1 (officers’ comments): name the post." in words


def test_a_copy_has_the_same_stages_and_another_name(at_desk, town, address, bodies):
    client = at_desk(town.officer)
    make(client, address, "R3")
    first = Route.objects.get()
    asked = {"name": "A copy", "description": "For money.", "start_from": f"route-{first.pk}"}
    post_from(client, address("route_add"), **asked)
    copy = Route.objects.get(name="A copy")
    assert copy.description == "For money."
    assert copy.as_taken().stages == first.as_taken().stages


def test_a_taken_name_is_refused_and_nothing_is_made(at_desk, town, address, bodies):
    client = at_desk(town.officer)
    make(client, address, "R3")
    page = make(client, address, "R4")
    assert "The council has a route “How Cabinet decides”. Choose another name." in words_of(page)
    assert Route.objects.count() == 1


def test_a_stage_is_changed_added_and_taken_out(at_desk, town, address, bodies):
    client = at_desk(town.officer)
    make(client, address, "R6")
    route = Route.objects.get()
    legal = Post.objects.get(title="Monitoring Officer")
    post_from(
        client,
        address("route_change", route.pk),
        **{
            "stages-0-DELETE": "on",
            "stages-1-position": "2",
            "stages-2-position": "1",
            "stages-2-kind": "comment",
            "stages-2-posts": [legal.pk],
            "stages-2-may_return": "on",
        },
        why="The Portfolio Holder asked for it",
    )
    assert [stage.title for stage in route.as_taken().stages] == [
        "Officers’ comments: the Monitoring Officer",
        "Decision by an officer: the Corporate Officer",
    ]
    assert route.stages.first().history.first().history_change_reason == (
        "The Portfolio Holder asked for it"
    )


def test_the_page_of_before_takes_out_no_stage_of_a_colleague(at_desk, town, address, bodies):
    client = at_desk(town.officer)
    make(client, address, "R3")
    route = Route.objects.get()
    url = address("route_change", route.pk)
    seen = fields_of(client.get(url))
    added = route.stages.create(position=7, kind="note", may_return=True)
    client.post(url, {**seen, "description": "Of before"}, follow=True)
    assert route.stages.filter(pk=added.pk).exists()
    route.refresh_from_db()
    assert route.description == "Of before"


def test_a_document_is_given_its_routes(at_desk, town, address, draft):
    route = town.make_route(StageWords(position=1, kind=StageKind.DECIDE, bodies=(town.body,)))
    url = address("document_change", draft.document_id)
    post_from(at_desk(town.officer), url, route=route.pk, minor_route=route.pk, why="Route named")
    document = route.documents.get()
    assert document.minor_route == route
    assert document.history.first().history_change_reason == "Route named"


@pytest.mark.parametrize("name", ["author", "clerk", "auditor", "administrator", "monitoring"])
def test_others_read_routes_and_change_none(at_desk, town, address, bodies, name):
    make(at_desk(town.officer), address, "R3")
    route = Route.objects.get()
    client = at_desk(getattr(town, name))
    assert client.get(address("route_change", route.pk)).status_code == 200
    assert client.get(address("route_add")).status_code == 403
    assert client.post(address("route_change", route.pk), {"name": "Mine"}).status_code == 403
    assert Route.objects.get().name == "How Cabinet decides"
