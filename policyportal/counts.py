"""The cache in which all processes count together, and what stands in while it is away."""

import logging
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.core.cache import CacheHandler
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
        self._handler = CacheHandler({"shared": params["OPTIONS"]["shared"]})
        self.reserve = LocMemCache("reserve", {})

    @property
    def shared(self) -> BaseCache:
        """The cache itself, made when it is first asked: making it may fail too."""
        return self._handler["shared"]

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

    def close(self, **named):
        self._handler.close_all()

    def _asked(self, deed: str, *args, **named):
        try:
            with _apart_from_the_transaction():
                return getattr(self.shared, deed)(*args, **named)
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


def counts_in(shared: dict[str, Any]) -> dict[str, Any]:
    """Return the setting of a cache that counts in this one, and by itself while it is away.

    One that is a part of the process is never away.
    """
    if shared["BACKEND"].endswith(LocMemCache.__name__):
        return shared
    return {"BACKEND": f"{__name__}.{SharedCounts.__name__}", "OPTIONS": {"shared": shared}}
