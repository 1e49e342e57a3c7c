"""How a version came to be approved, and what became of it: the public record in plain sentences.

Each function tells of one fact, given as plain values: that a text was submitted, that a body
decided. None is given the name of a person, a draft, or what officers keep to themselves.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from policies.domain.dates import in_words, london_day
from policies.domain.entries import Detail, Details, Entry, filled, small, the
from policies.domain.language import _, gettext_noop
from policies.domain.lifecycle import Outcome
from policies.domain.progress import Gathered, Word, progress_along
from policies.domain.routes import Route
from policies.domain.stages import AFTER_DECIDING, Needed, Stage, StageKind


def submitted(
    *, at: datetime, post: str, sha256: str, route: Route | None, is_first: bool,
    amendments: str = "",
) -> Entry:  # fmt: skip
    """Tell that a text was submitted: first, again, or brought into line with a minute.

    ``route`` is the one that it took, None if it is the same as before.
    """
    if amendments:
        said = _("On {day} the text was brought into line with the minute.")
    elif post and is_first:
        said = _("On {day} {post} submitted the text.")
    elif post:
        said = _("On {day} {post} submitted the text again.")
    elif is_first:
        said = _("On {day} the text was submitted.")
    else:
        said = _("On {day} the text was submitted again.")
    taken = ""
    if route and route.name:
        stages = "; ".join(f"{one.position}. {one.title}" for one in route.stages)
        taken = f"{route.name}: {stages}"
    return Entry(
        on=london_day(at),
        at=at,
        stage=_("Conforming") if amendments else _("Submission"),
        who=post,
        sentence=said.format(day=in_words(london_day(at)), post=the(post)),
        details=filled(
            (_("What the body amended"), amendments),
            Detail(_("Route"), taken, stays=True),
            Detail(_("SHA-256 hash of the text"), sha256, stays=True),
        ),
    )


def taken_back(*, at: datetime, by_decision: bool, had_decisions: bool) -> Entry:
    """Tell that a text in review went back to its authors, and what that voided."""
    sentence = (
        _("On {day} the text went back to its authors for changes.")
        if by_decision
        else _("On {day} the text was taken back.")
    ).format(day=in_words(london_day(at)))
    if had_decisions:
        void = _("What had been decided on it no longer counts.")
        sentence = f"{sentence} {void}"
    return Entry(on=london_day(at), at=at, stage=_("Taken back"), sentence=sentence)


_SAID = {
    Outcome.APPROVED: gettext_noop("On {day} {who} approved the text{manner}."),
    Outcome.APPROVED_AS_AMENDED: gettext_noop(
        "On {day} {who} approved the text as amended{manner}."
    ),
    Outcome.APPROVED_IN_PRINCIPLE: gettext_noop(
        "On {day} {who} approved the text in principle{manner}."
    ),
    Outcome.REJECTED: gettext_noop("On {day} {who} rejected the text{manner}."),
    Outcome.RETURNED: gettext_noop("On {day} {who} returned the text for changes{manner}."),
    Outcome.RECOMMENDED: gettext_noop("On {day} {who} recommended the text{manner}."),
    Outcome.DEFERRED: gettext_noop("On {day} {who} put its decision off{manner}."),
    Outcome.NOTED: gettext_noop("On {day} {who} noted the text{manner}."),
}
_SAID_LATER = {
    (StageKind.RATIFY, Outcome.APPROVED): gettext_noop(
        "On {day} {who} ratified the decision{manner}."
    ),
    (StageKind.RATIFY, Outcome.REJECTED): gettext_noop(
        "On {day} {who} refused to ratify the decision{manner}."
    ),
    (StageKind.REPORT_BACK, Outcome.NOTED): gettext_noop(
        "On {day} {who} received the report on the text{manner}."
    ),
}


def decided(
    *,
    on: date,
    at: datetime,
    who: str,
    stage: Stage | None,
    outcome: Outcome,
    minute: str,
    details: Details,
    counts: bool,
    manner: str = "",
) -> Entry:
    """Tell what a body, or an officer in some ``manner``, decided on a text."""
    said = _SAID[outcome]
    label = _("Decision") if outcome in _DECISIVE else outcome.label
    if stage:
        said, label = _SAID_LATER.get((stage.kind, outcome), said), stage.kind.label
    how = f"{f' {manner}' if manner else ''}{f' ({minute})' if minute else ''}"
    sentence = _(said).format(day=in_words(on), who=the(who), manner=how)
    voided = _("That no longer counts.")
    return Entry(
        on=on,
        at=at,
        stage=label,
        who=who,
        outcome=outcome.label,
        minute=minute,
        sentence=sentence if counts else f"{sentence} {voided}",
        details=details,
        counts=counts,
    )


_DECISIVE = frozenset(_SAID) - {Outcome.RECOMMENDED, Outcome.DEFERRED, Outcome.NOTED}


def certified(*, at: datetime, post: str, statement: str, exception: str) -> Entry:
    """Tell that a conformed text was certified."""
    who = post or _("Monitoring Officer")
    return Entry(
        on=london_day(at),
        at=at,
        stage=_("Certificate"),
        who=who,
        sentence=_("On {day} {who} certified that the text is what the minute says.").format(
            day=in_words(london_day(at)), who=the(who)
        ),
        details=filled((_("Certificate"), statement), (_(EXCEPTION), exception)),
    )


EXCEPTION = gettext_noop("Recorded exception")


def commented(
    *, on: date, at: datetime, who: str, topic: str, stance: str, text: str, exception: str,
    is_stale: bool,
) -> Entry:  # fmt: skip
    """Tell what a post said of a text, where it was marked for the public."""
    sentence = _("On {day} {who} commented ({topic}): {stance}.").format(
        day=in_words(on), who=the(who), topic=topic, stance=small(stance)
    )
    stale = _("The text has changed since.")
    return Entry(
        on=on,
        at=at,
        stage=StageKind.COMMENT.label,
        who=who,
        outcome=stance,
        sentence=f"{sentence} {stale}" if is_stale else sentence,
        details=filled((_("Comment"), text), (_(EXCEPTION), exception)),
        counts=not is_stale,
    )


def consulted(
    *, opens_on: date, closes_on: date, whom: str, method: str, summary: str, effect: str
) -> Entry:
    """Tell of a consultation, and of what came of it once it is closed."""
    return Entry(
        on=opens_on,
        stage=StageKind.CONSULT.label,
        who=whom,
        sentence=_("From {first_day} to {last_day} the council consulted: {whom}.").format(
            first_day=in_words(opens_on), last_day=in_words(closes_on), whom=whom
        ),
        details=filled(
            (_("How"), method), (_("What was said"), summary), (_("What changed"), effect)
        ),
    )


def assessed(*, at: datetime, post: str, subject: str, outcome: str, reason: str) -> Entry:
    """Tell of an impact assessment."""
    return Entry(
        on=london_day(at),
        at=at,
        stage=StageKind.ASSESS.label,
        who=post,
        outcome=outcome,
        sentence=_("On {day} the impact was assessed ({subject}): {outcome}.").format(
            day=in_words(london_day(at)), subject=small(subject), outcome=small(outcome)
        ),
        details=filled((_("Reason"), reason)),
    )


def weighed(*, at: datetime, options: Sequence[tuple[str, str, bool]]) -> Entry:
    """Tell of the options considered: each with what speaks for and against it, and whether it
    was recommended."""
    recommended = _("recommended")
    return Entry(
        on=london_day(at),
        at=at,
        stage=_("Options considered"),
        sentence=_("By {day} these options had been considered.").format(
            day=in_words(london_day(at))
        ),
        details=tuple(
            Detail(
                _("Option"),
                f"{option} ({recommended}): {words}" if is_recommended else f"{option}: {words}",
            )
            for option, words, is_recommended in options
        ),
    )


def happened(
    *, on: date, stage: str, sentence: str, at: datetime | None = None, who: str = "",
    details: Details = (), **named: object,
) -> Entry:  # fmt: skip
    """Tell anything else in a sentence with a place for the ``day``, and for what is ``named``."""
    return Entry(
        on=on,
        at=at,
        stage=stage,
        who=who,
        sentence=sentence.format(day=in_words(on), **named),
        details=details,
    )


def to_come(route: Route, words: Iterable[Word], in_force_from: date | None) -> Iterator[Entry]:
    """Yield the stages after the decision that the version has not met. ``in_force_from`` is
    None for a version that is in force no more."""
    for step in progress_along(route, Gathered(words=tuple(words))):
        stage = step.stage
        if stage.kind not in AFTER_DECIDING or step.is_met:
            continue
        if in_force_from is None:
            said = _("{what} by {whom} is not on record.")
        elif stage.within_days:
            said = _("{what} by {whom} is still to come; it is due by {day}.")
        else:
            said = _("{what} by {whom} is still to come.")
        due = timedelta(days=stage.within_days or 0)
        sentence = said.format(
            what=stage.kind.label,
            whom=_those(stage),
            day=in_words(in_force_from + due) if in_force_from else "",
        )
        yield Entry(on=None, stage=stage.kind.label, who=stage.named, sentence=sentence)


def _those(stage: Stage) -> str:
    joint = _(" and ") if stage.needed is Needed.ALL else _(" or ")
    return joint.join(the(party.name) for party in stage.parties) or stage.named
