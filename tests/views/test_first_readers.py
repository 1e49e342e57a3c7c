"""A circular goes to every member at once: twenty first readers make one file, all get it whole."""

import http.client
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest

from policies.domain.content import sha256_of
from policies.formats import available
from policies.models import BuildTicket, Rendition
from tests.factories import Town

PDF = "/documents/social-media/versions/1.0/social-media-1.0.pdf"
READERS = 20

needs_pango = pytest.mark.skipif(bool(available("pdf")), reason=available("pdf") or "Pango is here")


def read(address: str) -> tuple[int, bytes]:
    """What a reader gets at this address and where it leads, over the network."""
    server = urlsplit(address)
    connection = http.client.HTTPConnection(server.netloc, timeout=120)
    try:
        path, answer, patience = server.path, None, 60
        while answer is None or answer.status in (301, 302, 503) and patience:
            # On a busy machine a reader may be asked to come back, and does.
            if answer is not None and answer.status == 503:
                patience -= 1
                time.sleep(1)
            connection.request("GET", path)
            answer = connection.getresponse()
            data = answer.read()
            path = answer.getheader("Location") or path
        return answer.status, data
    finally:
        connection.close()


@needs_pango
def test_twenty_first_readers_at_once_make_one_file_and_all_get_it(transactional_db, live_server):
    in_force = Town().make_in_force()
    with ThreadPoolExecutor(READERS) as readers:
        answers = list(readers.map(read, [f"{live_server.url}{PDF}"] * READERS))
    stored = Rendition.objects.get(submission=in_force.submission)
    assert {status for status, _ in answers} == {200}
    assert {sha256_of(data) for _, data in answers} == {stored.sha256}
    ticket = BuildTicket.objects.get()
    assert (ticket.failures, ticket.claimed_at) == (0, None)
