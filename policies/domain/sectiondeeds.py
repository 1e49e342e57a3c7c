"""What was done to a section and to its guidance items, told from before and after."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from policies.domain.checks.remark import shortened
from policies.domain.comparison import text_of
from policies.domain.content import GuidanceItem, Section
from policies.domain.outline import label_for
from policies.domain.telling import LONGEST_QUOTE, Deed, Wording, named_in_full, worded


@dataclass(frozen=True, slots=True)
class ItemChange:
    """One guidance item before and after; one of the two is absent if it was added or removed."""

    before: GuidanceItem | None
    after: GuidanceItem | None
    is_moved: bool = False


def named(section: Section) -> str:
    """Return the section as a sentence names it: section 3.1 “Scope”."""
    number = section.printed_number
    return f"section {number} “{section.heading}”" if number else f"section “{section.heading}”"


def deeds_on_section(
    before: Section | None,
    after: Section | None,
    items: Sequence[ItemChange] = (),
    *,
    moved: str = "",
    is_back: bool = False,
) -> Iterator[Deed]:
    """Yield what was done to one section: None is a section that is not there.

    ``laws`` of the sections are told as they are given, so give their names; their own items
    are left aside for ``items``. ``moved`` is “up” or “down”, ``is_back`` whether it was
    removed before.
    """
    items = without_replaced(items)
    if before and after:
        yield from _deeds_on_words(before, after)
        if moved:
            yield Deed(f"moved {named(after)} {moved}")
        for change in items:
            yield from _deeds_on_item(change, named(after))
    elif after:
        whole = replace(after, items=tuple(change.after for change in items if change.after))
        verb = "brought back" if is_back else "added"
        yield Deed(f"{verb} {named(after)}", _whole(None, whole), f"{verb} {{}} sections")
    elif before:
        whole = replace(before, items=tuple(change.before for change in items if change.before))
        yield Deed(f"removed {named(before)}", _whole(whole, None), "removed {} sections")


def without_replaced(items: Iterable[ItemChange]) -> list[ItemChange]:
    """Return these changes without the items that were removed and added again as they were."""
    kept: list[ItemChange] = []
    for change in items:
        twin = next((one for one in kept if _undoes(one, change)), None)
        if twin:
            kept.remove(twin)
        elif change.before or change.after:
            kept.append(change)
    return kept


def _undoes(one: ItemChange, other: ItemChange) -> bool:
    is_halved = (one.before is None) != (one.after is None)
    return is_halved and (one.before, one.after) == (other.after, other.before)


def _deeds_on_words(before: Section, after: Section) -> Iterator[Deed]:
    name = named(after)
    if before.heading != after.heading:
        yield Deed(f"changed the heading of {named(before)} to “{after.heading}”")
    if before.printed_number != after.printed_number:
        yield Deed(_renumbered(before.printed_number, after.printed_number, after.heading))
    if before.level != after.level:
        yield Deed(f"moved {name} {'in' if after.level > before.level else 'out'} a level")
    if before.key != after.key:
        about = label_for(after.key) or after.key or "nothing of the list"
        yield Deed(f"noted that {name} is about “{about}”")
    if before.markdown != after.markdown:
        wording = worded("Text", before.markdown, after.markdown)
        yield Deed(f"changed the words of {name}", wording, "changed the words of {} sections")
    if before.laws != after.laws:
        yield from _deeds_on_laws(before, after)


def _renumbered(old: str, new: str, heading: str) -> str:
    if not new:
        return f"took the number {old} from section “{heading}”"
    if not old:
        return f"gave section “{heading}” the number {new}"
    return f"changed the number of section “{heading}” from {old} to {new}"


def _deeds_on_laws(before: Section, after: Section) -> Iterator[Deed]:
    name, full = named(after), named_in_full("Law references", before.laws, after.laws)
    for law in after.laws:
        if law not in before.laws:
            yield Deed(f"linked {law} to {name}", full, f"linked {{}} laws to {name}")
            full = ()
    for law in before.laws:
        if law not in after.laws:
            yield Deed(f"unlinked {law} from {name}", full, f"unlinked {{}} laws from {name}")
            full = ()


def _deeds_on_item(change: ItemChange, place: str) -> Iterator[Deed]:
    before, after = change.before, change.after
    if before is None or after is None:
        if after:
            phrase, many = f"added {_item(after)} to {place}", f"added {{}} items to {place}"
            yield Deed(phrase, worded(after.kind.label, "", _words_of(after)), many)
        elif before:
            phrase = f"removed {_item(before)} from {place}"
            many = f"removed {{}} items from {place}"
            yield Deed(phrase, worded(before.kind.label, _words_of(before), ""), many)
        return
    if before.kind != after.kind:
        yield Deed(f"made {_item(before)} in {place} a {after.kind.label.lower()}")
    if _words_of(before) != _words_of(after):
        wording = worded(after.kind.label, _words_of(before), _words_of(after))
        many = f"changed {{}} items in {place}"
        yield Deed(f"changed {_item(before)} in {place}", wording, many)
    if after.is_key_point and not before.is_key_point:
        yield Deed(f"marked {_item(after)} in {place} as a key point")
    elif before.is_key_point and not after.is_key_point:
        yield Deed(f"unmarked {_item(after)} in {place} as a key point")
    if change.is_moved and before == after:
        yield Deed(f"moved {_item(after)} in {place}", many=f"moved {{}} items in {place}")


def _item(item: GuidanceItem) -> str:
    return f"the {item.kind.label.lower()} “{shortened(item.text, LONGEST_QUOTE)}”"


def _words_of(item: GuidanceItem) -> str:
    return f"{item.text}\n\nWhy: {item.reason}" if item.reason else item.text


def _whole(before: Section | None, after: Section | None) -> tuple[Wording, ...]:
    return (
        *worded("Text", text_of(before), text_of(after)),
        *worded("Law references", *("\n".join(s.laws) if s else "" for s in (before, after))),
    )
