"""The scene is set once for all of these tests: whatever one of them does is taken back."""

import logging

import pytest
from django.db import transaction
from django.test import override_settings

from tests.permissions.scene import Scene

QUICK = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="package")
def _set_scene(django_db_setup, django_db_blocker, tmp_path_factory):
    files = str(tmp_path_factory.mktemp("scene"))
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=files, PASSWORD_HASHERS=QUICK),
        transaction.atomic(),
    ):
        yield Scene(), files
        transaction.set_rollback(True)


@pytest.fixture
def scene(_set_scene, db, settings, caplog):
    """Brackenmoor with something in every state; nothing that a test does to it stays."""
    # Refusals by the thousand are what these tests are about.
    caplog.set_level(logging.ERROR, logger="django.request")
    made, settings.MEDIA_ROOT = _set_scene
    return made
