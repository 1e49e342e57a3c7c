"""What changed beside the sections: description, contacts, related documents, law references."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from policies.domain.comparison.lines import Piece, compared_phrases, plain
from policies.domain.comparison.pairs import paired_by_name, with_those_gone
from policies.domain.comparison.words import Mark
from policies.domain.content import Contact, LawReference, RelatedDocument, VersionContent

Row = Contact | RelatedDocument | LawReference

# The fields of a version that a reader sees and that say what the text is; its number and why
# it was changed are told beside each comparison.
DESCRIBED = (
    "title", "kind", "summary", "audience", "coverage", "council", "reference", "language",
    "classification", "keywords", "author_post", "owner_post",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field whose words changed, by its name in the content."""

    name: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class RowChange:
    """One contact, related document or law reference that was added, removed or changed.

    ``mark`` is None where it was changed; ``fields`` are those that differ.
    """

    mark: Mark | None
    name: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """All that changed beside the sections; each part is empty where nothing did."""

    description: tuple[FieldChange, ...] = ()
    contacts: tuple[RowChange, ...] = ()
    related: tuple[RowChange, ...] = ()
    laws: tuple[RowChange, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.description or self.contacts or self.related or self.laws)


def compared_facts(before: VersionContent, after: VersionContent) -> Facts:
    """Return what changed between two versions beside their sections."""
    return Facts(
        description=_fields(_described(before), _described(after)),
        contacts=_rows("name", before.contacts, after.contacts),
        related=_rows("title", before.related, after.related),
        laws=_rows("code", before.laws, after.laws),
    )


def named_law(law: LawReference) -> str:
    """Return a law reference as a sentence names it."""
    return ", ".join(part for part in (law.short_title, law.provision) if part)


def _described(content: VersionContent) -> dict[str, str]:
    return {name: _words(getattr(content, name)) for name in DESCRIBED}


def _words(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _fields(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[FieldChange, ...]:
    return tuple(
        FieldChange(name, compared_phrases(plain(before.get(name, "")), plain(after.get(name, ""))))
        for name in {**before, **after}
        if before.get(name, "") != after.get(name, "")
    )


def _rows(key: str, before: Sequence[Row], after: Sequence[Row]) -> tuple[RowChange, ...]:
    """The rows that differ, paired by what names them."""
    if before == after:
        return ()
    sources = paired_by_name([getattr(r, key) for r in before], [getattr(r, key) for r in after])
    pairs = (
        (None if was is None else before[was], None if now is None else after[now])
        for was, now in with_those_gone(sources, len(before))
    )
    return tuple(_row(key, old, new) for old, new in pairs if old != new)


def _row(key: str, before: Row | None, after: Row | None) -> RowChange:
    mark = None if before and after else Mark.REMOVED if before else Mark.ADDED
    shown = after or before
    name = named_law(shown) if isinstance(shown, LawReference) else getattr(shown, key)
    return RowChange(mark, name, _fields(_plain(before, key), _plain(after, key)))


def _plain(row: Row | None, key: str) -> dict[str, str]:
    """The words of a row by the names of its fields, without what it is paired by."""
    if row is None:
        return {}
    return {one.name: _words(getattr(row, one.name)) for one in fields(row) if one.name != key}
