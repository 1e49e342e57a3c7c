"""What a member looks up before posting: the key points of the texts for members, and whom to ask.

A text that is for others alone, such as employees, binds no member and is left out.
"""

from dataclasses import dataclass
from itertools import groupby

from policies.domain.audiences import is_for_members
from policies.domain.content import ItemKind
from policies.models.publicsection import (
    PublicItem,
    PublicItemQuerySet,
    PublicSection,
    PublicSectionQuerySet,
)

# One sheet of paper, and one look at a telephone: the rest is a link away.
MOST_KEY_POINTS = 28
MOST_OF_A_KIND = 12
MOST_TEXTS_WITH_CONTACTS = 20
MOST_CONTACTS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """``key_points`` are text by text: the first item of each pair is the version."""

    key_points: tuple[tuple[PublicSection, tuple[PublicItem, ...]], ...]
    dos: tuple[PublicItem, ...]
    donts: tuple[PublicItem, ...]
    contacts: tuple[dict[str, str], ...]


def before_posting() -> Glance:
    """Return the key points, the other dos and don'ts, and whom to ask, in five queries."""
    for_members = ["", *filter(is_for_members, PublicSection.objects.audiences())]
    items = PublicItem.objects.filter(section__audience__in=for_members)
    marked = items.of_kinds(*ItemKind).filter(is_key_point=True)
    by_text = groupby(marked[:MOST_KEY_POINTS], key=lambda item: item.section.version_id)
    found = [tuple(of_text) for _, of_text in by_text]
    return Glance(
        key_points=tuple((of_text[0].section, of_text) for of_text in found),
        dos=_others(items, ItemKind.DO),
        donts=_others(items, ItemKind.DONT),
        contacts=_contacts(PublicSection.objects.in_force().filter(audience__in=for_members)),
    )


def _others(items: PublicItemQuerySet, kind: ItemKind) -> tuple[PublicItem, ...]:
    return tuple(items.of_kinds(kind).filter(is_key_point=False)[:MOST_OF_A_KIND])


def _contacts(texts: PublicSectionQuerySet) -> tuple[dict[str, str], ...]:
    """The contacts that these texts name, each once, as the text that names it first says it."""
    rows = texts.filter(position=0).exclude(contacts=[]).order_by("version_id")
    named: dict[str, dict[str, str]] = {}
    for contacts in rows.values_list("contacts", flat=True)[:MOST_TEXTS_WITH_CONTACTS]:
        for contact in contacts:
            named.setdefault(contact["name"], contact)
    return tuple(named.values())[:MOST_CONTACTS]
