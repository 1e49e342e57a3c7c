"""The saved states of a version and of all its text, read together as entries of one history.

An entry is what one person saved at one moment. However many entries there are, and however
many rows they touched, they take the same few queries.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, Max, QuerySet

from policies.admin.history.words import description_of, item_of, linked, related_of, section_of
from policies.domain import telling
from policies.domain.content import Section as SectionWords
from policies.domain.dates import london_day
from policies.domain.lifecycle import Move
from policies.domain.sectiondeeds import ItemChange, deeds_on_section, named
from policies.domain.telling import Deed, Wording
from policies.models import GuidanceItem, RelatedDocument, Section, StatusChange, User, Version

Moment = tuple[datetime, int | None]


@dataclass(frozen=True, slots=True)
class Part:
    """What an entry says of one section, or of the rest of the version.

    ``restore_as_of`` is the moment whose wording can be restored, if it is not the present one.
    """

    title: str = ""
    wordings: tuple[Wording, ...] = ()
    lineage: UUID | None = None
    restore_as_of: datetime | None = None
    is_removal: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """What one person saved at one moment, in a sentence, and the differences it made."""

    at: datetime
    person: User | None
    post: str
    sentence: str
    why: str
    parts: list[Part]

    @property
    def has_words(self) -> bool:
        """Whether there is a difference of words to read."""
        return any(part.wordings for part in self.parts)


@dataclass
class _Track:
    """The saved states of the rows of one kind, gone through as they were saved."""

    rows: QuerySet
    key: str
    now: dict[Hashable, object] = field(default_factory=dict)
    saved: dict[Moment, list] = field(default_factory=lambda: defaultdict(list))

    def open(self, first: datetime, last: datetime, also: Iterable[Hashable] = ()) -> None:
        """Read what was saved between two moments, and what stood there before."""
        within = list(self.rows.filter(history_date__range=(first, last)).order_by("history_id"))
        for row in within:
            self.saved[row.history_date, row.history_user_id].append(row)
        keys = {getattr(row, self.key) for row in within} | set(also)
        earlier = self.rows.filter(history_date__lt=first, **{f"{self.key}__in": keys}).order_by()
        newest = earlier.values(self.key).annotate(newest=Max("history_id")).values("newest")
        for row in self.rows.filter(history_id__in=newest):
            self.now[getattr(row, self.key)] = row

    @property
    def all_rows(self) -> list:
        return [*self.now.values(), *(row for rows in self.saved.values() for row in rows)]

    def step(self, moment: Moment) -> dict[Hashable, tuple]:
        """Go on to this moment; return each row that was saved, before and after."""
        pairs: dict[Hashable, tuple] = {}
        for row in self.saved[moment]:
            key = getattr(row, self.key)
            before = pairs[key][0] if key in pairs else self.now.get(key)
            pairs[key] = before, row
            self.now[key] = row
        return pairs


class VersionHistory:
    """All that was ever saved of a version, or of one section of it."""

    def __init__(self, version: Version, lineage: UUID | None = None):
        self.version, self.lineage = version, lineage
        own = {"version": version, **({"lineage": lineage} if lineage else {})}
        sections = Section.history.filter(**own)
        items = GuidanceItem.history.filter(section_id__in=sections.order_by().values("id"))
        self.sections, self.items = _Track(sections, "lineage"), _Track(items, "id")
        self.related = _Track(RelatedDocument.history.filter(version=version), "id")
        described = Version.history.filter(id=version.pk).select_related("author_post")
        self.description = _Track(described, "id")
        self.moves = StatusChange.objects.filter(version=version)

    @property
    def tracks(self) -> list[_Track]:
        """The rows that this history is about."""
        text = [self.sections, self.items]
        return text if self.lineage else [*text, self.related, self.description]

    def moments(self) -> QuerySet:
        """Return when something was saved and by whom, the last first."""
        first, *others = [
            track.rows.order_by().values_list("history_date", "history_user_id")
            for track in self.tracks
        ]
        if not self.lineage:
            moves = self.moves.annotate(history_date=F("at"), history_user_id=F("by_id"))
            others.append(moves.order_by().values_list("history_date", "history_user_id"))
        return first.union(*others).order_by("-history_date", "-history_user_id")

    def sections_ever(self) -> list:
        """Return the last state of every section that this version has or had, in their order."""
        rows = Section.history.filter(version=self.version)
        last = rows.order_by().values("lineage").annotate(last=Max("history_id")).values("last")
        found = rows.filter(history_id__in=last).defer("body").order_by("position", "history_id")
        return sorted(found, key=lambda row: row.history_type == "-")

    def entries(self, moments: Iterable[Moment]) -> list[Entry]:
        """Return what was saved at these moments, which follow each other, the last first."""
        moments = list(moments)
        if not moments:
            return []
        self._open(moments[-1][0], moments[0][0])
        people = User.objects.prefetch_related("post_holdings__post")
        self._people = people.in_bulk({by for _, by in moments if by})
        entries = [entry for moment in reversed(moments) if (entry := self._entry(moment))]
        return entries[::-1]

    def _open(self, first: datetime, last: datetime) -> None:
        ids = self.sections.rows.order_by().values_list("id", "lineage").distinct()
        self._lineages = dict(ids)
        for track in self.tracks:
            if track is not self.sections:
                track.open(first, last)
        touched = {self._lineages[row.section_id] for row in self.items.all_rows}
        self.sections.open(first, last, also=touched)
        self._laws = linked(Section, "laws", self.sections.all_rows)
        self._contacts = linked(Version, "contacts", self.description.all_rows)
        self._newest = self._newest_wordings()
        self._made: dict[Moment, list[StatusChange]] = defaultdict(list)
        if not self.lineage:
            for move in self.moves.filter(at__range=(first, last)).select_related("successor"):
                self._made[move.at, move.by_id].append(move)

    def _newest_wordings(self) -> dict[UUID, datetime]:
        """When the wording of each section became what it is."""
        words = self.sections.rows.exclude(history_change_reason__endswith=" moved")
        newest = dict(_last_saved(words, "lineage"))
        for section_id, at in _last_saved(self.items.rows, "section_id"):
            lineage = self._lineages[section_id]
            newest[lineage] = max(at, newest.get(lineage, at))
        return newest

    def _entry(self, moment: Moment) -> Entry | None:
        at, by = moment
        reasons = [
            row.history_change_reason or ""
            for track in self.tracks
            for row in track.saved[moment]
            if not (track is self.description and self._made[moment])
        ]
        deeds, parts = self._deeds_on_version(moment)
        for done, part in self._sections_at(moment):
            deeds += done
            parts.append(part)
        if self.lineage and not deeds:
            return None
        made, person = self._made[moment], self._people.get(by)
        notes = [note for move in made if (note := _note_of(move))]
        why = dict.fromkeys([*notes, *filter(telling.says_more, reasons)])
        return Entry(
            at=at,
            person=person,
            post=next((move.post for move in made), "") or _post_of(person, at),
            sentence=telling.sentence_of(deeds) or "saved the text without changing a word",
            why="; ".join(reason.rstrip(". ") for reason in why),
            parts=[part for part in parts if part.wordings or part.restore_as_of],
        )

    def _deeds_on_version(self, moment: Moment) -> tuple[list[Deed], list[Part]]:
        deeds = [self._deed_of(move) for move in self._made[moment]]
        for before, after in self.description.step(moment).values():
            if before:
                old, new = description_of(before), description_of(after)
                deeds += telling.deeds_on_values(old, new)
            had = self._contacts.get(before.history_id, ()) if before else ()
            has = self._contacts.get(after.history_id, ())
            deeds += telling.deeds_on_names("contact", had, has)
        pairs = self.related.step(moment).values()
        deeds += telling.deeds_on_rows(
            "related document", [(related_of(old), related_of(new)) for old, new in pairs]
        )
        return deeds, [Part(wordings=tuple(w for deed in deeds for w in deed.wordings))]

    def _deed_of(self, move: StatusChange) -> Deed:
        other = move.successor
        if move.move == Move.START.value:
            other = self.version.based_on
        return telling.deed_of_move(
            Move(move.move),
            authority=move.authority,
            other_number=str(other.number) if other else "",
        )

    def _sections_at(self, moment: Moment) -> Iterator[tuple[list[Deed], Part]]:
        saved = self.sections.step(moment)
        items: dict[UUID, list[ItemChange]] = defaultdict(list)
        for before, after in self.items.step(moment).values():
            moved = bool(before) and before.position != after.position
            change = ItemChange(item_of(before), item_of(after), is_moved=moved)
            items[self._lineages[after.section_id]].append(change)
        for lineage in dict.fromkeys([*saved, *items]):
            row = self.sections.now[lineage]
            before, after = saved.get(lineage, (row, row))
            was, words = self._words(before), self._words(after)
            deeds = list(
                deeds_on_section(
                    was,
                    words,
                    items[lineage],
                    moved=_direction(before, after),
                    is_back=bool(before) and was is None,
                )
            )
            if deeds:
                yield deeds, self._part(moment[0], lineage, was, words, deeds, items[lineage])

    def _words(self, row) -> SectionWords | None:
        return section_of(row, self._laws.get(row.history_id, ())) if row else None

    def _part(self, at, lineage, before, after, deeds, items) -> Part:
        as_of = at if after else at - timedelta.resolution
        is_present = after and at >= self._newest.get(lineage, at)
        is_wording = before != after or items
        return Part(
            title=named(after or before),
            wordings=tuple(wording for deed in deeds for wording in deed.wordings),
            lineage=lineage,
            restore_as_of=as_of if is_wording and not is_present else None,
            is_removal=after is None,
        )


def _last_saved(rows: QuerySet, key: str) -> QuerySet:
    return rows.order_by().values_list(key).annotate(last=Max("history_date"))


def _direction(before, after) -> str:
    """Whether this section was moved up or down; one that only made way was not moved."""
    if before is None or before.position == after.position:
        return ""
    name = f"{after.printed_number} {after.heading}".strip()
    if after.history_change_reason != f"Section “{name}” moved":
        return ""
    return "up" if after.position < before.position else "down"


def _note_of(move: StatusChange) -> str:
    """What was noted with a move, unless it only repeats by whose authority it was made."""
    repeats = move.authority and move.note.startswith(move.authority)
    return "" if repeats else move.note


def _post_of(person: User | None, at: datetime) -> str:
    """The title of a post that this person held on that day."""
    day = london_day(at)
    held = person.post_holdings.all() if person else ()
    return next(
        (
            holding.post.title
            for holding in held
            if holding.held_from <= day and (not holding.held_until or day <= holding.held_until)
        ),
        "",
    )
