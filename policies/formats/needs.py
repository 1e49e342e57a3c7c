"""The formats in the words of their readers, under what each of them is good for.

``FORMATS`` names a format by what its file is; a reader looks for what they need. Each format
stands under one need here, in the order in which they are offered.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from policies.domain.language import _, gettext_noop


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What a reader wants to do: what it is called, whom it suits, and its formats by name.

    ``formats`` holds for each format of ``FORMATS`` what it is in plain words.
    """

    name: str
    title_in_english: str
    suits_in_english: str
    formats: Mapping[str, str]

    @property
    def title(self) -> str:
        """The need as a heading names it."""
        return _(self.title_in_english)

    @property
    def suits(self) -> str:
        """Whom these formats suit, in a sentence."""
        return _(self.suits_in_english)

    def words_for(self, format_name: str) -> str:
        """Return what this format is, in plain words. Raises KeyError if it is not here."""
        return _(self.formats[format_name])


NEEDS = (
    Need(
        name="print",
        title_in_english=gettext_noop("Print it"),
        suits_in_english=gettext_noop("For paper, and for reading page by page on a screen."),
        formats=MappingProxyType(
            {
                "pdf": gettext_noop("Ordinary print, PDF"),
                "at-a-glance": gettext_noop("The main points on one sheet, PDF"),
            }
        ),
    ),
    Need(
        name="larger-print",
        title_in_english=gettext_noop("Larger print and other colours"),
        suits_in_english=gettext_noop(
            "If ordinary print is too small, or black on white too bright."
        ),
        formats=MappingProxyType(
            {
                "large-print": gettext_noop("Large print, PDF"),
                "giant-print": gettext_noop("Giant print, PDF"),
                "high-contrast": gettext_noop("Large print, white on black, PDF"),
                "yellow-on-black": gettext_noop("Large print, yellow on black, PDF"),
            }
        ),
    ),
    Need(
        name="listen",
        title_in_english=gettext_noop("Listen to it"),
        suits_in_english=gettext_noop(
            "If you would rather hear it: one recording for each section, to play on any device."
        ),
        formats=MappingProxyType({"audio": gettext_noop("Recordings, MP3 files in a zip folder")}),
    ),
    Need(
        name="braille",
        title_in_english=gettext_noop("Braille"),
        suits_in_english=gettext_noop(
            "If you read Braille: for your Braille display, or for an embosser. "
            "We can also send it on paper."
        ),
        formats=MappingProxyType(
            {
                "braille": gettext_noop("Braille for an embosser, contracted (grade 2)"),
                "braille-uncontracted": gettext_noop(
                    "Braille for an embosser, uncontracted (grade 1)"
                ),
            }
        ),
    ),
    Need(
        name="own-device",
        title_in_english=gettext_noop("E-book, Word or text"),
        suits_in_english=gettext_noop(
            "If you set the letters, the spacing and the colours yourself, or copy from the text."
        ),
        formats=MappingProxyType(
            {
                "epub": gettext_noop("E-book, EPUB"),
                "word": gettext_noop("Word document"),
                "text": gettext_noop("Plain text"),
            }
        ),
    ),
    Need(
        name="exact-words",
        title_in_english=gettext_noop("The exact words"),
        suits_in_english=gettext_noop(
            "For officers who work on the text, and for programs that check it."
        ),
        formats=MappingProxyType({"markdown": gettext_noop("Text with marks, Markdown")}),
    ),
)
# Where a format stands that nobody has put under a need yet, under its own label.
REST = NEEDS[-2]
NAMED = frozenset(name for need in NEEDS for name in need.formats)
