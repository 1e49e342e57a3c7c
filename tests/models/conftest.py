"""A record with something in every table, for what is sent against it."""

import pytest

from tests.models.ledger import Ledger


@pytest.fixture
def ledger(town) -> Ledger:
    """A record with a row in every guarded table, and versions in every status."""
    return Ledger(town)
