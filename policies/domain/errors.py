"""Refusals: what the portal will not do, each with every reason in a sentence.

Refusal
├── MoveRefused        a move of the lifecycle is closed
├── StaleSave          someone saved since this was opened
├── ContentRefused     a text cannot be kept as it is
├── SourceRefused      a file cannot be read at all
├── SearchRefused      a search asks too much
├── BackupRefused      a backup cannot be made, or an archive cannot be restored
├── StoreFull          there is no room for a file
├── AccessRefused      an account, or a link to it, is closed
└── RenderingRefused   a file cannot be made here
    ├── NotInLanguage  nobody can make it in that language with what the portal uses
    ├── BuildUnderWay  another builder is making it now
    └── TimeRanOut     it asks for more time than it was given
"""

from collections.abc import Iterable


class Refusal(Exception):
    """Something was not done; ``reasons`` says why, one sentence each, and nothing changed."""

    def __init__(self, reasons: str | Iterable[str]) -> None:
        self.reasons = (reasons,) if isinstance(reasons, str) else tuple(reasons)
        super().__init__(" ".join(self.reasons))


# What is said of a fault that nobody foresaw: its own words are for the log alone.
FAULT = "Something in the portal failed. Whoever runs it finds the details in its log."


def sentence_about(error: Exception) -> str:
    """Return the words of a refusal, and for any other fault one that gives nothing away."""
    return str(error) if isinstance(error, Refusal) else FAULT


class MoveRefused(Refusal):
    """A move is closed to this person, on this version, at this moment."""


class StaleSave(Refusal):
    """Someone saved the same text after this person opened it. Both texts are kept (rule B14)."""


class ContentRefused(Refusal):
    """A text breaks a rule that every version keeps."""


class SourceRefused(Refusal):
    """A file could not be read: wrong kind, encoding or size. Nothing was written."""


class SearchRefused(Refusal):
    """A search is too long, or asks for what there cannot be."""


class BackupRefused(Refusal):
    """A backup cannot be made, or an archive cannot be restored here. Nothing was changed."""


class StoreFull(Refusal):
    """There is no room where files are kept. Nothing was kept, and nobody needs to clear up."""


class AccessRefused(Refusal):
    """An account cannot be opened, linked or changed like this, or a link to it has ended."""


class RenderingRefused(Refusal):
    """A format cannot be made: a part of the system is missing, or the text asks too much."""


class NotInLanguage(RenderingRefused):
    """A format is not to be had in a language, whatever is installed."""


class BuildUnderWay(RenderingRefused):
    """Another builder is making this file now; asking again a little later will find it."""


class TimeRanOut(RenderingRefused):
    """The file takes longer than this maker was given; the clock gives more."""
