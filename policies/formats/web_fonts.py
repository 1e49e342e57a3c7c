"""Fonts for the browsers of readers whose device has none for a script: made from the fonts that
this machine has installed (Debian: fonts-noto-core), never kept with the code."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

# Where systems keep the fonts that are installed for everyone.
INSTALLED_IN = ("/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts")


@dataclass(frozen=True, slots=True)
class WebFont:
    """One font: whose name a stylesheet asks for, its weight, and the letters that it is for.

    ``letters`` is the unicode-range of CSS: a browser fetches the file only for a page that has
    some of them.
    """

    family: str
    file: str
    weight: int
    letters: str

    @property
    def name(self) -> str:
        """The name of the file that browsers fetch."""
        return f"{self.file}.woff2"


_ARABIC = "U+0600-06FF, U+0750-077F, U+08A0-08FF, U+FB50-FDFF, U+FE70-FEFF"
_BENGALI = "U+0964-0965, U+0980-09FF"
WEB_FONTS = (
    WebFont("Noto Nastaliq Urdu", "NotoNastaliqUrdu-Regular", 400, _ARABIC),
    WebFont("Noto Nastaliq Urdu", "NotoNastaliqUrdu-Bold", 700, _ARABIC),
    WebFont("Noto Sans Bengali", "NotoSansBengali-Regular", 400, _BENGALI),
    WebFont("Noto Sans Bengali", "NotoSansBengali-Bold", 700, _BENGALI),
)


def collect(into: Path, *, installed_in: Sequence[str] = INSTALLED_IN) -> tuple[str, ...]:
    """Put each font that is installed into this folder as WOFF2 (W3C), and return the families
    that are not installed. What was made from the same file before is left alone."""
    from fontTools.ttLib import TTFont

    into.mkdir(parents=True, exist_ok=True)
    missing = []
    for font in WEB_FONTS:
        source = _installed(f"{font.file}.ttf", installed_in)
        made = into / font.name
        if source is None:
            missing.append(font.family)
        elif not made.exists() or made.stat().st_mtime < source.stat().st_mtime:
            with TTFont(source) as opened:
                opened.flavor = "woff2"
                half_done = made.with_suffix(".part")
                opened.save(half_done)
                half_done.replace(made)
    return tuple(dict.fromkeys(missing))


def _installed(name: str, places: Sequence[str]) -> Path | None:
    found = (path for place in places for path in sorted(Path(place).rglob(name)))
    return next(found, None)
