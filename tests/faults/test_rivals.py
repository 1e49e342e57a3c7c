"""Two officers do at once what only one can: one is first, the other is told why not."""

import time
from collections.abc import Callable

import pytest

from policies.actions import drafting
from tests.faults.conftest import TIMES
from tests.faults.processes import End
from tests.faults.soundness import assert_sound

ROUNDS = TIMES or 5


def publish_and_publish(town, document) -> list[tuple[str, dict]]:
    """Both press “Publish” for the same version."""
    version = town.make_approved(document)
    given = {"version": version.pk, "by": town.officer.pk, "at": town.now()}
    return [("publish", given), ("publish", given)]


def publish_and_rescind(town, document) -> list[tuple[str, dict]]:
    """One publishes what the other gives up."""
    (publish, given), _ = publish_and_publish(town, document)
    return [(publish, given), ("rescind", given)]


def start_and_start(town, document) -> list[tuple[str, dict]]:
    """Each begins the next version of the document, with a text of their own in mind."""
    return [
        ("start", {"document": document.pk, "by": one.pk, "at": town.now()})
        for one in (town.author, town.officer)
    ]


def record_and_record(town, document) -> list[tuple[str, dict]]:
    """Each puts another text in force, as it stands on paper."""
    document = town.make_document(f"paper-{town.at:%Y-%m-%d}")
    given = {"document": document.pk, "body": town.body.pk, "post": town.author_post.pk,
             "by": town.officer.pk, "at": town.now()}  # fmt: skip
    return [("record", given | {"title": title}) for title in ("The one text", "The other text")]


RIVALS = [publish_and_publish, publish_and_rescind, start_and_start, record_and_record]


def at_once(portal, acts: list[tuple[str, dict]]) -> list[End]:
    """Have a process do each act, all from the same moment on."""
    moment = time.time() + 0.1
    running = [portal.begin(act, begins=moment, **given) for act, given in acts]
    return [one.end() for one in running]


@pytest.mark.parametrize("rivals", RIVALS, ids=lambda rivals: rivals.__name__)
def test_one_is_first_and_the_other_is_told_why_not(portal, town, figures, rivals: Callable):
    firsts = 0
    document = town.make_in_force().document
    for _ in range(ROUNDS):
        town.wait(days=1)
        acts = rivals(town, document)
        before = assert_sound()
        ends = at_once(portal, acts)
        assert_sound(before)
        refused = [end.refused for end in ends if end.refused]
        assert len(refused) == 1, ends
        assert all(reason.endswith(".") for reason in refused[0])
        firsts += bool(ends[1].refused)
        draft = document.open_version()
        if draft:
            drafting.discard_draft(
                version=draft, reason="The round is over.", by=town.officer, at=town.now()
            )
    figures(
        f"{rivals.__name__}: {ROUNDS} rounds, {firsts} times the one was first and else the "
        "other; whoever was second was told why not."
    )
