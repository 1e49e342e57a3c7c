"""What the page of a date says first: what was in force on that day, and from when to when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from policies.domain.content import Kind
from policies.domain.dates import in_words
from policies.domain.language import _
from policies.domain.periods import Period, Place
from policies.domain.standing import of_this


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A day that someone asks about, seen from today.

    ``place`` is where the day stands or, if it is still to come, where today does: what is in
    force on a later day nobody knows yet. ``planned_on`` is the day from which a new version was
    announced, if one was.
    """

    day: date
    place: Place
    today: date
    kind: Kind = Kind.POLICY
    planned_on: date | None = None

    @property
    def is_to_come(self) -> bool:
        """Whether the day is still to come, so that nobody can say what will be in force."""
        return self.day > self.today


def sentences_about_day(asked: Asked) -> tuple[str, ...]:
    """Return what was in force on the day asked about, the most important sentence first."""
    if asked.is_to_come:
        return tuple(_about_a_day_to_come(asked))
    if asked.place.in_force:
        return tuple(_about_the_version(asked, asked.place.in_force))
    return tuple(_about_no_version(asked.place))


def sentence_about_period(period: Period, *, gave_way_to: Period | None = None) -> str:
    """Return from when to when a version was in force, and why it ended if that is known."""
    begins = in_words(period.begins)
    if period.ends is None:
        return _("It has been in force since {begins} and still is.").format(begins=begins)
    if period.is_withdrawn:
        said = _("It was in force from {begins} until {ends}, when it was withdrawn.")
    elif gave_way_to:
        said = _("It was in force from {begins} until {ends}, when version {next} took its place.")
    else:
        said = _("It was in force from {begins} until {ends}.")
    return said.format(
        begins=begins,
        ends=in_words(period.ends),
        next=gave_way_to.number if gave_way_to else "",
    )


def _about_the_version(asked: Asked, period: Period) -> Iterator[str]:
    said = (
        _("Today, {day}, version {number} {of_this} is in force.")
        if asked.day == asked.today
        else _("On {day} version {number} {of_this} was in force.")
    )
    yield said.format(day=in_words(asked.day), number=period.number, of_this=of_this(asked.kind))
    yield sentence_about_period(
        period, gave_way_to=asked.place.after if asked.place.gave_way else None
    )
    if asked.day == asked.today:
        yield from _about_the_plan(asked)


def _about_no_version(place: Place) -> Iterator[str]:
    """The words are the same where a text for officers was in force: it leaves no trace here."""
    yield _("On {day} no public version of this document was in force.").format(
        day=in_words(place.day)
    )
    before, after = place.before, place.after
    if before and before.ends:
        ended = (
            _("Version {number} was withdrawn from {ends} on.")
            if before.is_withdrawn
            else _("Version {number} was in force until {ends}.")
        )
        yield ended.format(number=before.number, ends=in_words(before.ends))
    if after:
        begins = (
            _("The next version, {number}, came into force on {begins}.")
            if before
            else _("The first version on record, {number}, came into force on {begins}.")
        )
        yield begins.format(number=after.number, begins=in_words(after.begins))


def _about_a_day_to_come(asked: Asked) -> Iterator[str]:
    day, today = in_words(asked.day), in_words(asked.today)
    yield _("{day} is still to come, so what will be in force then is not certain.").format(day=day)
    if asked.place.in_force:
        yield _("Today, {today}, version {number} {of_this} is in force.").format(
            today=today, number=asked.place.in_force.number, of_this=of_this(asked.kind)
        )
    else:
        yield _("Today, {today}, no public version of this document is in force.").format(
            today=today
        )
    yield from _about_the_plan(asked)
    if asked.planned_on is None:
        yield _("No change has been announced.")


def _about_the_plan(asked: Asked) -> Iterator[str]:
    planned = asked.planned_on
    if planned is None:
        return
    if planned <= asked.today:
        said = _("A new version was announced for {day} and is not in force yet.")
    else:
        said = _("From {day} a new version applies, as announced.")
    yield said.format(day=in_words(planned))
