"""What a check is given to look at: the text, the day, and the texts to hold beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from policies.domain.checks.plain_text import PlainText, read_section, read_words
from policies.domain.content import VersionContent


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One text under check. ``opening`` is its title and summary, ``sections`` follow it."""

    content: VersionContent
    day: date
    opening: PlainText
    sections: tuple[PlainText, ...]
    in_force: VersionContent | None = None
    related: tuple[VersionContent, ...] = ()

    @property
    def texts(self) -> Iterator[PlainText]:
        """All that a reader reads: the title and summary, then each section."""
        yield self.opening
        yield from self.sections


def read_draft(
    content: VersionContent,
    *,
    day: date,
    in_force: VersionContent | None,
    related: Sequence[VersionContent],
) -> Draft:
    """Return this text read once, for all the checks."""
    return Draft(
        content=content,
        day=day,
        opening=read_words("Title and summary", content.title, content.summary),
        sections=tuple(
            read_section(section, number)
            for number, section in enumerate(content.sections, start=1)
        ),
        in_force=in_force,
        related=tuple(related),
    )
