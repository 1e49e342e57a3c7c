"""The portal as a council serves it, with a text to read."""

import pytest

from tests.factories import Town
from tests.serving.host import Host, database_address


@pytest.fixture
def served(transactional_db, tmp_path, settings):
    """A text in force, read by two workers of gunicorn behind nginx."""
    settings.MEDIA_ROOT = str(tmp_path / "files")
    town = Town()
    version = town.make_in_force()
    with Host(tmp_path, DATABASE_URL=database_address()) as host:
        host.town, host.version = town, version
        yield host
