"""A process is killed at its work (SIGKILL): nothing is lost, and it can be done again."""

import time

import pytest

from tests.faults import scenes
from tests.faults.conftest import TIMES
from tests.faults.processes import wait_for_the_dead
from tests.faults.soundness import assert_sound

# At how many statements of an act it is killed in CI, evenly between the first and the last.
CHOSEN = 3
SCENES = [
    scenes.Publishing,
    scenes.Deciding,
    scenes.BringingIn,
    scenes.PuttingInPlace,
    scenes.Rendering,
]


def moments(end, seconds, chance, chosen=CHOSEN):
    """How an act is killed, time after time: before a statement, or after so many seconds."""
    if TIMES:
        return [{"after": chance.uniform(0, seconds * 1.1)} for _ in range(TIMES)]
    last = end.statements
    return [{"dies_before": 1 + (last - 1) * one // (chosen - 1)} for one in range(chosen)]


def killed(portal, act, given, *, dies_before=0, after=None):
    """Have a process do this act and be killed; return how it ended."""
    doing = portal.begin(act, dies_before=dies_before, **given)
    if after is not None:
        doing.kill(after=after)
    end = doing.end()
    wait_for_the_dead()
    return end


def unharmed(portal, scene):
    """Do the act once without harm; return how it ended and how many seconds it took."""
    given = scene.prepare()
    began = time.monotonic()
    end = portal.do(scene.act, **given)
    assert scene.is_done(given)
    return end, time.monotonic() - began


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.act)
def test_a_process_killed_at_its_work(portal, town, chance, figures, scene):
    scene = scene(town)
    end, seconds = unharmed(portal, scene)
    deaths = done_before = 0
    for moment in moments(end, seconds, chance):
        given = scene.prepare()
        before = assert_sound()
        death = killed(portal, scene.act, given, **moment)
        after = assert_sound(before)
        deaths += death.was_killed
        is_done = scene.is_done(given)
        assert is_done or death.was_killed
        done_before += is_done
        if not is_done:
            scene.do_again(given)
            assert scene.is_done(given)
            assert_sound(after)
    figures(
        f"{scene.act}: killed {deaths} times of {scene.round - 1}, "
        f"{done_before} times when it was done; nothing lost or half done."
    )
    assert deaths
