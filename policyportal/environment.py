"""The environment as the settings ask it: strictly, and all that is wrong is said at once.

A misspelt value must not become a default in silence, and whoever sets a server up should not
learn of its faults one restart at a time. No sentence repeats a value, because some are secrets.
"""

from collections.abc import Callable, Sequence
from datetime import date
from email.utils import parseaddr
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email
from django.http.request import validate_host

DEVELOPMENT_KEY = "a-key-for-development-only"
SHORTEST_KEY = 50
_YES, _NO = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}
_ENGINES = {"django.db.backends.sqlite3", "django.db.backends.postgresql"}
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
# What a value that must be there is for; the sentence goes on after “is missing”.
_WANTED = {
    "DJANGO_SECRET_KEY": (
        f"It signs sessions and links: at least {SHORTEST_KEY} random characters, kept secret."
    ),
    "DJANGO_ALLOWED_HOSTS": "The names under which readers reach the portal, with commas between.",
    "PORTAL_PUBLIC_ADDRESS": "It is printed in files: https:// and the name, without a path.",
    "PORTAL_OIDC_CLIENT_ID": "The council’s server gives it to this portal.",
    "PORTAL_OIDC_CLIENT_SECRET": "The council’s server gives it to this portal, kept secret.",
}
# How a value is written, where it is more than a word or a number.
_WRITTEN = {
    "EMAIL_URL": "Write it as smtp+tls://user:password@mail.example:587",
    "PORTAL_PACE_CACHE_URL": "Write it as dbcache://portal_pace or filecache:///folder",
}


class Environment(environ.FileAwareEnv):
    """The environment of one start. ``problems`` are the sentences that keep it from starting."""

    def __init__(self) -> None:
        super().__init__()
        # The files named by *_FILE are read for this start and not remembered for the next.
        self.ENVIRON = environ.FileAwareMapping(cache=False)
        self.problems: list[str] = []

    def get_value(
        self,
        var: str,
        cast: Any = None,
        default: Any = environ.Env.NOTSET,
        parse_default: bool = False,
    ) -> Any:
        """Return what stands under this name, or the default where it is missing or empty.

        Unlike its parent it takes “$” in a value as it stands: a random key may begin with one.
        """
        written = self._written(var)
        if written:
            return self._made(var, lambda: _parsed(written, cast), cast)
        if default is not self.NOTSET:
            return default
        self.problems.append(f"{var} is missing. {_WANTED.get(var, '')}".strip())
        return _nothing(cast)

    def _written(self, var: str) -> str:
        try:
            # A secret in a file usually ends with a line end that is no part of it.
            return str(self.ENVIRON.get(var, "")).strip()
        except (OSError, UnicodeDecodeError):
            self.problems.append(f"{var}_FILE names a file that cannot be read as text.")
            return ""

    def _made(self, var: str, make: Callable[[], Any], cast: Any = None) -> Any:
        try:
            return make()
        except (ValueError, TypeError, KeyError, ImproperlyConfigured) as error:
            unsaid = _WRITTEN.get(var, "It cannot be understood.")
            why = str(error) if isinstance(error, _WrongValue) else unsaid
            self.problems.append(f"{var} is wrong. {why}")
            return _nothing(cast)

    def db_url(self, var: str, default: str = "", engine: str | None = None) -> dict[str, Any]:
        """Return the database that an address names: SQLite or PostgreSQL."""
        written = self.get_value(var, default=default)

        def made() -> dict[str, Any]:
            scheme = urlsplit(written).scheme
            if self.DB_SCHEMES.get(scheme, "") not in _ENGINES:
                raise _WrongValue("It must begin with sqlite:/// or postgres://")
            return self.db_url_config(written)

        return self._made(var, made, dict) or self.db_url_config(default)

    def cache_url(self, var: str, default: str = "", backend: str | None = None) -> dict[str, Any]:
        """Return the cache that an address names."""
        written = self.get_value(var, default=default)
        made = self._made(var, lambda: self.cache_url_config(written, backend), dict)
        return made or self.cache_url_config(default, backend)

    def email_url(self, var: str, default: str = "", backend: str | None = None) -> dict[str, Any]:
        """Return the settings of the mail server that an address names."""
        written = self.get_value(var, default=default)
        made = self._made(var, lambda: self.email_url_config(written, backend), dict)
        return made or self.email_url_config(default, backend)

    def day(self, var: str, default: date | None = None) -> date | None:
        """Return a day written as 2027-05-31."""
        written = self.get_value(var, default="")
        if not written:
            return default

        def made() -> date:
            try:
                return date.fromisoformat(written)
            except ValueError as error:
                raise _WrongValue("Write a day as 2027-05-31.") from error

        return self._made(var, made) or default

    def at_least(self, var: str, least: int, default: int) -> int:
        """Return a whole number that is not too small to work with."""
        written: int = self.get_value(var, cast=int, default=default)
        is_told = any(one.startswith(f"{var} ") for one in self.problems)
        if written < least and not is_told:
            self.problems.append(f"{var} is wrong. Write {least} or more.")
        return written

    def one_of(self, var: str, values: Sequence[str], default: str) -> str:
        """Return one of a few words."""
        written = str(self.get_value(var, default=default))
        if written in values:
            return written
        self.problems.append(f"{var} is wrong. Write {' or '.join(values)}.")
        return default

    def look_through(
        self,
        *,
        secret_key: str,
        hosts: list[str],
        public_address: str,
        mail_from: str,
        security_contact: str,
    ) -> None:
        """Note what a production start must not have, though each value can be read."""
        if secret_key and (
            len(secret_key) < SHORTEST_KEY
            or len(set(secret_key)) < 10
            or secret_key.startswith("django-insecure-")
        ):
            self.problems.append(
                f"DJANGO_SECRET_KEY can be guessed. It needs {SHORTEST_KEY} random characters."
            )
        if "*" in hosts:
            self.problems.append(
                "DJANGO_ALLOWED_HOSTS lets every name in (*). Name the portal’s own names."
            )
        self.problems.extend(_wrong_with_address(public_address, hosts))
        try:
            validate_email(parseaddr(mail_from)[1])
        except ValidationError:
            self.problems.append("PORTAL_MAIL_FROM is wrong. Write an e-mail address.")
        # RFC 9116, section 2.5.3.
        if security_contact and not security_contact.startswith(("mailto:", "https://", "tel:")):
            self.problems.append(
                "PORTAL_SECURITY_CONTACT is wrong. It must begin with mailto:, https:// or tel:."
            )

    def refuse_what_is_wrong(self) -> None:
        """Raise ImproperlyConfigured with every problem, a line each, if there is any."""
        if self.problems:
            lines = "".join(f"\n* {one}" for one in dict.fromkeys(self.problems))
            raise ImproperlyConfigured(f"The portal cannot start with this environment:{lines}")


class _WrongValue(ValueError):
    """A value that is refused with a sentence of its own."""


def _parsed(written: str, cast: Any) -> Any:
    if cast is bool:
        if written.lower() not in _YES | _NO:
            raise _WrongValue("Write 1 for yes or 0 for no.")
        return written.lower() in _YES
    if cast is int:
        if not (written.isascii() and written.isdigit()):
            raise _WrongValue("Write a whole number.")
        return int(written)
    if cast is list:
        return [part.strip() for part in written.split(",") if part.strip()]
    return environ.Env.parse_value(written, cast)


def _nothing(cast: Any) -> Any:
    """What stands in for a value until the problems are told."""
    return {bool: False, int: 0, list: [], dict: {}}.get(cast, "")


def _wrong_with_address(address: str, hosts: list[str]) -> list[str]:
    if not address:
        return []
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query:
        return ["PORTAL_PUBLIC_ADDRESS is wrong. Write https:// and the name, without a path."]
    if parts.scheme == "http" and parts.hostname not in _LOOPBACK:
        return ["PORTAL_PUBLIC_ADDRESS is wrong. It must begin with https://"]
    if hosts and not validate_host(parts.hostname, hosts):
        return ["PORTAL_PUBLIC_ADDRESS has a name that DJANGO_ALLOWED_HOSTS does not let in."]
    return []
