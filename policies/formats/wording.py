"""How dates, telephone numbers, addresses and places are written for readers of any format."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from django.utils import dateformat

from policies.domain.content import VersionContent
from policies.domain.language import _, gettext_noop, speaking

PLACES = {
    "E": gettext_noop("England"),
    "W": gettext_noop("Wales"),
    "S": gettext_noop("Scotland"),
    "NI": gettext_noop("Northern Ireland"),
}
# How a text is linked to another, and how much it changed: rows keep the English words.
LINK_TYPES = (
    gettext_noop("is read with"),
    gettext_noop("implements"),
    gettext_noop("supports"),
    gettext_noop("adopts"),
    gettext_noop("is an appendix of"),
)
CLASSES_OF_CHANGE = {
    "new": gettext_noop("New"),
    "substantive": gettext_noop("Substantive"),
    "minor": gettext_noop("Minor"),
}

_EMAIL = re.compile(r"[^@\s<>\"',;:]+@[^@\s<>\"',;:]+\.[^@\s<>\"',;:]+")
_TELEPHONE = re.compile(r"\+?[\d\s().-]{3,}")

More = ParamSpec("More")
Made = TypeVar("Made")
_Writing = Callable[Concatenate[VersionContent, More], Made]


def in_its_language(write: _Writing[More, Made]) -> _Writing[More, Made]:
    """Have a function say all fixed words in the language of the text, its first argument.

    The words are made when they are asked for, so what it returns must be whole.
    """

    @wraps(write)
    def written(content: VersionContent, /, *more: More.args, **named: More.kwargs) -> Made:
        with speaking(content.language):
            return write(content, *more, **named)

    return written


def written_date(day: date | str | None) -> str:
    """Return "3 May 2026" for a day or its ISO form, "" for none; other words stay as they are.

    The month is in the language that is spoken now.
    """
    if not day:
        return ""
    if isinstance(day, str):
        try:
            day = date.fromisoformat(day)
        except ValueError:
            return str(day)
    return dateformat.format(day, "j F Y")


def written_places(codes: Iterable[str]) -> str:
    """Return "England, Wales and Scotland" for the jurisdictions E, W and S."""
    return listed([_(PLACES.get(code.strip(), code.strip())) for code in codes if code.strip()])


def listed(names: Sequence[str]) -> str:
    """Return "a, b and c" for these names."""
    if len(names) < 2:
        return "".join(names)
    return _("{several} and {last}").format(several=_(", ").join(names[:-1]), last=names[-1])


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
