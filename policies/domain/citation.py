"""How a text is cited: which words, of which version, in force since when, and where to read it."""

from dataclasses import dataclass
from datetime import date

from policies.domain.dates import in_words
from policies.domain.language import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A published version, or its translation, as others cite it.

    What a citation says stays true: ``address`` is where these very words are read for good,
    and that they are in force is said with the day from which they were. ``address_in_force``
    leads to whatever is in force when it is followed. ``language`` is the code of the language
    in which the text, and so its title, is written.
    """

    council: str
    title: str
    language: str
    number: str
    in_force_from: date
    in_force_until: date | None
    address: str
    address_in_force: str
    translated_into: str = ""

    def of_text(self) -> str:
        """Return how the whole text is cited, without its address."""
        said = _("{council}, {title}, version {number}, {in_force}.")
        return said.format(**self._told())

    def of_section(self, section: str) -> str:
        """Return how one section is cited, without its address.

        ``section`` is its heading with the number that the council printed before it.
        """
        said = _("{council}, {title}, version {number}, section “{section}”, {in_force}.")
        return said.format(section=section, **self._told())

    def _told(self) -> dict[str, str]:
        return {
            "council": self.council,
            "title": self._title(),
            "number": self.number,
            "in_force": self._in_force(),
        }

    def _title(self) -> str:
        if not self.translated_into:
            return _("“{title}”").format(title=self.title)
        said = _("“{title}” (translation into {language})")
        return said.format(title=self.title, language=_(self.translated_into))

    def _in_force(self) -> str:
        since = in_words(self.in_force_from)
        if self.in_force_until is None:
            return _("in force from {since}").format(since=since)
        return _("in force from {since} until {until}").format(
            since=since, until=in_words(self.in_force_until)
        )
