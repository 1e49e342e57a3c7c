"""What the rules need to know of a delegation, and of what its consultee answered."""

from dataclasses import dataclass
from datetime import date

from policies.domain.dates import in_words
from policies.domain.stages import Party


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the consultee last said of the submission in question.

    ``was_given_by_actor`` is whether the person who would decide gave or recorded it.
    """

    pk: int
    stance: str
    objects: bool
    was_given_by_actor: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """A delegation as it bears on one submission.

    ``answer`` is None while the consultee has not answered on this very text;
    ``answered_earlier`` is whether they did on an earlier text of the version.
    """

    post: Party
    granted_by: str
    granted_on: date
    minute_reference: str
    is_for_this_document: bool = True
    document: str = ""
    starts_on: date
    expires_on: date | None = None
    minor_only: bool = True
    consultee: str = ""
    answer: Answer | None = None
    answered_earlier: bool = False

    @property
    def named(self) -> str:
        """The delegation as a sentence names it: “Cabinet of 3 March 2026 (Minute 12)”."""
        return f"{self.granted_by} of {in_words(self.granted_on)} ({self.minute_reference})"
