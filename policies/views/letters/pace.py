"""How many forms are taken from one address, and from everybody, in an hour.

The address of the sender is kept nowhere, only a keyed hash of it, for the hour.
"""

import time
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

HOUR = 60 * 60
# A whole council can share one address, and its members read one circular in the same hour.
MOST_FROM_ONE = 20
MOST_IN_ALL = 300
# One household has as many addresses of IPv6 as it likes, all in one such network.
_HOUSEHOLD = 64


def seconds_to_wait(request: HttpRequest, *, form: str) -> int:
    """Count one more of these forms; return 0, or the seconds after which it may be sent again.

    ``form`` names what is counted: each kind of form has numbers of its own.
    """
    now = int(time.time())
    hour = now // HOUR
    is_too_many = [
        counted(f"{form}/{hour}/{whose}", seconds=HOUR) > most
        for whose, most in ((hashed(sender_of(request)), MOST_FROM_ONE), ("all", MOST_IN_ALL))
    ]
    return (hour + 1) * HOUR - now if any(is_too_many) else 0


def sender_of(request: HttpRequest) -> str:
    """Return the address that the form came from, as far as it can be believed.

    Each front server adds whoever called it at the end of X-Forwarded-For, so that with two of
    them the last but one is the reader. What stands before that anyone could have written.
    """
    said = request.headers.get("X-Forwarded-For", "").split(",")
    trusted = settings.TRUSTED_PROXIES
    remote = request.META.get("REMOTE_ADDR", "")
    return said[-trusted].strip() if 0 < trusted <= len(said) else remote


def counted(key: str, *, seconds: int) -> int:
    """Count one more under this key, which is forgotten after so many seconds; return how many."""
    counts = caches["pace"]
    counts.add(key, 0, timeout=seconds)
    try:
        return counts.incr(key)
    except ValueError:
        # The cache was full and let it go meanwhile.
        counts.set(key, 1, timeout=seconds)
        return 1


def hashed(address: str) -> str:
    """Return a number from which nobody without the secret key finds the address again."""
    try:
        found = ip_address(address)
    except ValueError:
        whose = address
    else:
        is_v6 = isinstance(found, IPv6Address)
        whose = str(ip_network((found, _HOUSEHOLD), strict=False)) if is_v6 else str(found)
    return salted_hmac("policies.pace", whose, algorithm="sha256").hexdigest()
