"""Every move of the portal as one call with random choices, for the test of what always holds."""

from collections.abc import Callable
from datetime import timedelta
from random import Random

from policies.actions import (
    certifying,
    deciding,
    drafting,
    publishing,
    submitting,
    text,
)
from policies.actions.gathering import progress_of
from policies.actions.keeping_routes import StageWords
from policies.actions.submitting import Amendment
from policies.domain.lifecycle import Outcome
from policies.domain.numbering import ChangeClass
from policies.domain.roles import Role
from policies.domain.stages import StageKind
from policies.models import Body, Decision, Section, Version
from tests.factories import Town


class Council:
    """The town at one moment of its work: its documents, its people, its clock."""

    def __init__(self, town: Town) -> None:
        self.town, self.at = town, town.at
        cabinet = town.make_body("Cabinet", "cabinet")
        district = town.make_body("District Council", "council")
        route = town.make_route(
            StageWords(position=1, kind=StageKind.SCRUTINISE, bodies=(town.body,)),
            StageWords(position=2, kind=StageKind.DECIDE, bodies=(cabinet, district)),
            StageWords(position=3, kind=StageKind.NOTE, bodies=(town.body,)),
        )
        self.bodies: list[Body] = [town.body, cabinet, district]
        self.documents = [
            town.make_document("rules", "Rules"),
            town.make_document("code", "Code", route=route),
        ]
        self.people = [town.author, town.officer, town.clerk, town.confirmer, town.monitoring]
        # One who could do everything, were it not for the separation of duties.
        self.everyone = town.make_person("everyone", *(set(Role) - {Role.MEMBER}))

    def who(self, choices: Random, likely) -> dict:
        """By whom and when: mostly whoever can, sometimes anybody."""
        others = [*self.people, self.everyone, self.town.member]
        person = likely if choices.random() < 0.9 else choices.choice(others)
        # The rights are read anew, as in a new request.
        return {"by": type(person).objects.get(pk=person.pk), "at": self.at}

    def version(self, choices: Random, *statuses: str) -> Version | None:
        """A version in one of these statuses, or now and then any."""
        rows = Version.objects.select_related("document__council", "submission")
        fitting = rows.filter(status__in=statuses) if choices.random() < 0.9 else rows
        found = list(fitting.order_by("pk"))
        return choices.choice(found) if found else None

    def section(self, choices: Random, version: Version) -> Section | None:
        found = list(version.sections.all())
        return choices.choice(found) if found else None


def start(council: Council, choices: Random) -> bool:
    change = choices.choice([ChangeClass.SUBSTANTIVE, ChangeClass.MINOR])
    version = drafting.start_version(
        document=choices.choice(council.documents),
        change_class=change,
        **council.who(choices, council.town.author),
    )
    version.change_summary, version.change_reason = "What changed.", "Why it changed."
    drafting.save_draft(version=version, by=council.town.author, at=council.at)
    section = version.sections.first() or Section(version=version, heading="Scope")
    section.body = f"Members must follow rule {choices.randint(1, 99)}."
    text.save_section(section=section, by=council.town.author, at=council.at)
    return True


def write(council: Council, choices: Random) -> bool:
    version = council.version(choices, "draft")
    if version is None:
        return False
    section = council.section(choices, version)
    if section is None or choices.random() < 0.3:
        section = Section(version=version, heading=f"Part {choices.randint(1, 9)}")
    section.body = f"Members should follow rule {choices.randint(1, 99)}."
    text.save_section(section=section, **council.who(choices, council.town.author))
    return True


def remove(council: Council, choices: Random) -> bool:
    version = council.version(choices, "draft")
    section = council.section(choices, version) if version else None
    if section:
        text.remove_section(section=section, **council.who(choices, council.town.author))
        return True
    return False


def submit(council: Council, choices: Random) -> bool:
    version = council.version(choices, "draft")
    if version:
        submitting.submit_version(version=version, **council.who(choices, council.town.author))
        return True
    return False


def recall(council: Council, choices: Random) -> bool:
    version = council.version(choices, "in_review")
    if version:
        who = council.who(choices, council.town.author)
        submitting.recall_version(version=version, reason=_reason(choices), **who)
        return True
    return False


def request_changes(council: Council, choices: Random) -> bool:
    version = council.version(choices, "in_review")
    if version:
        who = council.who(choices, council.town.officer)
        submitting.request_changes(version=version, reason=_reason(choices), **who)
        return True
    return False


def enter(council: Council, choices: Random) -> bool:
    version = council.version(choices, "in_review", "in_force")
    if version is None:
        return False
    body, outcome = choices.choice(council.bodies), choices.choice(list(Outcome))
    submission = version.submission
    waiting = [one for one in progress_of(submission) if not one.is_met] if submission else []
    if waiting and choices.random() < 0.85:
        stage = waiting[0].stage
        named = [party.pk for party in waiting[0].waits_for]
        body = choices.choice([one for one in council.bodies if one.pk in named] or council.bodies)
        others = [one for one in stage.outcomes[1:2] if choices.random() < 0.3]
        outcome = (others or stage.outcomes)[0]
    deciding.enter_decision(
        version=version,
        body=body,
        outcome=outcome,
        decided_on=council.at.date(),
        minute_reference="Minute 4",
        resolution="RESOLVED: so.",
        **council.who(choices, council.town.clerk),
    )
    return True


def confirm(council: Council, choices: Random) -> bool:
    decision = _unconfirmed(choices)
    if decision:
        deciding.confirm_decision(decision=decision, **council.who(choices, council.town.confirmer))
        return True
    return False


def decline(council: Council, choices: Random) -> bool:
    decision = _unconfirmed(choices)
    if decision:
        who = council.who(choices, council.town.confirmer)
        deciding.decline_decision(decision=decision, reason=_reason(choices), **who)
        return True
    return False


def conform(council: Council, choices: Random) -> bool:
    version = council.version(choices, "in_review")
    section = council.section(choices, version) if version else None
    if version is None or section is None:
        return False
    words = f"Members must follow rule {choices.randint(100, 199)}."
    submitting.conform_version(
        version=version,
        amendments=[Amendment(section=section, heading=section.heading, body=words)],
        summary="The rule.",
        **council.who(choices, council.town.author),
    )
    return True


def certify(council: Council, choices: Random) -> bool:
    version = council.version(choices, "in_review")
    if version:
        who = council.who(choices, council.town.monitoring)
        certifying.certify_conformed(version=version, statement="Compared.", **who)
        return True
    return False


def publish(council: Council, choices: Random) -> bool:
    version = council.version(choices, "approved")
    if version:
        review = council.at.date() + timedelta(days=choices.choice([0, 300, 300, 300]))
        publishing.publish_version(
            version=version, next_review_on=review, **council.who(choices, council.town.officer)
        )
        return True
    return False


def rescind(council: Council, choices: Random) -> bool:
    version = council.version(choices, "approved")
    if version:
        who = council.who(choices, council.town.officer)
        publishing.rescind_version(
            version=version, reason=_reason(choices), authority="Minute 9", **who
        )
        return True
    return False


def withdraw(council: Council, choices: Random) -> bool:
    version = council.version(choices, "in_force")
    if version:
        who = council.who(choices, council.town.officer)
        publishing.withdraw_version(version=version, reason=_reason(choices), **who)
        return True
    return False


def discard(council: Council, choices: Random) -> bool:
    version = council.version(choices, "draft")
    if version:
        who = council.who(choices, council.town.author)
        drafting.discard_draft(version=version, reason=_reason(choices), **who)
        return True
    return False


def _reason(choices: Random) -> str:
    return choices.choice(["Because of this.", "Because of this.", " "])


def _unconfirmed(choices: Random) -> Decision | None:
    rows = Decision.objects.select_related("submission__version")
    waiting = rows.filter(confirmation__isnull=True) if choices.random() < 0.9 else rows
    found = list(waiting.order_by("-pk")[:3])
    return choices.choice(found) if found else None


# Makes the move, or raises Refusal; returns False where there was nothing to make it on.
Move = Callable[[Council, Random], bool]
MOVES: tuple[Move, ...] = (
    start, write, remove, submit, recall, request_changes, enter, confirm, decline, conform,
    certify, publish, rescind, withdraw, discard,
)  # fmt: skip
# What a council mostly does next, so that texts come to the end of their lifecycle too.
LIKELY: dict[str, tuple[Move, ...]] = {
    "draft": (write, submit, submit, submit),
    "in_review": (enter, enter, enter, confirm, confirm, confirm, conform, certify),
    "approved": (publish, publish, publish, rescind),
    "in_force": (start, start, enter, withdraw),
}


def next_move(council: Council, choices: Random) -> Move:
    """A move that the state of some version suggests; now and then any."""
    statuses = [row.status for row in Version.objects.all() if row.status in LIKELY]
    if choices.random() < 0.15:
        return choices.choice(MOVES)
    if not statuses:
        return start
    return choices.choice(LIKELY[choices.choice(statuses)])
