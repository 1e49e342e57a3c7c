"""What readers may be shown at a moment: which text was in force when they asked and when they
were answered."""

import re
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

# What stands in every heading, paragraph and title of one version: zq, its document, its number.
_TOKEN = re.compile(r"zq([a-z]+)([0-9]+)x([0-9]+)zq")


@dataclass(frozen=True, order=True)
class Told:
    """One version of one document, as its words name it."""

    slug: str
    major: int
    minor: int

    @property
    def token(self) -> str:
        return f"zq{self.slug}{self.major}x{self.minor}zq"

    @property
    def number(self) -> str:
        return f"{self.major}.{self.minor}"


def told_in(words: str) -> list[Told]:
    """Every mention of a version, in the order of the words."""
    return [Told(slug, int(major), int(minor)) for slug, major, minor in _TOKEN.findall(words)]


@dataclass
class Shown:
    """A version, and when its publishing began and was done."""

    told: Told
    begun: float
    sha256: str = ""
    day: str = ""
    done: float | None = None


@dataclass
class Truth:
    """Every publication, in its order. The officer writes it and the readers ask it."""

    _kept: dict[str, list[Shown]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def begins(self, told: Told) -> Shown:
        """Note that a version is about to come into force."""
        with self._lock:
            shown = Shown(told, time.monotonic())
            self._kept.setdefault(told.slug, []).append(shown)
            return shown

    def is_done(self, shown: Shown, *, sha256: str, day: str) -> None:
        """Note that a version is in force, from here on for whoever asks."""
        with self._lock:
            shown.sha256, shown.day, shown.done = sha256, day, time.monotonic()

    def slugs(self) -> list[str]:
        with self._lock:
            return sorted(self._kept)

    def published(self, slug: str) -> list[Shown]:
        """The versions that whoever asks from now on can read."""
        with self._lock:
            return [shown for shown in self._kept[slug] if shown.done is not None]

    def may_be_in_force(self, slug: str, asked: float, answered: float) -> list[Told]:
        """The versions that were in force at some moment between asking and being answered."""
        with self._lock:
            begun = [shown for shown in self._kept[slug] if shown.begun <= answered]
            done = [n for n, shown in enumerate(begun) if shown.done and shown.done <= asked]
            return [shown.told for shown in begun[done[-1] if done else 0 :]]

    def is_stale(self, told: Iterable[Told], asked: float, answered: float) -> list[Told]:
        """Those of these versions that were no more, or not yet, in force all that time."""
        return [one for one in told
                if one not in self.may_be_in_force(one.slug, asked, answered)]  # fmt: skip
