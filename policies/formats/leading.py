"""Where a link of a text leads once the text stands in a file of its own, away from the portal."""

import re
from urllib.parse import quote, urlsplit

from policies.domain.record import PublicationRecord

# RFC 3986, 2.2 and 2.3; a bracket has a place only in numeric hosts, which no text links to.
_AS_THEY_ARE = "%/:?#@!$&'()*+,;=~"
_LOOSE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def portal_of(record: PublicationRecord) -> str:
    """Return the address of the portal, from the page where the reader is told to check."""
    return record.check_address.split("/documents/")[0]


def address_from_file(link: str, portal: str) -> str:
    """Return the address that a link of a text has in a file, or "" if nothing is at its end.

    An address on the portal is written behind ``portal``; "#…" stays, for the file to resolve;
    what no URI may hold is percent-encoded, because Word and e-book readers refuse the whole
    file otherwise (RFC 3986).
    """
    link = link.strip()
    if link.startswith("#"):
        return link
    if link.startswith("/") and not link.startswith("//"):
        link = portal + link
    try:
        parts = urlsplit(link)
    except ValueError:
        return ""
    is_web = parts.scheme in {"http", "https"} and bool(parts.netloc)
    is_call = parts.scheme in {"mailto", "tel"} and bool(parts.path)
    if not (is_web or is_call):
        return ""
    return quote(_LOOSE_PERCENT.sub("%25", link), safe=_AS_THEY_ARE)
