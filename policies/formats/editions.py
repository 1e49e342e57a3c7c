"""A whole version as every renderer reads it out: its front, its parts in order, and its record."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from policies.domain.content import VersionContent
from policies.domain.errors import RenderingRefused
from policies.domain.language import _
from policies.domain.languages import direction_of
from policies.domain.record import DecisionRecord, PublicationRecord
from policies.formats import wording
from policies.formats.blocks import (
    Block,
    Guidance,
    Law,
    ListBlock,
    ListItem,
    Note,
    Paragraph,
    Point,
    Table,
)
from policies.formats.bodies import blocks_in, phrase_in
from policies.formats.leading import portal_of
from policies.formats.outline import (
    ItemList,
    OutlinedContact,
    OutlinedItem,
    OutlinedLaw,
    OutlinedSection,
    outlined,
)
from policies.formats.words import BREAK, Phrase, Words, WordsKind, joined, linked, words_in

# A link to another page of the portal; in a file it needs the portal's own address.
_ON_THE_PORTAL = re.compile(r'href="/(?!/)')
TOO_DEEP = (
    "The file was not made: the text has lists or quotations inside each other at more levels "
    "than can be set out. Make them shallower and submit the text again."
)


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and the words for it, such as "Version" and "2.2"."""

    label: str
    words: Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One section of the text, or one part about it; ``level`` is that of its heading, 2 to 6."""

    anchor: str
    heading: str
    blocks: tuple[Block, ...]
    number: str = ""
    level: int = 2

    @property
    def title(self) -> str:
        """The heading with its printed number."""
        return f"{self.number} {self.heading}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """All that a file says, in reading order: title, front, notes, then ``all_parts``.

    ``sections`` are the text of the version, ``closing`` what follows it: the law that it
    relies on, whom to ask, related documents, the control block and the decisions.
    """

    title: str
    subtitle: str
    council: str
    summary: str
    language: str
    direction: str
    front: tuple[Fact, ...]
    notes: tuple[Note, ...]
    key_points: Part | None
    sections: tuple[Part, ...]
    closing: tuple[Part, ...]

    @property
    def all_parts(self) -> tuple[Part, ...]:
        """Every part in reading order, the key points first."""
        first = (self.key_points,) if self.key_points else ()
        return (*first, *self.sections, *self.closing)


@wording.in_its_language
def edition_of(content: VersionContent, record: PublicationRecord) -> Edition:
    """Return what a file of this version says, with nothing in it that goes stale.

    Raises RenderingRefused if the text is nested too deeply to be set out.
    """
    try:
        return _edition(content, record)
    except RecursionError as error:
        raise RenderingRefused(TOO_DEEP) from error


def _edition(content: VersionContent, record: PublicationRecord) -> Edition:
    outline = outlined(content)
    closing = (
        _part("law", _("The law that this text relies on"), map(_law, outline.laws)),
        _part("contacts", _("Who to ask"), _list(map(_contact, outline.contacts))),
        _part("related-documents", _("Related documents"), _list(_related(content, record))),
        _part("about-this-document", _("About this document"), _about(outline.about)),
        _part("decisions", _("Decisions"), _decisions(record.decisions)),
    )
    return Edition(
        title=content.title,
        subtitle=subtitle_of(content),
        council=content.council,
        summary=content.summary,
        language=content.language,
        direction=direction_of(content.language),
        front=tuple(Fact(label, words_in(said)) for label, said in title_rows(content, record)),
        notes=tuple(_notes(record)),
        key_points=_part("key-points", _("Key points"), _key_points(outline.key_points)),
        sections=tuple(_section(section, portal_of(record)) for section in outline.sections),
        closing=tuple(part for part in closing if part),
    )


def _part(anchor: str, heading: str, blocks: Iterable[Block]) -> Part | None:
    """A part about the text, or None if there is nothing to say in it."""
    said = tuple(blocks)
    return Part(anchor=anchor, heading=heading, blocks=said) if said else None


def title_rows(content: VersionContent, record: PublicationRecord) -> list[tuple[str, str]]:
    """Return what identifies this text, with nothing in it that goes stale on a reader's shelf."""
    rows = (
        (_("Version"), content.number),
        (_("Reference"), content.reference),
        (_("In force from"), wording.written_date(record.in_force_from)),
        (_("Decided by"), _decided_by(record.decisions)),
        (_("Next review, as at publication"), wording.written_date(record.next_review_on)),
        (_("Author"), content.author_post),
        (_("Owner"), content.owner_post),
        (_("Classification"), content.classification),
        (_("SHA-256 of the text"), record.sha256),
    )
    return [(label, words) for label, words in rows if words.strip()]


def subtitle_of(content: VersionContent) -> str:
    """Return what stands under the title: the kind of the text and its number."""
    told = {"kind": content.kind.label, "number": content.number}
    return _("{kind}, version {number}").format(**told)


def relies_on() -> tuple[str, str]:
    """Return what is said before and after the names of the laws of a section."""
    before, after = _("This section relies on {laws}.").split("{laws}")
    return before, after


def outcome_of(decision: DecisionRecord) -> str:
    """Return how a decision went, as a sentence begins with it."""
    return _(decision.outcome[:1].upper() + decision.outcome[1:])


def _decided_by(decisions: tuple[DecisionRecord, ...]) -> str:
    if not decisions:
        return ""
    last = decisions[-1]
    told = {"body": last.body, "day": wording.written_date(last.decided_on)}
    if not last.minute_reference:
        return _("{body}, {day}").format(**told)
    return _("{body}, {day}, minute {minute}").format(**told, minute=last.minute_reference)


def _notes(record: PublicationRecord) -> Iterator[Note]:
    address = wording.web_address(record.check_address)
    if address:
        yield _note(_("Is this text still in force?"), _("Check at"), linked(address, address))
    if record.translation:
        yield Note(words_in(" ".join(record.translation)))
    for notice in record.notices:
        yield _note(_("Removed by law:"), notice)
    if record.from_paper_on:
        day = wording.written_date(record.from_paper_on)
        yield Note(words_in(_("Recorded from paper on {day}.").format(day=day)))
    if record.other_formats:
        yield _note(_("Other formats:"), record.other_formats)


def _note(label: str, words: str, *more: Words) -> Note:
    said = joined(((Words(label, strong=True),), words_in(words), more), Words(" "))
    return Note(said)


def _key_points(items: tuple[OutlinedItem, ...]) -> Iterator[Block]:
    if items:
        yield Guidance("key", "", 3, tuple(map(_point, items)))


def _section(section: OutlinedSection, portal: str) -> Part:
    blocks = (
        *blocks_in(_ON_THE_PORTAL.sub(rf'href="{portal}/', section.body)),
        *(_guidance(part, section.depth_below) for part in section.item_lists),
        *_relies_on(section.laws),
    )
    return Part(
        anchor=section.anchor,
        heading=section.heading,
        blocks=blocks,
        number=section.number,
        level=section.depth,
    )


def _guidance(items: ItemList, level: int) -> Guidance:
    return Guidance(items.kind, items.heading, level, tuple(map(_point, items.items)))


def _point(item: OutlinedItem) -> Point:
    return Point(item.label, phrase_in(item.text), phrase_in(item.reason))


def _relies_on(laws: tuple[OutlinedLaw, ...]) -> Iterator[Block]:
    """Which laws a section relies on; what they say stands once, at the end."""
    names = [(Words(law.name, link=f"#{law.anchor}"),) for law in laws]
    if names:
        before, after = relies_on()
        yield Paragraph((Words(before), *joined(names, Words("; ")), Words(after)))


def _law(law: OutlinedLaw) -> Law:
    return Law(
        anchor=law.anchor,
        name=law.name,
        summary=words_in(law.summary),
        care=words_in(law.care),
        places=law.places,
        address=law.address,
        checked_on=law.checked_on,
    )


def _list(lines: Iterable[Phrase]) -> Iterator[Block]:
    items = tuple(ListItem("", (Paragraph(line),)) for line in lines)
    if items:
        yield ListBlock(items)


def _contact(contact: OutlinedContact) -> Phrase:
    purpose = words_in(f": {contact.purpose}") if contact.purpose else ()
    email = Words(contact.email, link=contact.email_link, kind=WordsKind.EMAIL)
    telephone = Words(contact.telephone, link=contact.telephone_link, kind=WordsKind.TELEPHONE)
    lines = (
        (Words(contact.name, strong=True), *purpose),
        (Words(_("Email:")), Words(" "), email) if contact.email else (),
        (Words(_("Telephone:")), Words(" "), telephone) if contact.telephone else (),
    )
    return joined(lines, BREAK)


def _related(content: VersionContent, record: PublicationRecord) -> Iterator[Phrase]:
    for document in content.related:
        told = _("This text {link_type}:").format(link_type=_(document.link_type))
        how = (Words(f"{told} "),) if document.link_type else ()
        address = wording.web_address(document.address, portal_of(record))
        yield (*how, Words(document.title, link=address))


def _about(control: tuple[tuple[str, str], ...]) -> Iterator[Block]:
    if control:
        rows = tuple(((Words(label),), words_in(words)) for label, words in control)
        yield Table((), (), rows, has_row_headings=True)


def _decisions(decisions: tuple[DecisionRecord, ...]) -> Iterator[Block]:
    if decisions:
        names = (_("Body"), _("Date"), _("Decision"), _("Minute"))
        yield Table(
            words_in(_("Who decided on this text, and when")),
            tuple((Words(name),) for name in names),
            tuple(map(_decision, decisions)),
        )


def _decision(decision: DecisionRecord) -> tuple[Phrase, ...]:
    said = (outcome_of(decision), decision.resolution, decision.exception)
    return (
        words_in(decision.body),
        words_in(wording.written_date(decision.decided_on)),
        joined(map(words_in, said), BREAK),
        words_in(decision.minute_reference),
    )
