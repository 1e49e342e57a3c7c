"""The cache in which all processes count together, and what stands in while it is away."""

import logging
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.core.cache import caches
from django.core.cache.backends.base import BaseCache, InvalidCacheKey
from django.core.cache.backends.locmem import LocMemCache
from django.db import connection, transaction

logger = logging.getLogger(__name__)


class SharedCounts(BaseCache):
    """A shared cache; each process counts for itself while it cannot be reached.

    A limit is then kept for each process instead of for all: nobody is kept from signing in or
    writing to the council, and nobody may try without end.
    """

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self.reserve = LocMemCache("reserve", {})

    def add(self, key, value, *args, **named):
        return self._asked("add", key, value, *args, **named)

    def get(self, key, *args, **named):
        return self._asked("get", key, *args, **named)

    def set(self, key, value, *args, **named):
        return self._asked("set", key, value, *args, **named)

    def touch(self, key, *args, **named):
        return self._asked("touch", key, *args, **named)

    def delete(self, key, *args, **named):
        return self._asked("delete", key, *args, **named)

    def incr(self, key, *args, **named):
        return self._asked("incr", key, *args, **named)

    def clear(self):
        return self._asked("clear")

    def _asked(self, deed: str, *args, **named):
        try:
            with _apart_from_the_transaction():
                return getattr(caches["shared"], deed)(*args, **named)
        except InvalidCacheKey:
            raise
        except Exception as error:
            # Where there is nothing to count up, the cache is well and says so.
            if deed == "incr" and isinstance(error, ValueError):
                raise
            logger.exception("The shared cache cannot be used: this process counts for itself")
            return getattr(self.reserve, deed)(*args, **named)


def _apart_from_the_transaction() -> AbstractContextManager:
    """In PostgreSQL a statement that fails would end the transaction in which it is made."""
    return transaction.atomic() if connection.in_atomic_block else nullcontext()


def counting_in(shared: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the caches that count in this one, and by themselves while it is away: Django’s
    default, in which allauth counts attempts, and “pace” for what readers send.

    One that is a part of the process is never away. ``shared`` stands under its own name, so that
    createcachetable and the doctor find it.
    """
    if shared["BACKEND"].endswith(LocMemCache.__name__):
        return {"default": shared, "pace": shared}
    with_reserve = {"BACKEND": f"{__name__}.{SharedCounts.__name__}"}
    return {"default": with_reserve, "pace": with_reserve, "shared": shared}
