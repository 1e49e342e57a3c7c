"""What the tests of the formats share: the finished files of one ordinary policy."""

import pytest

from policies import formats
from tests.formats import samples


@pytest.fixture(scope="session")
def typesetter():
    """Skip, with the sentence that the portal shows, where PDF files cannot be made."""
    reason = formats.available("pdf")
    if reason:
        pytest.skip(reason)


@pytest.fixture(scope="session")
def files(typesetter):
    """Every PDF of the sample policy, by name of format."""
    return {
        name: formats.render(name, samples.policy(), samples.record())
        for name, row in formats.FORMATS.items()
        if row.extension == "pdf"
    }
