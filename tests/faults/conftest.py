"""What the tests of faults share: a portal of its own process, a mail server, and the dose."""

import os
import random
from collections.abc import Callable, Iterator

import pytest

from tests.faults.mailserver import MailServer
from tests.faults.processes import Portal
from tests.serving.host import database_address

# How often each fault happens, at random moments; without it a few times, at chosen ones.
TIMES = int(os.environ.get("PORTAL_FAULT_TIMES", "0"))
_FIGURES: list[str] = []


@pytest.fixture(scope="session")
def _mail_server() -> Iterator[MailServer]:
    server = MailServer()
    yield server
    server.close()


@pytest.fixture
def mail_server(_mail_server, settings) -> Iterator[MailServer]:
    """A mail server by which the portal sends, in this process too."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", _mail_server.port
    yield _mail_server
    _mail_server.begin_anew()


@pytest.fixture(scope="session")
def environment(django_db_setup, tmp_path_factory, _mail_server) -> dict[str, str]:
    """What a process of the portal is started with, as on a server, and on this database.

    Without the programs of voices and the fonts, so that the clock makes no file that takes long.
    """
    folder = tmp_path_factory.mktemp("portal")
    return {
        "PATH": "/nowhere",
        "FONTCONFIG_FILE": "/nowhere/fonts.conf",
        "DJANGO_SECRET_KEY": "a1B2c3D4e5F6g7H8i9J0-k1L2m3N4o5P6q7R8s9T0-u1V2w3X4y5Z6",
        "DJANGO_ALLOWED_HOSTS": "localhost",
        "DJANGO_SECURE_SSL_REDIRECT": "0",
        "PORTAL_PUBLIC_ADDRESS": "http://localhost",
        "PORTAL_STATIC_DIR": str(folder / "static"),
        "PORTAL_FILES_DIR": str(folder / "files"),
        "DATABASE_URL": database_address(),
        "EMAIL_URL": f"smtp://127.0.0.1:{_mail_server.port}",
    }


@pytest.fixture(scope="session")
def _portal(environment) -> Iterator[Portal]:
    running = Portal(environment)
    running.do("collect_static")
    yield running
    running.close()


@pytest.fixture
def portal(transactional_db, _portal, mail_server, environment, settings) -> Portal:
    """The portal in a process of its own, with the same database and files as this one."""
    settings.MEDIA_ROOT = environment["PORTAL_FILES_DIR"]
    settings.PUBLIC_ADDRESS = environment["PORTAL_PUBLIC_ADDRESS"]
    return _portal


@pytest.fixture
def figures() -> Callable[[str], None]:
    """Takes a sentence with what was counted, to be printed at the end."""
    return _FIGURES.append


@pytest.fixture(scope="session")
def chance() -> random.Random:
    """Random moments; in a full dose others each time."""
    return random.Random(0 if not TIMES else None)


def pytest_terminal_summary(terminalreporter) -> None:
    if _FIGURES:
        terminalreporter.section("What the faults did")
        for sentence in _FIGURES:
            terminalreporter.write_line(sentence)
