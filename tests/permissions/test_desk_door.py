"""Every address of the desk, asked by everyone: the tables say who is let in, and to do what."""

import pytest

from tests.admin.posting import fields_of
from tests.permissions import desk
from tests.permissions.places import place_of
from tests.permissions.scene import EVERYONE, Scene
from tests.permissions.walking import asked, every_route

# What comes of a form for whoever may send it: it is done, or shown again with what is wrong.
LET_IN = {"200", "302", "400", "409"}
# Where no officer may send a form, or each may, these send it for all: they may do the most.
FEW = "RMCUI"


@pytest.fixture
def browsers(scene, settings):
    """A browser of each role, for which no page is made: only whether it is shown counts here."""
    unrendered = "tests.permissions.walking.LeaveUnrendered"
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, unrendered]
    return {letter: scene.browser(letter) for letter in EVERYONE}


@pytest.fixture
def askers():
    """The letters of those who ask: everyone. Where no officer may send a form, or each may, a
    few send it for all."""

    def chosen(method: str, let_in: str) -> str:
        is_alike = method == "post" and let_in in (desk.OFFICERS, desk.NOBODY)
        return FEW if is_alike else EVERYONE

    return chosen


def form_of(scene: Scene, letters: str, address: str) -> dict[str, list[str]]:
    """What the form of this page would send, opened by one of those who may."""
    page = scene.clients[letters[0]].get(address)
    if page.streaming or b"<form" not in page.content:
        return {}
    return fields_of(page)


def test_every_address_of_the_desk_is_in_the_tables():
    there = {route for route in every_route() if route.startswith("/admin/")}
    assert there == desk.doors().keys() | desk.others().keys()


def test_a_page_of_the_desk_opens_for_those_who_may_and_for_nobody_else(scene, browsers, askers):
    """Everyone asks for every page, and sends what the form of that page would send."""
    faults = []
    for route, door in desk.doors().items():
        address = place_of(route, scene)
        form = form_of(scene, door.readers, address) if door.readers and door.senders else {}
        for method, who in (("get", door.readers), ("post", door.senders)):
            for letter in askers(method, who):
                told, _ = asked(browsers[letter], method, address, form if method == "post" else {})
                refusal = "sign in" if letter in "RM" else "403"
                is_right = told in LET_IN if letter in who else told == refusal
                if not is_right:
                    faults.append(f"{method} {route} as {letter}: {told}")
    assert not faults, "\n".join(faults)


def test_what_is_no_page_of_a_row_answers_as_the_table_says(scene, browsers, askers):
    faults = []
    for route, answers in desk.others().items():
        address = place_of(route, scene)
        for method, (reader, member, officer) in zip(("get", "post"), answers, strict=True):
            for letter in askers("get", desk.OFFICERS):
                expected = {"R": reader, "M": member}.get(letter, officer)
                told, _ = asked(browsers[letter], method, address)
                if told != expected:
                    faults.append(f"{method} {route} as {letter}: {told}, not {expected}")
    assert not faults, "\n".join(faults)
