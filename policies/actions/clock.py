"""What is due by the clock: publications, mail, files, erasing; each kept from the others.

Safe to run again and on two hosts at once: whatever is done is looked at anew under a lock, or
has a key that it can have only once.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from policies.actions import announcing, forgetting, outbox, reminding
from policies.actions.articles import remake_articles
from policies.actions.building import jobs_waiting
from policies.actions.publishing import publish_version
from policies.actions.record import keep, take_turn_with
from policies.actions.searching import index_what_is_missing
from policies.actions.situations import situation_of
from policies.domain.dates import in_words, london_day
from policies.domain.errors import BuildUnderWay, Refusal, sentence_about
from policies.domain.lifecycle import Move
from policies.domain.readiness import reasons_against
from policies.models import PlannedPublication, Version, guards

logger = logging.getLogger(__name__)
Now = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that the clock did, or could not do, in a sentence."""

    sentence: str
    is_failure: bool = False


def run_due(*, now: Now) -> Iterator[Said]:
    """Do everything that is due, and yield each thing that was done or failed.

    ``now`` is asked again before each part, because building files takes minutes. A fault in
    one part is told and never keeps the others from their turn.
    """
    for part in (_about_guards, _publish, _remind, _announce, _send, _build, _forget):
        yield from _kept_apart(part, now)


def foresee_due(*, now: Now) -> Iterator[Said]:
    """Yield what ``run_due`` would do now that somebody would notice, and change nothing.

    What it forgets or makes again in silence is not told.
    """
    parts = (
        _about_guards, _to_publish, _to_remind, _to_announce, _to_send, _to_build, _to_forget,
    )  # fmt: skip
    for part in parts:
        yield from _kept_apart(part, now)


def _kept_apart(part: Callable[[Now], Iterator[Said]], now: Now) -> Iterator[Said]:
    try:
        yield from part(now)
    except Exception as error:
        logger.exception("A part of the clock failed")
        yield Said(f"A part of the clock failed: {sentence_about(error)}", is_failure=True)


def _about_guards(now: Now) -> Iterator[Said]:
    absent = guards.missing(connection)
    if absent:
        yield Said(
            f"{len(absent)} guards of the record are missing. Run: manage.py migrate",
            is_failure=True,
        )


def _plans(at: datetime) -> list[PlannedPublication]:
    due = PlannedPublication.objects.due_on(london_day(at))
    return list(due.select_related("version__document"))


def _publish(now: Now) -> Iterator[Said]:
    """Publish the approved versions whose day has come; what fails stays on the desk."""
    for plan in _plans(now()):
        at = now()
        try:
            version = publish_as_planned(plan=plan, at=at)
        except Exception as error:
            if not isinstance(error, Refusal):
                logger.exception("A planned publication failed")
            note_failure(plan=plan, failure=sentence_about(error), at=at)
            sentence = f"{plan.version} was not published: {sentence_about(error)}"
            yield Said(sentence, is_failure=True)
        else:
            if version:
                yield Said(f"{version} was published. It is in force.")


@transaction.atomic
def publish_as_planned(*, plan: PlannedPublication, at: datetime) -> Version | None:
    """Publish the version of a plan whose day has come, as whoever planned it.

    Everything is asked again: the roles of the planner today, the text, the decision. The
    version comes into force on the London day of ``at``, however late the clock is. Returns
    None if there is nothing to do any more: another host was first, or the plan was changed.
    Raises MoveRefused with every reason against.
    """
    version = take_turn_with(plan.version)
    rows = PlannedPublication.objects.due_on(london_day(at)).select_related("by")
    fresh = rows.filter(version=version).first()
    if fresh is None:
        return None
    planner = fresh.by.get_full_name() or fresh.by.username
    return publish_version(
        version=version,
        next_review_on=fresh.next_review_on,
        exception=fresh.exception,
        note=f"By the clock, as planned by {planner} on {in_words(london_day(fresh.at))}",
        by=fresh.by,
        at=at,
    )


@transaction.atomic
def note_failure(*, plan: PlannedPublication, failure: str, at: datetime) -> None:
    """Keep why a plan could not be carried out, once for each reason; the clock tries again."""
    take_turn_with(plan.version)
    fresh = PlannedPublication.objects.due_on(london_day(at)).filter(pk=plan.pk).first()
    if fresh is None or fresh.failure == failure:
        return
    fresh.failure, fresh.failed_at = failure, at
    keep(fresh, by=None, at=at, why="The clock could not publish it")


def _to_publish(now: Now) -> Iterator[Said]:
    at = now()
    for plan in _plans(at):
        situation = situation_of(
            plan.version,
            by=plan.by,
            at=at,
            exception=plan.exception,
            next_review_on=plan.next_review_on,
        )
        reasons = reasons_against(Move.PUBLISH, situation)
        if reasons:
            sentence = f"{plan.version} would not be published: {' '.join(reasons)}"
            yield Said(sentence, is_failure=True)
        else:
            yield Said(f"{plan.version} would be published.")


def _remind(now: Now) -> Iterator[Said]:
    for reminder in reminding.write_reminders(at=now()):
        yield Said(f"A reminder of {_counted(len(reminder.items))} was written.")


def _to_remind(now: Now) -> Iterator[Said]:
    for reminder in reminding.reminders_to_write(now()):
        yield Said(f"A reminder of {_counted(len(reminder.items))} would be written.")


def _counted(items: int) -> str:
    return "1 thing that is due" if items == 1 else f"{items} things that are due"


def _announce(now: Now) -> Iterator[Said]:
    for change, told in announcing.announce(at=now()):
        if told:
            people = "1 subscriber is" if told == 1 else f"{told} subscribers are"
            yield Said(f"{people} told of {change.version}.")


def _to_announce(now: Now) -> Iterator[Said]:
    for change in announcing.changes_to_tell():
        yield Said(f"Subscribers would be told of {change.version}.")


def _send(now: Now) -> Iterator[Said]:
    for message, failure in outbox.send_waiting(at=now()):
        if failure:
            yield Said(f"Message {message.pk} was not sent. {failure}", is_failure=True)
        else:
            yield Said(f"Message {message.pk} was sent.")


def _to_send(now: Now) -> Iterator[Said]:
    for message in outbox.messages_to_send(now()):
        yield Said(f"Message {message.pk} would be sent.")


def _build(now: Now) -> Iterator[Said]:
    remade = remake_articles()
    if remade:
        yield Said(f"{remade} pages were made again in the new layout.")
    indexed = index_what_is_missing()
    if indexed:
        yield Said(f"{indexed} texts can be found by the search now.")
    for job in jobs_waiting(now()):
        try:
            job.build(at=now())
        except BuildUnderWay:
            continue
        except Exception as error:
            if not isinstance(error, Refusal):
                logger.exception("%s was not built", job.name)
            yield Said(f"{job.name} was not built: {sentence_about(error)}", is_failure=True)
        else:
            yield Said(f"{job.name} was built.")


def _to_build(now: Now) -> Iterator[Said]:
    for job in jobs_waiting(now()):
        yield Said(f"{job.name} would be built.")


def _forget(now: Now) -> Iterator[Said]:
    for sentence in forgetting.forget(at=now()):
        yield Said(sentence)


def _to_forget(now: Now) -> Iterator[Said]:
    for letter in forgetting.letters_to_erase(now()):
        yield Said(f"Whoever wrote {letter.reference} would be erased.")
    for message in forgetting.messages_to_erase(now()):
        yield Said(f"Whoever message {message.pk} went to would be erased.")
    events = forgetting.events_to_forget(now()).count()
    if events:
        yield Said(f"Who signed in a year ago would be erased: {events} events.")
