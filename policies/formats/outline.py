"""The text of a version in the order and at the depth in which every format sets it out.

Templates only place what stands here. Headings go down one level at a time, because
readers by ear steer by them (WCAG 2.2, 1.3.1; PDF/UA-1, ISO 14289-1, 7.4.2).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from policies.domain import markdown
from policies.domain.content import (
    Contact,
    GuidanceItem,
    ItemKind,
    LawReference,
    Section,
    VersionContent,
)
from policies.domain.language import _, gettext_noop
from policies.domain.languages import name_of
from policies.formats import wording
from policies.formats.isolation import is_turned, isolated

DEEPEST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlinedItem:
    """One guidance item with its words as clean HTML."""

    label: str
    text: SafeString
    reason: SafeString


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemList:
    """The items of one kind in one section, under one heading."""

    kind: str
    heading: str
    items: tuple[OutlinedItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlinedLaw:
    """One law reference in words; ``address`` is empty until an officer has confirmed the row."""

    anchor: str
    name: str
    summary: str
    care: str
    places: str
    address: str
    checked_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlinedContact:
    """One post or team to ask, with links that can be followed, if its addresses are sound.

    What is turned runs from left to right in a text that does not.
    """

    name: str
    purpose: str
    email: str
    email_link: str
    telephone: str
    telephone_link: str
    is_turned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlinedSection:
    """One section: ``depth`` is the level of its heading, 2 to 6, below the page's own."""

    anchor: str
    number: str
    heading: str
    depth: int
    body: SafeString
    dos: ItemList | None
    donts: ItemList | None
    other_lists: tuple[ItemList, ...]
    laws: tuple[OutlinedLaw, ...]

    @property
    def title(self) -> str:
        """The heading with its printed number, for the contents list."""
        return f"{self.number} {self.heading}".strip()

    @property
    def depth_below(self) -> int:
        """The level of a heading inside this section."""
        return min(self.depth + 1, DEEPEST)

    @property
    def item_lists(self) -> tuple[ItemList, ...]:
        """Every list of the section, in the order do, don't, tip, risk, benefit."""
        return tuple(part for part in (self.dos, self.donts, *self.other_lists) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """All of a version's text, ready to be placed.

    The control block is ``identity``, which files state at their front, and ``about``.
    """

    key_points: tuple[OutlinedItem, ...]
    sections: tuple[OutlinedSection, ...]
    laws: tuple[OutlinedLaw, ...]
    contacts: tuple[OutlinedContact, ...]
    identity: tuple[tuple[str, str], ...]
    about: tuple[tuple[str, str], ...]

    @property
    def other_laws(self) -> tuple[OutlinedLaw, ...]:
        """The law references that no section names: they are part of the text all the same."""
        named = {law.anchor for section in self.sections for law in section.laws}
        return tuple(law for law in self.laws if law.anchor not in named)


def outlined(content: VersionContent) -> Outline:
    """Return the text of this version, ready for a template."""
    laws = {law.code: _law(law, f"law-{place}") for place, law in enumerate(content.laws, start=1)}
    return Outline(
        key_points=tuple(_item(item) for item in content.key_points),
        sections=tuple(_sections(content.sections, laws)),
        laws=tuple(laws.values()),
        contacts=tuple(_contact(contact) for contact in content.contacts),
        identity=tuple(_identity(content)),
        about=tuple(_about(content)),
    )


def _identity(content: VersionContent) -> Iterator[tuple[str, str]]:
    return _with_words(
        (_("Title"), content.title),
        (_("In short"), content.summary),
        (_("Reference"), content.reference),
        (_("Kind of document"), content.kind.label),
        (_("Version"), content.number),
        (_("Council"), content.council),
        (_("Author"), content.author_post),
        (_("Owner"), content.owner_post),
        (_("Classification"), content.classification),
    )


def _about(content: VersionContent) -> Iterator[tuple[str, str]]:
    change_class = wording.CLASSES_OF_CHANGE.get(content.change_class, content.change_class)
    return _with_words(
        (_("Language"), _(_LANGUAGES.get(name_of(content.language), content.language))),
        (_("Written for"), content.audience),
        (_("Covers"), content.coverage),
        (_("Keywords"), _(", ").join(content.keywords)),
        (_("Class of change"), _(change_class)),
        (_("What changed"), content.change_summary),
        (_("Why it changed"), content.change_reason),
    )


def _with_words(*rows: tuple[str, str]) -> Iterator[tuple[str, str]]:
    return ((label, words) for label, words in rows if words.strip())


_LANGUAGES = {
    "English": gettext_noop("English"),
    "Welsh": gettext_noop("Welsh"),
    "Urdu": gettext_noop("Urdu"),
    "Bengali": gettext_noop("Bengali"),
}

_LIST_HEADINGS = {
    ItemKind.DO: gettext_noop("Do"),
    ItemKind.DONT: gettext_noop("Don’t"),
    ItemKind.TIP: gettext_noop("Tips"),
    ItemKind.RISK: gettext_noop("Risks"),
    ItemKind.BENEFIT: gettext_noop("Benefits"),
}


def _sections(
    sections: Iterable[Section], laws: dict[str, OutlinedLaw]
) -> Iterator[OutlinedSection]:
    used: set[str] = set()
    open_levels: list[int] = []
    for section in sections:
        while open_levels and open_levels[-1] >= section.level:
            open_levels.pop()
        open_levels.append(section.level)
        depth = min(1 + len(open_levels), DEEPEST)
        lists = {kind: _item_list(section, kind) for kind in ItemKind}
        yield OutlinedSection(
            anchor=_unused(section.anchor, used),
            number=section.printed_number,
            heading=section.heading or ("" if section.printed_number else _("Without a heading")),
            depth=depth,
            body=_html(markdown.as_html(section.markdown, below=depth)),
            dos=lists.pop(ItemKind.DO),
            donts=lists.pop(ItemKind.DONT),
            other_lists=tuple(part for part in lists.values() if part),
            laws=tuple(laws[code] for code in section.laws),
        )


def _unused(anchor: str, used: set[str]) -> str:
    """Two sections may share the start of a lineage, but an id stands once in a page."""
    candidate, count = anchor, 1
    while candidate in used:
        count += 1
        candidate = f"{anchor}-{count}"
    used.add(candidate)
    return candidate


def _item_list(section: Section, kind: ItemKind) -> ItemList | None:
    items = tuple(_item(item) for item in section.items if item.kind is kind)
    return (
        ItemList(kind=kind.value, heading=_(_LIST_HEADINGS[kind]), items=items) if items else None
    )


def _item(item: GuidanceItem) -> OutlinedItem:
    return OutlinedItem(
        label=item.kind.label,
        text=_html(markdown.as_inline_html(item.text)),
        reason=_html(markdown.as_inline_html(item.reason)),
    )


def _law(law: LawReference, anchor: str) -> OutlinedLaw:
    return OutlinedLaw(
        anchor=anchor,
        name=", ".join(part for part in (law.short_title, law.provision) if part),
        summary=law.summary,
        care=law.care,
        places=wording.written_places(law.jurisdictions),
        address=wording.web_address(law.address) if law.checked_on else "",
        checked_on=wording.written_date(law.checked_on),
    )


def _contact(contact: Contact) -> OutlinedContact:
    return OutlinedContact(
        name=contact.name,
        purpose=contact.purpose,
        email=contact.email,
        email_link=wording.mail_link(contact.email),
        telephone=contact.telephone,
        telephone_link=wording.telephone_link(contact.telephone),
        is_turned=is_turned(contact.name + contact.purpose),
    )


def _html(cleaned: str) -> SafeString:
    """Mark what `domain.markdown` has cleaned against its allow-list, with numbers in order."""
    return mark_safe(isolated(cleaned))
