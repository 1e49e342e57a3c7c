"""What a Word file or a web page becomes before it is read: lines of text, and what was noticed.

The lines are those that the reader of plain texts takes, so a document has one reading
whatever its form. Words that are no part of it are listed with the reason, and a count
proves that no word was lost or invented on the way.
"""

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from policies.intake.result import DroppedPassage, Finding
from policies.intake.wording import shortened, words_of

_SPACES = re.compile("[\u00a0\u2007\u202f]")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
# Joiners belong to the writing of Bengali and Urdu and to pictographs; between Latin letters they
# are left over from a web page.
_STRAY_JOINER = re.compile("(?<=[ -\u024f])[\u200c\u200d](?=[ -\u024f])")


@dataclass(frozen=True, slots=True)
class Conversion:
    """A file as lines of text, with findings and with the words that were left out.

    ``source`` are its words by another way of reading. ``added`` are words that the lines hold
    and the file prints without writing them (numbers of a list, addresses behind links);
    ``removed`` are marks that the file writes and the lines print otherwise (bullets).
    """

    text: str
    findings: tuple[Finding, ...] = ()
    dropped: tuple[DroppedPassage, ...] = ()
    source: str = ""
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def words_lost(self) -> tuple[str, ...]:
        """Return the words of the file that are neither in the lines nor among the dropped."""
        return tuple(sorted((self._expected() - self._kept()).elements()))

    def words_invented(self) -> tuple[str, ...]:
        """Return the words of the lines and the dropped that the file does not hold."""
        return tuple(sorted((self._kept() - self._expected()).elements()))

    def _expected(self) -> Counter[str]:
        return _counted([self.source, *self.added])

    def _kept(self) -> Counter[str]:
        return _counted([self.text, *self.removed, *(passage.text for passage in self.dropped)])

    def with_self_check(self) -> "Conversion":
        """Return the conversion with a finding if its count does not come out even."""
        lost = self.words_lost()
        if not lost:
            return self
        finding = Finding(
            1,
            "words-lost",
            f"{len(lost)} words of the file have no place ({shortened(', '.join(lost), 120)}). "
            "This is a fault of the importer: compare the draft with the file before using it.",
        )
        return replace(self, findings=(finding, *self.findings))


def _counted(texts: list[str]) -> Counter[str]:
    counted: Counter[str] = Counter()
    for text in texts:
        counted.update(words_of(visible(text)))
    return counted


@dataclass(slots=True)
class Notes:
    """Collects what is noticed while the lines are written."""

    findings: list[Finding] = field(default_factory=list)
    dropped: list[DroppedPassage] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)

    def note(self, line: int, code: str, message: str) -> None:
        """Record a finding at a line of the text as read."""
        self.findings.append(Finding(line, code, message))

    def drop(self, line: int, text: str, reason: str) -> None:
        """Record words that are no part of the document."""
        text = " ".join(visible(text).split())
        if text:
            self.dropped.append(DroppedPassage((line, line), text, reason))


def visible(text: str) -> str:
    """Return the text without characters that nobody sees, and with one sort of space."""
    text = _INVISIBLE.sub("", _SPACES.sub(" ", text))
    return _STRAY_JOINER.sub("", text) if "\u200c" in text or "\u200d" in text else text


def with_visible_text(conversion: Conversion) -> Conversion:
    """Return the conversion without invisible characters in its lines, and say where they were."""
    where = [
        number
        for number, line in enumerate(conversion.text.split("\n"), start=1)
        if visible(line) != _SPACES.sub(" ", line)
    ]
    if not where:
        return replace(conversion, text=visible(conversion.text))
    finding = Finding(
        where[0],
        "invisible-characters",
        f"Soft hyphens or characters without width stood in {lines_named(where)} of the text as "
        "read. They were taken out, because they break words for search and for listeners.",
    )
    return replace(
        conversion,
        text=visible(conversion.text),
        findings=(*conversion.findings, finding),
    )


def lines_named(numbers: list[int]) -> str:
    """Return the numbers of these lines as words: "line 3", "lines 3, 5"."""
    shown = sorted(set(numbers))
    listed = ", ".join(map(str, shown[:10])) + (" …" if len(shown) > 10 else "")
    return f"line{'s' if len(shown) > 1 else ''} {listed}"
