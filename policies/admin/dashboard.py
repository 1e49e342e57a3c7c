"""The parts of the desk's first page: what waits, for whom, since when, and where it is done."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse

from policies.actions.waiting import (
    Waiting,
    coming_reviews,
    file_failures,
    open_work,
    urgent_ones,
)
from policies.admin.moves.table import PAGES
from policies.admin.peoplelines import (
    accounts_without_a_role,
    lists_of_settings,
    posts_without_a_holder,
)
from policies.admin.reports import table as reportpages
from policies.admin.requests.lines import letters_waiting
from policies.admin.restrictions.lines import restrictions_waiting
from policies.admin.versions.new import WAYS
from policies.admin.versions.standing import address_of, urgency_of
from policies.domain.dates import in_words, london_day
from policies.domain.lifecycle import Status
from policies.domain.nextstep import has_part_in_steps
from policies.domain.reviews import NOTICE_OF_REVIEW
from policies.domain.roles import Ability
from policies.models import Message, PlannedPublication, User, Version

REPORT_PAGES = {page.slug: page for page in reportpages.PAGES}
# As many lines as leave the next part on the first screen; the others are a press away.
# What waits for the person comes second, and stays in sight as a whole.
DRAFTS_IN_SIGHT = 3
WAITING_IN_SIGHT = 12
OTHERS_IN_SIGHT = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that waits: what it is, what is known of it, and the one thing to do about it."""

    title: str
    address: str
    status: Status | None = None
    sentences: tuple[str, ...] = ()
    quiet: str = ""
    act: str = ""
    act_address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The lines that answer one question, or the sentence that there are none.

    ``lists`` are names and addresses of lists that belong to it, for whoever keeps them.
    """

    slug: str
    title: str
    empty: str
    lines: tuple[Line, ...]
    most_in_sight: int = OTHERS_IN_SIGHT
    is_for_actor: bool = False
    lists: tuple[tuple[str, str], ...] = ()

    @property
    def in_sight(self) -> tuple[Line, ...]:
        return self.lines[: self.most_in_sight]

    @property
    def out_of_sight(self) -> tuple[Line, ...]:
        return self.lines[self.most_in_sight :]


def parts_for(person: User, *, at: datetime) -> Iterator[Part]:
    """Yield what this person's desk answers, in order; what they can never have is left out."""
    work = [*open_work(by=person, at=at), *urgent_ones(by=person, at=at)]
    day = london_day(at)
    yield from _own_parts(person, work, day)
    if person.can(Ability.ANSWER_READERS):
        yield Part(
            slug="readers",
            title="From readers",
            empty="No reader waits for an answer.",
            lines=tuple(Line(**one) for one in letters_waiting(day)),
            is_for_actor=True,
        )
    asked = restrictions_waiting(person, at) if person.can(Ability.RESTRICT) else ()
    if lines := tuple(Line(**one) for one in asked):
        # So rare that nobody needs to be told every day that there is nothing.
        yield Part(
            slug="restrictions", title="Hiding by law", empty="", lines=lines, is_for_actor=True
        )
    yield Part(
        slug="for-others",
        title="Waiting for others",
        empty="Nothing waits for others.",
        lines=_lines(work, day, lambda one: not one.is_for_actor),
    )
    yield Part(
        slug="reviews",
        title="Coming reviews",
        empty=f"No review is due in the next {NOTICE_OF_REVIEW.days} days.",
        lines=tuple(_review_lines(coming_reviews(by=person, at=at), day)),
        lists=(("Everything that is coming", reverse("admin:policies_review_changelist")),),
    )
    yield Part(
        slug="failures",
        title="Failures",
        empty="Nothing failed, and no file is missing.",
        lines=tuple(_failure_lines(at)),
    )


def _own_parts(person: User, work: list[Waiting], day: date) -> Iterator[Part]:
    if person.can(Ability.WRITE):
        yield Part(
            slug="my-drafts",
            title="My drafts",
            empty="You have no drafts.",
            lines=_lines(work, day, lambda one: one.is_for_actor and one.version.is_draft),
            most_in_sight=DRAFTS_IN_SIGHT,
            is_for_actor=True,
        )
    if has_part_in_steps(person.roles):
        yield Part(
            slug="for-me",
            title="Waiting for me",
            empty="Nothing waits for you.",
            lines=_lines(work, day, lambda one: one.is_for_actor and not one.version.is_draft),
            most_in_sight=WAITING_IN_SIGHT,
            is_for_actor=True,
        )
    if person.can(Ability.KEEP_PEOPLE):
        yield Part(
            slug="people",
            title="People and settings",
            empty="Every account has a role, and every post with a role is held by somebody.",
            lines=tuple(
                Line(**one) for one in (*accounts_without_a_role(day), *posts_without_a_holder(day))
            ),
            lists=tuple(lists_of_settings(person)),
        )


def _lines(work: list[Waiting], day: date, belongs: Callable[[Waiting], bool]) -> tuple[Line, ...]:
    return tuple(_line(one, day) for one in work if belongs(one))


def _line(one: Waiting, day: date) -> Line:
    version = one.version
    return Line(
        title=str(version),
        address=_page_of(version),
        status=version.state,
        sentences=tuple(filter(None, (urgency_of(version), *_sentences(one)))),
        quiet=_since(one, day),
        **_link(one),
    )


def _sentences(one: Waiting) -> Iterator[str]:
    """Who does what, unless the button says it; and why not, to whoever has the role for it."""
    if one.step is None and one.situation.planned_for:
        yield f"The clock publishes it on {in_words(one.situation.planned_for)}."
    if one.step and (one.reasons or not one.is_for_actor):
        yield f"Next: {one.step.sentence_in(one.situation)}."
        if one.step.roles & one.situation.roles:
            yield from one.reasons


def _since(one: Waiting, day: date) -> str:
    words = []
    if one.version.is_draft and not one.is_for_actor:
        words.append(f"Written by the {one.version.author_post}.")
    if one.since:
        began = london_day(one.since)
        words.append(f"Since {in_words(began)}, {_days(day - began)}.")
    return " ".join(words)


def _days(time: timedelta) -> str:
    if time.days < 1:
        return "today"
    return "1 day" if time.days == 1 else f"{time.days} days"


def _link(one: Waiting) -> dict[str, str]:
    """The words and the address of the page of the step, if it is open to the person."""
    step, version = one.step, one.version
    if step is None or not one.is_for_actor or one.reasons:
        return {}
    if step.slug in WAYS:
        address = reverse(
            f"admin:policies_document_{WAYS[step.slug].name}", args=[version.document_id]
        )
        return {"act": WAYS[step.slug].title, "act_address": address}
    page = PAGES.get(step.slug) or REPORT_PAGES.get(step.slug)
    if page:
        return {"act": page.title, "act_address": address_of(page, version)}
    return {"act": "Go on writing", "act_address": _page_of(version)}


def _page_of(version: Version, part: str = "") -> str:
    address = reverse("admin:policies_version_change", args=[version.pk])
    return f"{address}#{part}" if part else address


def _review_lines(reviews: Iterable[Waiting], day: date) -> Iterator[Line]:
    for one in reviews:
        version = one.version
        link = _link(one)
        if version.open_sibling:
            address = reverse("admin:policies_version_change", args=[version.open_sibling])
            link = {"act": "Go to the open version", "act_address": address}
        yield Line(
            title=str(version),
            address=_page_of(version),
            sentences=(_review_in_words(version.next_review_on, day), *_sentences(one)),
            **link,
        )


def _review_in_words(due: date, day: date) -> str:
    if due < day:
        return (
            f"Its review was due by {in_words(due)} and is {_days(day - due)} overdue. "
            "The text still applies."
        )
    when = "today" if due == day else f"in {_days(due - day)}"
    return f"Its review is due by {in_words(due)}, {when}."


def _failure_lines(at: datetime) -> Iterator[Line]:
    yield from _clock_failure_lines()
    for failure in file_failures(at):
        yield Line(
            title=str(failure.version),
            address=_page_of(failure.version),
            status=failure.version.state,
            sentences=failure.sentences,
            act="See its files",
            act_address=_page_of(failure.version, "files"),
        )


def _clock_failure_lines() -> Iterator[Line]:
    """What the clock could not publish or send; it goes on trying."""
    failed = PlannedPublication.objects.failed().select_related("version")
    for plan in failed.order_by("failed_at"):
        yield Line(
            title=str(plan.version),
            address=_page_of(plan.version),
            status=plan.version.state,
            sentences=(plan.sentence,),
            act="See what can be done",
            act_address=_page_of(plan.version),
        )
    unsent = Message.objects.waiting().filter(failures__gt=0)
    last = unsent.order_by("-failures", "id").first()
    if last:
        messages = unsent.count()
        address = reverse("admin:policies_message_changelist")
        yield Line(
            title="Mail",
            address=address,
            sentences=(
                f"{messages} message{'' if messages == 1 else 's'} could not be sent. The clock "
                f"tries again. {last.last_failure}",
            ),
            act="See the mail",
            act_address=address,
        )
