"""The formats of a version on its page: grouped by what a reader needs, in plain words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from policies import formats
from policies.domain.language import _
from policies.formats.needs import NAMED, NEEDS, REST, Need
from policies.models import Rendition, Submission, Version


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One file: what it is, its name, the file once it is built, or why there is none."""

    label: str
    name: str
    rendition: Rendition | None = None
    is_left_to_the_clock: bool = False
    note: str = ""
    why_not: str = ""

    @property
    def is_made_when_asked_for(self) -> bool:
        """Whether the first reader who asks for it lets it be made."""
        return not (self.rendition or self.is_left_to_the_clock or self.why_not)


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One need with the files that meet it."""

    need: Need
    files: tuple[File, ...]

    @property
    def has_files_to_make(self) -> bool:
        """Whether one of its files is made when it is first asked for."""
        return any(file.is_made_when_asked_for for file in self.files)


def ways_to_read(version: Version, text: Submission | None = None) -> list[Way]:
    """Return the formats of a version, by need; none where the law hides the whole of it.

    ``text`` is the submission of a translation, to be had under its own names.
    """
    text = text or version.submission
    if any(not one.passage for one in version.hidden):
        return []
    built = {row.format: row for row in text.renditions.offered()}
    return [Way(need=need, files=tuple(_files(version, text, need, built))) for need in NEEDS]


def _files(
    version: Version, text: Submission, need: Need, built: dict[str, Rendition]
) -> Iterator[File]:
    into = text.translated_into
    stem = f"{version.document.slug}-{version.number}{f'-{into}' if into else ''}"
    unnamed = [name for name in formats.FORMATS if name not in NAMED] if need is REST else []
    for name in (*need.formats, *unnamed):
        row = formats.FORMATS[name]
        yield File(
            label=need.words_for(name) if name in need.formats else row.label,
            name=f"{stem}{row.suffix}.{row.extension}",
            rendition=built.get(name),
            is_left_to_the_clock=not row.built_on_request,
            note=_note(row, built.get(name)),
            why_not="" if name in built else formats.available(name, into or version.language),
        )


def _note(row: formats.Format, kept: Rendition | None) -> str:
    """What a reader must know before relying on a file: that a person made it, or the computer."""
    if kept and kept.is_by_a_person:
        return _(kept.get_maker_display())
    return _(row.note) if row.note else ""


def files_of(ways: Iterable[Way]) -> list[Rendition]:
    """Return the files that are built, in the order of the page."""
    return [file.rendition for way in ways for file in way.files if file.rendition]
