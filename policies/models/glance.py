"""What a member looks up before posting: the key points of every text in force, and whom to ask."""

from dataclasses import dataclass
from itertools import groupby

from policies.domain.content import ItemKind
from policies.models.publicsection import PublicItem, PublicSection

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
    """Return the key points, the other dos and don'ts, and whom to ask, in four queries."""
    marked = PublicItem.objects.of_kinds(*ItemKind).filter(is_key_point=True)
    by_text = groupby(marked[:MOST_KEY_POINTS], key=lambda item: item.section.version_id)
    texts = [tuple(items) for _, items in by_text]
    return Glance(
        key_points=tuple((items[0].section, items) for items in texts),
        dos=_others(ItemKind.DO),
        donts=_others(ItemKind.DONT),
        contacts=_contacts(),
    )


def _others(kind: ItemKind) -> tuple[PublicItem, ...]:
    return tuple(PublicItem.objects.of_kinds(kind).filter(is_key_point=False)[:MOST_OF_A_KIND])


def _contacts() -> tuple[dict[str, str], ...]:
    """The contacts that these texts name, each once, as the text that names it first says it."""
    rows = PublicSection.objects.in_force().filter(position=0).exclude(contacts=[])
    named: dict[str, dict[str, str]] = {}
    for contacts in rows.order_by("version_id").values_list("contacts", flat=True)[
        :MOST_TEXTS_WITH_CONTACTS
    ]:
        for contact in contacts:
            named.setdefault(contact["name"], contact)
    return tuple(named.values())[:MOST_CONTACTS]
