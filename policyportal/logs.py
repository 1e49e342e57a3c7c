"""How the log is written: JSON lines on a server, readable lines in development.

A line of a server says where something happened and what sort of fault it was, and nothing that
a person wrote, sent or is called: no path, query, address or words of an exception.
"""

import json
import logging
import traceback
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from policyportal.request_ids import current, route_of

_FRAMES = 15
_FIELDS = ("method", "route", "status", "milliseconds")


class WithRequestId(logging.Filter):
    """Gives each line the identity of the request that caused it."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every line through. Django tells of an answer when the request's turn is over."""
        request = getattr(record, "request", None)
        record.request_id = current.get() or getattr(request, "request_id", "-")
        return True


class JsonLines(logging.Formatter):
    """One JSON object a line, as collectors of logs read it."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "request_id": getattr(record, "request_id", "-"),
            "message": _message(record),
        }
        line |= {name: getattr(record, name) for name in _FIELDS if hasattr(record, name)}
        if record.exc_info and record.exc_info[1]:
            line["exception"] = [_about(error) for error in _chain(record.exc_info[1])]
        return json.dumps(line, ensure_ascii=False)


def _message(record: logging.LogRecord) -> str:
    """What Django says of a request has its path in it: then the status and the route instead."""
    request = getattr(record, "request", None)
    if request is None:
        return record.getMessage()
    status = getattr(record, "status_code", None)
    said = HTTPStatus(status).phrase if status in [*HTTPStatus] else record.levelname.capitalize()
    route = route_of(request) if hasattr(request, "resolver_match") else ""
    return f"{said}: {route or 'no such address'}"


def _chain(error: BaseException | None) -> list[BaseException]:
    """A fault and what it came from, the first cause last."""
    chain: list[BaseException] = []
    while error is not None and error not in chain:
        chain.append(error)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return chain


def _about(error: BaseException) -> dict[str, Any]:
    """The sort of a fault and where it arose. Its words may quote whatever a person sent."""
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    about: dict[str, Any] = {
        "type": f"{type(error).__module__}.{type(error).__qualname__}",
        "where": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
    }
    if isinstance(error, OSError) and error.strerror:
        about["system"] = error.strerror
    return about


def configuration(*, readable: bool) -> dict[str, Any]:
    """Return the settings of the log. Everything goes to the standard error of the process."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"request_id": {"()": WithRequestId}},
        "formatters": {
            "json": {"()": JsonLines},
            "readable": {"format": "%(levelname)s %(name)s [%(request_id)s] %(message)s"},
        },
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "filters": ["request_id"],
                "formatter": "readable" if readable else "json",
            }
        },
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            "policies": {"level": "INFO"},
            # In development the server itself tells of each request.
            "policyportal": {"level": "WARNING" if readable else "INFO"},
            # Its own ways out would send what a request held by mail.
            "django": {"handlers": [], "level": "INFO", "propagate": True},
        },
    }
