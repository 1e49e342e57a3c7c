"""Every public address, asked by everyone: the tables say what each answers, and no word leaks."""

import pytest

from tests.permissions import public
from tests.permissions.scene import EVERYONE, Scene
from tests.permissions.walking import asked, every_route
from tests.permissions.words import not_for

# Roles that read alike ask for the many other texts as one of them does.
FEW = "RMU"
_KINDS = ("open", "inner", "inmost", "drafted")


@pytest.fixture
def readers():
    """The letters of those who ask for an address: everyone for one text of each kind, and one of
    each that reads alike for the others."""

    def chosen(address: str) -> str:
        return EVERYONE if _of_each_kind(address) else FEW

    return chosen


def _of_each_kind(address: str) -> bool:
    """Whether this is no page of a text, or one of the first text of its kind."""
    return "documents/" not in address or any(f"documents/{one}" in address for one in _KINDS)


def walked(scene: Scene, readers, method: str, pages) -> list[str]:
    """Ask for each page as each role; return every answer that is not the one in the table, and
    every word that was not for whoever asked. Readers ask last: by then whatever is kept of what
    officers and members read would be there for them."""
    faults = []
    for route, address, (reader, member, officer) in pages:
        for letter in reversed(readers(address)):
            expected = {"R": reader, "M": member}.get(letter, officer)
            told, words = asked(scene.clients[letter], method, address)
            if expected == "200" != reader and "private" not in words:
                faults.append(f"{method} {address} ({route}) as {letter} may be kept by a cache")
            if told != expected:
                faults.append(f"{method} {address} ({route}) as {letter}: {told}, not {expected}")
            secret = not_for(letter) - public.TOLD_AT_SECRET_ADDRESSES.get(route, set())
            leaked = [word for word in secret if word in words]
            if leaked:
                faults.append(f"{method} {address} ({route}) tells {letter} of {leaked}")
    return faults


def test_every_public_address_is_in_the_tables():
    there = {route for route in every_route() if not route.startswith("/admin/")}
    assert there == public.routes()


def test_each_page_is_shown_to_those_whom_its_text_is_for(scene, readers):
    faults = walked(scene, readers, "get", public.pages(scene))
    assert not faults, "\n".join(faults)


def test_each_form_is_taken_from_those_who_may_send_it(scene, readers):
    faults = walked(scene, readers, "post", public.sent(scene))
    assert not faults, "\n".join(faults)
