"""Asking the council for another format: what can be asked for, by when it is sent, and why not.

The duty is the Equality Act 2010, section 20(6): information in an accessible format, without
charge. A target is counted in working days from the day on which the council was asked.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from enum import StrEnum

from policies.domain.language import _, gettext_noop
from policies.domain.letters import reasons_against_answering_readers
from policies.domain.roles import Role
from policies.domain.workingdays import working_days_after

# Working days from the asking to the sending, where the council set no other number.
USUAL_TARGET_DAYS = 10
# A longer target is a slip of the keyboard.
MOST_TARGET_DAYS = 90


class AskedFormat(StrEnum):
    """What a reader can ask for that no file of the portal is."""

    LARGE_PRINT = "large-print"
    PRINT = "print"
    BRAILLE = "braille"
    AUDIO_CD = "audio-cd"
    EASY_READ = "easy-read"
    BSL = "bsl"
    LANGUAGE = "language"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The format as a person names it."""
        return _(_LABELS[self])

    @property
    def is_posted(self) -> bool:
        """Whether it comes by post, because it cannot be sent by e-mail."""
        return self in _POSTED

    @property
    def needs_words(self) -> str:
        """What the reader must say besides, as a sentence; or nothing."""
        words = _NEEDS_WORDS.get(self, "")
        return _(words) if words else ""


_LABELS = {
    AskedFormat.LARGE_PRINT: gettext_noop("Large print on paper"),
    AskedFormat.PRINT: gettext_noop("An ordinary print on paper"),
    AskedFormat.BRAILLE: gettext_noop("Braille on paper"),
    AskedFormat.AUDIO_CD: gettext_noop("Audio on CD"),
    AskedFormat.EASY_READ: gettext_noop("Easy Read"),
    AskedFormat.BSL: gettext_noop("British Sign Language"),
    AskedFormat.LANGUAGE: gettext_noop("Another language"),
    AskedFormat.OTHER: gettext_noop("Something else"),
}
_POSTED = frozenset(
    {AskedFormat.LARGE_PRINT, AskedFormat.PRINT, AskedFormat.BRAILLE, AskedFormat.AUDIO_CD}
)
_NEEDS_WORDS = {
    AskedFormat.LANGUAGE: gettext_noop("Say which language."),
    AskedFormat.OTHER: gettext_noop("Say which format would suit you."),
}


class RequestStatus(StrEnum):
    """How far the council has come with a request."""

    RECEIVED = "received"
    IN_HAND = "in_hand"
    SENT = "sent"
    REFUSED = "refused"

    @property
    def label(self) -> str:
        """The status as the queue shows it."""
        return _STATUS_LABELS[self]

    @property
    def is_open(self) -> bool:
        """Whether the reader still waits."""
        return bool(NEXT[self])


_STATUS_LABELS = {
    RequestStatus.RECEIVED: "Received",
    RequestStatus.IN_HAND: "In hand",
    RequestStatus.SENT: "Sent",
    RequestStatus.REFUSED: "Cannot be provided",
}

# What a request can become next; what is sent or refused is closed for good.
NEXT: Mapping[RequestStatus, tuple[RequestStatus, ...]] = {
    RequestStatus.RECEIVED: (RequestStatus.IN_HAND, RequestStatus.SENT, RequestStatus.REFUSED),
    RequestStatus.IN_HAND: (RequestStatus.SENT, RequestStatus.REFUSED),
    RequestStatus.SENT: (),
    RequestStatus.REFUSED: (),
}


def faults_of_request(
    asked: AskedFormat | None, *, which: str, email: str, postal_address: str
) -> tuple[tuple[str, str], ...]:
    """Return what is missing in a request, each as the name of the field and a sentence."""
    return tuple(_faults(asked, which.strip(), email.strip(), postal_address.strip()))


def _faults(
    asked: AskedFormat | None, which: str, email: str, postal_address: str
) -> Iterator[tuple[str, str]]:
    if asked is None:
        yield "asked", _("Choose a format.")
    elif asked.needs_words and not which:
        yield "which", asked.needs_words
    if asked and asked.is_posted and not postal_address:
        yield "postal_address", _("Give the address to post it to.")
    elif not (email or postal_address):
        yield "email", _("Give an e-mail address or a postal address to send it to.")


def target_day(asked: AskedFormat, *, day: date, targets: Mapping[str, int], nations: str) -> date:
    """Return the working day by which a format asked for on ``day`` is to be sent.

    ``targets`` holds working days by format, as the council set them; ``nations`` are those
    whose bank holidays count.
    """
    return working_days_after(day, targets.get(asked.value, USUAL_TARGET_DAYS), nations)


def reasons_against_answering(
    roles: Collection[Role],
    *,
    is_active: bool,
    status: RequestStatus,
    to: RequestStatus,
    reason: str,
) -> tuple[str, ...]:
    """Return every reason why this person cannot bring a request from one status to another."""
    reasons = list(reasons_against_answering_readers(roles, is_active=is_active))
    if not status.is_open:
        reasons.append(f"This request is closed: {status.label.lower()}.")
    elif to not in NEXT[status]:
        reasons.append(f"This request is {status.label.lower()} already.")
    if to is RequestStatus.REFUSED and not reason.strip():
        reasons.append("Say why it cannot be provided. The reader is told.")
    return tuple(reasons)
