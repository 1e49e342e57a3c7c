"""The clock is killed, and then runs twice at once: everything is done, and once."""

import time
from datetime import timedelta

from policies.actions import keeping_told
from policies.actions.planning import plan_publication
from policies.domain.dates import london_day
from policies.formats import FORMATS
from policies.models import (
    BuildTicket,
    ClockRun,
    Message,
    Notice,
    Rendition,
    StatusChange,
    Subscription,
    TrialRendering,
)
from tests.faults.acts import SOON
from tests.faults.scenes import Scene
from tests.faults.soundness import assert_sound
from tests.faults.test_killed import killed, moments
from tests.faults.test_mail import identities
from tests.faults.test_rivals import at_once

QUICK = {"text"}
READERS = ["reader@example.org", "other@example.org"]


class Clock(Scene):
    """A text is planned for today, readers want to hear of it, and its files are to be made."""

    act = "run_clock"
    version = None

    def given(self) -> dict:
        version = self.town.make_approved(self.make_document())
        if not Subscription.objects.exists():
            self.subscribe()
        day = london_day(self.town.at) + timedelta(days=1)
        plan_publication(version=version, day=day, by=self.town.officer, at=self.town.now())
        self.town.wait(days=1)
        self.version = version
        self.leave_slow_files()
        return {"at": self.town.now()}

    def subscribe(self) -> None:
        for reader in READERS:
            told = {"email": reader, "document": None, "at": self.town.now()}
            keeping_told.ask_to_be_told(language="en-gb", **told)
            row = Subscription.objects.get(email=reader)
            keeping_told.confirm_subscription(subscription=row, at=self.town.now())

    def leave_slow_files(self) -> None:
        """Let the files that take seconds wait, as after a failure, and the trial be over."""
        text, later = self.version.submission, self.town.at + timedelta(days=1000)
        TrialRendering.objects.create(submission=text, at=self.town.at)
        for name in set(FORMATS) - QUICK:
            BuildTicket.objects.create(submission=text, format=name, not_before=later)

    def is_done(self, given: dict) -> bool:
        return self.town.fresh(self.version).is_in_force and not Message.objects.waiting().exists()


def test_the_clock_is_killed_and_runs_twice(portal, town, mail_server, chance, figures):
    scene = Clock(town)
    given = scene.prepare()
    began = time.monotonic()
    end = portal.do(scene.act, **given)
    seconds = time.monotonic() - began
    assert [said for said in end.done if said[1]] == []
    assert scene.is_done(given)
    deaths = doubles = 0
    for moment in moments(end, seconds, chance):
        given = scene.prepare()
        before = assert_sound()
        letters = mail_server.copies
        deaths += killed(portal, scene.act, given, **moment).was_killed
        assert_sound(before)
        nobody_knows = identities(Message.objects.waiting()) & set(mail_server.copies - letters)
        later = given["at"] + SOON
        ends = at_once(portal, [(scene.act, {"at": later})] * 2)
        assert [said for one in ends for said in one.done if said[1]] == []
        assert scene.is_done(given)
        assert_sound(before)
        doubles += len(nobody_knows)
        assert_told_once(scene, mail_server, nobody_knows)
        assert portal.do(scene.act, at=later + SOON).done == []
        assert ClockRun.objects.get().failures == 0
    figures(
        f"The clock was killed {deaths} times of {scene.round - 1} and then ran twice at once: "
        f"each text was published, told of and made into files once; {doubles} letters came again "
        "under their own identity."
    )
    assert deaths


def assert_told_once(scene, mail_server, nobody_knows) -> None:
    """The text came into force once, and each reader has one letter about it."""
    change = StatusChange.objects.get(version=scene.version, move="publish")
    notice = Notice.objects.get(change=change)
    assert (notice.told, bool(notice.finished_at)) == (len(READERS), True)
    about = Message.objects.filter(key__endswith=f"/change/{change.pk}")
    assert sorted(about.values_list("recipient", flat=True)) == sorted(READERS)
    copies = {one: mail_server.copies[one] for one in identities(about)}
    assert {one for one, count in copies.items() if count != 1} <= nobody_knows
    assert set(copies.values()) <= {1, 2}
    rows = Rendition.objects.filter(submission__version=scene.version)
    assert sorted(rows.values_list("format", flat=True)) == sorted(QUICK)
