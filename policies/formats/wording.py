"""How dates, telephone numbers, addresses and places are written for readers of any format."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

PLACES = {"E": "England", "W": "Wales", "S": "Scotland", "NI": "Northern Ireland"}
# Languages that are written from right to left, by the first part of their code.
RIGHT_TO_LEFT = {"ar", "fa", "he", "ps", "sd", "ug", "ur", "yi"}

_EMAIL = re.compile(r"[^@\s<>\"',;:]+@[^@\s<>\"',;:]+\.[^@\s<>\"',;:]+")
_TELEPHONE = re.compile(r"\+?[\d\s().-]{3,}")


def written_date(day: date | str | None) -> str:
    """Return "3 May 2026" for a day or its ISO form, "" for none; other words stay as they are."""
    if not day:
        return ""
    if isinstance(day, str):
        try:
            day = date.fromisoformat(day)
        except ValueError:
            return str(day)
    return f"{day.day} {day:%B} {day.year}"


def written_places(codes: Iterable[str]) -> str:
    """Return "England, Wales and Scotland" for the jurisdictions E, W and S."""
    return listed([PLACES.get(code.strip(), code.strip()) for code in codes if code.strip()])


def listed(names: Sequence[str]) -> str:
    """Return "a, b and c" for these names."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def direction_of(language: str) -> str:
    """Return "rtl" or "ltr", the direction in which this language is written."""
    return "rtl" if language.split("-")[0] in RIGHT_TO_LEFT else "ltr"


def web_address(address: str, portal: str = "") -> str:
    """Return the address if a reader may be led there, and "" if not.

    ``/documents/…`` is an address on this portal, written behind ``portal`` where the reader is
    elsewhere. Otherwise only http and https: a script in an address would run in the
    reader's browser (OWASP, "Unvalidated redirects and forwards").
    """
    address = address.strip()
    if address.startswith("/") and not address.startswith("//"):
        return portal + address
    return address if address.lower().startswith(("https://", "http://")) else ""


def mail_link(email: str) -> str:
    """Return the ``mailto:`` link of this mailbox, or "" if it is not one mailbox."""
    email = email.strip()
    return f"mailto:{email}" if _EMAIL.fullmatch(email) else ""


def telephone_link(number: str) -> str:
    """Return the ``tel:`` link (RFC 3966) of a number as people write it, or "".

    Words after the number, such as an extension, are not dialled, nor is a "(0)" after
    a country code.
    """
    found = _TELEPHONE.match(number.strip())
    if not found:
        return ""
    written = found[0]
    if written.startswith("+"):
        written = written.replace("(0)", "")
    digits = re.sub(r"\D", "", written)
    return f"tel:{'+' if written.startswith('+') else ''}{digits}" if len(digits) > 2 else ""


def shortened(text: str, longest: int) -> str:
    """Return the text, cut after a whole word with "…" if it is longer than ``longest``."""
    if len(text) <= longest:
        return text
    words = text[:longest].rsplit(" ", 1)[0].rstrip(" ,;:")
    return f"{words}…"
