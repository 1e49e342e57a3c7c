"""The text that says every attack again, with gunicorn and nginx in front.

The cases are those of ``tests/attacks``; only the way of asking is another.
"""

from collections.abc import Callable, Iterator

import pytest

from tests.attacks.test_pages import (  # noqa: F401
    hostile_shelf,
    test_data_is_never_taken_for_a_page_nor_a_cell_for_a_formula,
    test_no_page_of_the_desk_lets_a_draft_act,
    test_no_public_door_lets_anything_act,
)
from tests.factories import Town
from tests.production.browsing import FrontBrowser
from tests.serving.host import KEY, Host, database_address


@pytest.fixture(scope="module")
def host(django_db_setup, tmp_path_factory) -> Iterator[Host]:
    database = {"DATABASE_URL": database_address(), "PORTAL_SECOND_FACTOR": "off"}
    with Host(tmp_path_factory.mktemp("attacks"), **database) as running:
        yield running


@pytest.fixture
def town(transactional_db, host, settings) -> Town:
    """Brackenmoor, whose people the servers know."""
    settings.MEDIA_ROOT = host.environment["PORTAL_FILES_DIR"]
    settings.SECRET_KEY, settings.SESSION_COOKIE_NAME = KEY, "__Host-session"
    return Town()


@pytest.fixture
def browser_of(host) -> Callable[..., FrontBrowser]:
    """A browser of a person, or of a reader, at the front server."""

    def opened(person=None) -> FrontBrowser:
        browser = FrontBrowser(host)
        if person:
            browser.force_login(person)
        return browser

    return opened
