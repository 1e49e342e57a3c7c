"""Every reason why a move is refused, as sentences that say why and who can.

Standing orders and the separation of duties meet here: nobody decides, confirms or
publishes text that they wrote; what is decided is the exact text that was submitted.
A refusal lists all its reasons at once.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from policies.domain.dates import about_being_far, in_words
from policies.domain.grants import Grant
from policies.domain.lifecycle import MOVES, Move, Outcome, Status
from policies.domain.progress import Progress
from policies.domain.roles import ABILITIES, Ability, Role, roles_named
from policies.domain.stages import DECIDING

CLOSED_ACCOUNT = "This account is closed. An Administrator can open it again."


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionFacts:
    """What the rules need to know of the last decision on the submission in question.

    ``is_carried`` is one that was made on the text that this submission conforms to its minute.
    """

    outcome: Outcome
    is_confirmed: bool
    entered_by_actor: bool
    is_by_officer: bool = False
    is_carried: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """All that decides whether a move is open: the version, the person, the day, what is stated.

    ``posts`` names by their keys the posts that the person holds, or deputises for. ``wrote`` is
    whether the person is among the authors of this version (all of them count,
    not the last click). ``exception`` is the reason that a council with a sole officer gives.
    """

    status: Status | None
    day: date
    roles: frozenset[Role] = frozenset()
    posts: frozenset[int] = frozenset()
    is_active: bool = True
    wrote: bool = False
    sole_officer: bool = False
    exception: str = ""
    reason: str = ""
    text_problems: tuple[str, ...] = ()
    text_is_as_submitted: bool = True
    decision: DecisionFacts | None = None
    is_conformed: bool = False
    is_certified: bool = False
    progress: tuple[Progress, ...] = ()
    grants: tuple[Grant, ...] = ()
    called_in: str = ""
    planned_for: date | None = None
    is_for_everyone: bool = False
    is_sensitive: bool = False
    last_in_force: str = ""
    last_in_force_from: date | None = None
    next_review_on: date | None = None
    open_version: str = ""


_SEPARATED = frozenset({Move.APPROVE, Move.REJECT, Move.PUBLISH})
_VERBS = {Move.APPROVE: "confirm", Move.REJECT: "confirm", Move.PUBLISH: "publish"}
_DONE_BY = {
    Move.START: "start a version",
    Move.SUBMIT: "submit a draft",
    Move.RECALL: "recall a version in review",
    Move.REQUEST_CHANGES: "request changes to a version in review",
    Move.CONFORM: "conform a version to its minute",
    Move.REJECT: "confirm that a version was rejected",
    Move.APPROVE: "confirm that a version was approved",
    Move.RESCIND: "rescind an approved version",
    Move.PUBLISH: "publish an approved version",
    Move.WITHDRAW: "withdraw the version in force",
    Move.DISCARD: "discard a draft",
    Move.RECORD_PAST: "record a past version",
}


def reasons_against(move: Move, situation: Situation, *, by_form: bool = False) -> tuple[str, ...]:
    """Return every reason against this move in this situation; none means that it is open.

    ``by_form`` leaves out the reasons that the form of the move is there to settle (a reason
    not yet typed), so that the desk can tell an open move from a closed one.
    """
    if move is Move.SUPERSEDE:
        return ("A version is superseded only by publishing its successor.",)
    reasons = [*_about_the_person(move, situation), *_about_the_status(move, situation)]
    if not reasons or situation.status is MOVES[move].origin:
        reasons.extend(_about_the_matter(move, situation))
    if not by_form:
        reasons.extend(_about_what_is_stated(move, situation))
    return tuple(reasons)


def _about_the_person(move: Move, situation: Situation) -> Iterator[str]:
    allowed = MOVES[move].roles
    if move is Move.APPROVE:
        # The monitoring officer certifies a conformed text; any other decision is confirmed.
        waits_for_certificate = situation.is_conformed and not situation.is_certified
        ability = Ability.CERTIFY if waits_for_certificate else Ability.CONFIRM_DECISION
        allowed = ABILITIES[ability]
    if not situation.is_active:
        yield CLOSED_ACCOUNT
    elif allowed.isdisjoint(situation.roles):
        yield f"Only {roles_named(allowed)} can {_DONE_BY[move]}."
    elif move in _SEPARATED:
        yield from reasons_of_separation(_VERBS[move], situation)


def reasons_of_separation(verb: str, situation: Situation) -> Iterator[str]:
    """Yield why a person who wrote the text may not decide, confirm or publish it.

    A council with a sole officer may go on, with a reason that is shown in public; but what an
    officer decided alone is always confirmed by another one.
    """
    decision = situation.decision
    excused = situation.sole_officer and situation.exception.strip()
    if verb == "confirm" and decision and decision.is_by_officer:
        excused = ""
    if situation.wrote and not excused:
        yield (
            f"You wrote part of this text, and nobody may {verb} text that they wrote. "
            "Someone who is not among its authors can."
        )
    entered = verb == "confirm" and decision and decision.entered_by_actor
    if entered and not excused:
        yield (
            "You entered this decision, and a second person confirms it. "
            f"{_sentence(roles_named(ABILITIES[Ability.CONFIRM_DECISION]))} can."
        )


def exception_relied_on(situation: Situation, *, as_second_officer: bool = False) -> str:
    """Return the sole officer's reason if the act needed it, so that only such are on record.

    Having entered the decision counts only for the second officer's word on it.
    """
    decision = situation.decision
    entered = as_second_officer and decision is not None and decision.entered_by_actor
    needed = situation.sole_officer and (situation.wrote or entered)
    return situation.exception.strip() if needed else ""


def _about_the_status(move: Move, situation: Situation) -> Iterator[str]:
    rule = MOVES[move]
    if situation.status is not rule.origin and rule.origin is not None:
        now = situation.status.phrase if situation.status else "not there yet"
        yield f"This version is {now}; only one that is {rule.origin.phrase} allows this."
    if move is Move.START and situation.open_version:
        yield (
            f"Version {situation.open_version} is already open. "
            "Finish, discard or rescind it first: a document has one open version at a time."
        )


def _about_the_matter(move: Move, situation: Situation) -> Iterator[str]:
    """Yield the reasons that lie in the text, the decision and the dates."""
    if move is Move.SUBMIT:
        yield from situation.text_problems
        if situation.is_sensitive and situation.is_for_everyone:
            yield (
                "A text classified OFFICIAL-SENSITIVE cannot be for everyone. "
                "Change the classification or who may read it."
            )
    elif move is Move.RECALL and _is_decided(situation):
        yield (
            "A body has decided on this text. "
            f"{_sentence(roles_named(MOVES[Move.REQUEST_CHANGES].roles))} can request changes."
        )
    elif move in (Move.APPROVE, Move.REJECT):
        yield from _about_the_decision(move, situation)
    elif move is Move.CONFORM:
        decision = situation.decision
        amended = decision and decision.outcome is Outcome.APPROVED_AS_AMENDED
        if not (decision and amended and decision.is_confirmed):
            yield "A text is conformed only to a confirmed decision “approved as amended”."
    elif move is Move.PUBLISH:
        yield from situation.text_problems
        yield from _about_publishing(situation)
    if move in (Move.PUBLISH, Move.APPROVE, Move.CONFORM) and not situation.text_is_as_submitted:
        yield (
            "The text is not the text that was decided: its hash differs from the submission’s. "
            "Nothing can go on until the monitoring officer has looked into it."
        )


def _is_decided(situation: Situation) -> bool:
    """Whether a deciding body has approved: what remains is to carry it out (glossary: recall)."""
    decision = situation.decision
    amended = decision is not None and decision.outcome is Outcome.APPROVED_AS_AMENDED
    has_approved = any(one.had for one in situation.progress if one.stage.kind in DECIDING)
    return (
        situation.is_conformed
        or has_approved
        or bool(decision and amended and decision.is_confirmed)
    )


def _about_the_decision(move: Move, situation: Situation) -> Iterator[str]:
    decision = situation.decision
    if move is Move.APPROVE and situation.is_conformed:
        return
    if decision is None:
        yield (
            "No decision on this submission has been entered. "
            f"{_sentence(roles_named(ABILITIES[Ability.ENTER_DECISION]))} can enter it."
        )
    elif decision.outcome.move is not move:
        yield f"The decision entered is “{decision.outcome.label.lower()}”."
        if decision.outcome is Outcome.APPROVED_AS_AMENDED and decision.is_confirmed:
            yield (
                f"{_sentence(roles_named(MOVES[Move.CONFORM].roles))} can conform the text "
                "to the minute; the Monitoring Officer then certifies it."
            )


def _about_publishing(situation: Situation) -> Iterator[str]:
    if situation.called_in:
        yield (
            f"It was called in ({situation.called_in}) and is held. "
            f"{_sentence(roles_named(ABILITIES[Ability.CALL_IN]))} can release it once that is "
            "decided."
        )
    last, last_day = situation.last_in_force, situation.last_in_force_from
    if last_day and last_day >= situation.day:
        yield (
            f"{last} came into force on {in_words(last_day)}. "
            "One version a day: publish this one tomorrow or later."
        )
    if situation.next_review_on and situation.next_review_on <= situation.day:
        yield "The next review must be after the day of publication."
    yield from about_being_far(situation.next_review_on, today=situation.day)


def _about_what_is_stated(move: Move, situation: Situation) -> Iterator[str]:
    if MOVES[move].needs_reason and not situation.reason.strip():
        yield "Say why. The reason is kept on the record."


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def reasons_against_writing(situation: Situation) -> tuple[str, ...]:
    """Return every reason against changing the text of this version."""
    return (
        *about_the_ability(Ability.WRITE, "change the text of a version", situation),
        *about_being(Status.DRAFT, "only the text of a draft can be changed", situation),
    )


def reasons_against_bringing_in(situation: Situation) -> tuple[str, ...]:
    """Return every reason against bringing a file into the open draft, or into a new one.

    ``status`` is that of the open version, None if there is none.
    """
    if situation.status is Status.DRAFT:
        return reasons_against_writing(situation)
    return (*reasons_against(Move.START, situation), *_who_can_open_again(situation))


def _who_can_open_again(situation: Situation) -> Iterator[str]:
    if situation.status is Status.IN_REVIEW:
        yield f"{_sentence(roles_named(MOVES[Move.RECALL].roles))} can recall it to a draft."
    elif situation.status is Status.APPROVED:
        yield f"{_sentence(roles_named(MOVES[Move.RESCIND].roles))} can rescind it."


def about_the_ability(ability: Ability, act: str, situation: Situation) -> Iterator[str]:
    """Yield why this person may not do this at all: the account, or the role."""
    if not situation.is_active:
        yield CLOSED_ACCOUNT
    elif ABILITIES[ability].isdisjoint(situation.roles):
        yield f"Only {roles_named(ABILITIES[ability])} can {act}."


def about_being(status: Status, rule: str, situation: Situation) -> Iterator[str]:
    """Yield that the version is not in this status, if it is not."""
    if situation.status is not status:
        now = situation.status.phrase if situation.status else "not there yet"
        yield f"This version is {now}; {rule}."
