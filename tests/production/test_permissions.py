"""The walks of the permissions and the leak tests again, with gunicorn and nginx in front.

The cases and their tables are those of ``tests/permissions``; only the way of asking is another.
They are played on PostgreSQL, whose databases can be put back while servers hold lines to them.
"""

import logging
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import override_settings

from policyportal import __version__
from tests.models.raw_sql import SQLITE
from tests.permissions import desk
from tests.permissions.scene import Scene
from tests.production.browsing import WalkingBrowser
from tests.production.kept import Kept
from tests.serving.host import ADDRESS, KEY, Host, database_address

if not SQLITE:
    from tests.permissions.test_desk_door import (  # noqa: F401
        test_a_page_of_the_desk_opens_for_those_who_may_and_for_nobody_else,
        test_what_is_no_page_of_a_row_answers_as_the_table_says,
    )
    from tests.permissions.test_desk_leaks import (  # noqa: F401
        test_no_page_of_the_desk_says_what_is_not_for_this_officer,
    )
    from tests.permissions.test_leaks import (  # noqa: F401
        test_a_hash_of_what_is_not_theirs_is_that_of_nothing,
        test_a_page_that_is_not_there_proposes_nothing_that_is_not_theirs,
        test_a_search_for_what_is_not_theirs_is_like_one_for_what_is_nowhere,
        test_no_link_leads_to_a_word_that_is_not_theirs,
        test_no_tag_can_be_worked_out_from_what_everybody_knows,
        test_what_is_for_everyone_is_found,
        test_what_is_not_theirs_looks_as_if_there_were_none,
    )
    from tests.permissions.test_public_door import (  # noqa: F401
        test_each_form_is_taken_from_those_who_may_send_it,
        test_each_page_is_shown_to_those_whom_its_text_is_for,
    )


COUNTS = "portal_pace"


@pytest.fixture(scope="module")
def _set_scene(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[tuple]:
    folder = tmp_path_factory.mktemp("production")
    # What this process signs for the scene, the servers believe.
    as_served = {
        "MEDIA_ROOT": str(folder / "files"),
        "PUBLIC_ADDRESS": ADDRESS,
        "RELEASE": __version__,
        "SECRET_KEY": KEY,
        "SESSION_COOKIE_NAME": "__Host-session",
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
    }
    with django_db_blocker.unblock():
        empty = Kept("empty")
        host = Host(
            folder,
            DATABASE_URL=database_address(),
            PORTAL_PACE_CACHE_URL=f"dbcache://{COUNTS}",
            # What this process signed before it took the servers’ key.
            DJANGO_SECRET_KEY_FALLBACKS=settings.SECRET_KEY,
            # As the tables have it; the journey is played with second factors.
            PORTAL_SECOND_FACTOR="off",
        )
        host.manage("createcachetable")
    kept = {"empty": empty}
    with django_db_blocker.unblock(), override_settings(**as_served):
        try:
            made = Scene(
                lambda place: WalkingBrowser(host, place, lambda: kept["scene"].take_back())
            )
            kept["scene"] = Kept("scene", counts=COUNTS)
            with host:
                yield made, as_served
        finally:
            empty.bring_back()
            for one in kept.values():
                one.forget()


@pytest.fixture
def db(_set_scene):
    """The database of the servers: there is no transaction round a test."""


@pytest.fixture
def scene(_set_scene, db, settings, caplog) -> Scene:
    """Brackenmoor with something in every state, behind the front server."""
    caplog.set_level(logging.ERROR, logger="django.request")
    made, as_served = _set_scene
    for name, value in as_served.items():
        setattr(settings, name, value)
    return made


@pytest.fixture
def browsers(scene):
    """A browser of each role; here every page is made."""
    return scene.clients


@pytest.fixture
def askers():
    """Who asks at the desk: a reader, a member, an officer who may, and one who may not."""

    def chosen(method: str, let_in: str) -> str:
        may, may_not = (
            [letter for letter in desk.OFFICERS if (letter in let_in) is wanted]
            for wanted in (True, False)
        )
        return "".join(["R", "M", *may[:1], *may_not[:1]])

    return chosen


@pytest.fixture
def readers():
    """Who reads the public pages: one of each that reads alike."""
    return lambda address: "RMU"
