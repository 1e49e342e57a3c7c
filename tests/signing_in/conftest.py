"""The portal as a council runs it: with second factors, and asking again."""

import pytest


@pytest.fixture(autouse=True)
def _as_a_council_runs_it(settings):
    settings.PORTAL_SECOND_FACTOR = "staff"
