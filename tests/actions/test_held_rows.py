"""What an act reads and keeps stays as it is until the act is done."""

import threading

import pytest
from django.db import connection, transaction

from policies.actions import keeping_routes, submitting
from policies.actions.keeping_routes import StageWords
from policies.domain.stages import StageKind
from policies.models import Submission
from tests.factories import Town

pytestmark = pytest.mark.django_db(transaction=True)


def do_while(other, *, meanwhile) -> None:
    """Begin an act, let another one begin in a second connection, and only then end the first."""
    faults = []

    def do():
        try:
            other()
        except Exception as error:
            faults.append(error)
        finally:
            connection.close()

    second = threading.Thread(target=do)
    with transaction.atomic():
        meanwhile()
        second.start()
        second.join(timeout=1)
    second.join(timeout=20)
    assert faults == []


def test_a_text_waits_for_a_change_of_its_route_and_keeps_the_whole_of_it():
    town = Town()
    route = town.make_route(
        StageWords(position=1, kind=StageKind.DECIDE, bodies=(town.body,)), name="Before"
    )
    draft = town.make_draft(town.make_document(route=route))

    def change():
        keeping_routes.change_route(
            route=route, name="After", description="", is_in_use=True,
            stages=[StageWords(position=2, kind=StageKind.NOTE, bodies=(town.body,))],
            by=town.officer, at=town.now(),
        )  # fmt: skip

    do_while(
        lambda: submitting.submit_version(version=draft, by=town.author, at=town.now()),
        meanwhile=change,
    )
    taken = Submission.objects.get().route_taken
    assert (taken.name, len(taken.stages)) == ("After", 2)
