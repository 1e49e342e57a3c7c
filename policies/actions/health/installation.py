"""What a doctor looks at on top: settings, mail, formats, fonts, a sample of hashes, the disk."""

import shutil
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks
from django.core.files.storage import FileSystemStorage, storages
from django.core.mail import get_connection
from django.db import connection
from django.http.request import validate_host

from policies import formats
from policies.actions.backups.stored import some_on_record, sound_bytes
from policies.actions.health.finding import Check, Finding, fine, note, wrong
from policies.actions.health.parts import READINESS
from policies.actions.people import roles_amiss
from policies.formats.web_fonts import WEB_FONTS
from policies.models import Message, Submission

_HERE = {"127.0.0.1", "::1", "localhost"}
_SAMPLE = 50
# With less than this the next recordings may not fit.
_LEAST_FREE_BYTES = 2 * 10**9
_GIGABYTE = 10**9


def roles(at: datetime) -> Finding:
    """Whether each role has exactly the permissions that this release gives it."""
    amiss = roles_amiss()
    if amiss:
        return wrong(
            f"{', '.join(amiss)}: not with the permissions of this release. "
            "Run: manage.py set_up_roles"
        )
    return fine("Every role has its permissions.")


def development(at: datetime) -> Finding:
    """Whether faults are shown to whoever meets them."""
    if not settings.DEBUG:
        return fine("Development is off: faults show nothing to the public.")
    if urlsplit(settings.PUBLIC_ADDRESS).hostname in _HERE:
        return note("Development is on (DJANGO_DEBUG), as on a machine for trying the portal.")
    return wrong("Development is on: readers would be shown the insides. Unset DJANGO_DEBUG.")


def address(at: datetime) -> Finding:
    """Whether what is printed in files leads to this portal."""
    parts = urlsplit(settings.PUBLIC_ADDRESS)
    if parts.hostname in _HERE and settings.DEBUG:
        return note(f"Files and letters lead to {settings.PUBLIC_ADDRESS}, this machine alone.")
    if parts.scheme != "https" or not parts.hostname or parts.hostname in _HERE:
        return wrong(
            f"Files and letters lead to {settings.PUBLIC_ADDRESS}. "
            "Set PORTAL_PUBLIC_ADDRESS to the address with https:// that readers use."
        )
    if not validate_host(parts.hostname, settings.ALLOWED_HOSTS):
        return wrong(f"Requests for {parts.hostname} are refused. Add it to DJANGO_ALLOWED_HOSTS.")
    return fine(f"Files and letters lead to {settings.PUBLIC_ADDRESS}.")


def security(at: datetime) -> Finding:
    """What Django's own deployment checks say."""
    if settings.DEBUG:
        return note("The settings of a production server are not looked at in development.")
    found = checks.run_checks(tags=[checks.Tags.security], include_deployment_checks=True)
    if found:
        return wrong(" ".join(f"{one.msg} ({one.id})" for one in found))
    return fine("Django’s deployment checks find nothing.")


def static_files(at: datetime) -> Finding:
    """Whether the stylesheets were collected for this release."""
    if settings.DEBUG:
        return note("In development the server finds the stylesheets itself.")
    if not (Path(settings.STATIC_ROOT) / "staticfiles.json").is_file():
        return wrong("The stylesheets were not collected. Run: manage.py collectstatic")
    return fine("The stylesheets were collected.")


def mail(at: datetime) -> Finding:
    """Whether the mail server can be reached, and whether letters wait for it."""
    stuck = Message.objects.waiting().filter(failures__gt=0).count()
    waiting = f" Messages that failed and are tried again: {stuck}." if stuck else ""
    if not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        return note(f"Messages are printed or kept, not sent: EMAIL_URL names no server.{waiting}")
    if settings.DEFAULT_FROM_EMAIL.endswith("@localhost"):
        return wrong("Messages would come from nobody. Set PORTAL_MAIL_FROM to a mailbox.")
    if not _mail_server_answers():
        return wrong(
            f"The mail server at {settings.EMAIL_HOST}:{settings.EMAIL_PORT} cannot be reached, or "
            f"does not take the name and password. Look at EMAIL_URL.{waiting}"
        )
    if stuck:
        return wrong(f"The mail server answers.{waiting} Why is on the desk, under Messages.")
    return fine("The mail server answers, and no message failed.")


def _mail_server_answers() -> bool:
    line = get_connection()
    try:
        line.open()
    except OSError:
        return False
    finally:
        line.close()
    return True


def format_check(name: str, at: datetime) -> Finding:
    """Whether a format can be made on this machine."""
    why_not = formats.available(name)
    return wrong(why_not) if why_not else fine(f"{formats.FORMATS[name].label} can be made.")


def fonts(at: datetime) -> Finding:
    """Whether readers whose device has no Urdu or Bengali letters get them from here."""
    folder = Path(settings.FONTS_DIR)
    missing = {font.family for font in WEB_FONTS if not (folder / font.name).is_file()}
    if missing:
        return note(
            f"Browsers are offered no {' and no '.join(sorted(missing))}. Install fonts-noto-core, "
            "then run manage.py collect_fonts and collectstatic."
        )
    return fine("Browsers are offered letters for Urdu and Bengali.")


def files(at: datetime) -> Finding:
    """Whether a sample of the stored files is there, with the bytes that were kept."""
    names = some_on_record(_SAMPLE)
    faulty = [name for name in names if sound_bytes(name) is None]
    if faulty:
        return wrong(
            f"{len(faulty)} of {len(names)} stored files are missing or altered, {faulty[0]} among "
            "them. Put them back from a backup; manage.py build_renditions --check lists all."
        )
    if not names:
        return fine("No file is stored yet.")
    return fine(f"{len(names)} stored files have the bytes that were kept.")


def texts(at: datetime) -> Finding:
    """Whether a sample of the submitted texts still has the published hashes."""
    rows = list(Submission.objects.order_by("?")[:_SAMPLE])
    altered = [row.pk for row in rows if not row.is_intact]
    if altered:
        return wrong(
            f"The bytes of submission {altered[0]} do not have their hash. Someone altered the "
            "database past the guards: keep it as it is, and compare it with the backups."
        )
    if not rows:
        return fine("No text was submitted yet.")
    return fine(f"{len(rows)} submitted texts have their published hashes.")


def disk(at: datetime) -> Finding:
    """Whether there is room for more files, and for a database that is a file."""
    places, store = [], storages["default"]
    if connection.vendor == "sqlite":
        places.append(Path(connection.settings_dict["NAME"]).parent)
    if isinstance(store, FileSystemStorage):
        places.append(Path(store.location))
    free = min((_free_bytes(place) for place in places), default=None)
    if free is None:
        return note("Neither the database nor the files are on a disk of this machine.")
    said = f"{free / _GIGABYTE:.1f} GB of disk are free"
    return wrong(f"Only {said}.") if free < _LEAST_FREE_BYTES else fine(f"{said}.")


def _free_bytes(place: Path) -> int:
    while not place.exists():
        place = place.parent
    return shutil.disk_usage(place).free


# The parts first, as the monitor sees them; then what only whoever set the portal up can mend.
EXAMINATION: Mapping[str, Check] = MappingProxyType(
    {
        "development": development,
        "address": address,
        "security": security,
        **READINESS,
        "stylesheets": static_files,
        "roles": roles,
        "mail": mail,
        **{name: partial(format_check, name) for name in formats.FORMATS},
        "fonts": fonts,
        "files": files,
        "texts": texts,
        "disk": disk,
    }
)
