"""The readers of the mixed load are not fooled: a stale page and a mixed one are found out."""

import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parent.parent.parent / "script"))

import soak_readers
from soak_truth import Told, Truth

FIRST, SECOND = Told("gifts", 1, 0), Told("gifts", 2, 0)


def page(*told: Told, number: str) -> bytes:
    """A page that is made of the words of these versions in equal parts."""
    words = " ".join(one.token for one in told) * soak_readers.FEWEST_MENTIONS
    return f"<main>Version {number} is in force. {words}</main>".encode()


class Answering(BaseHTTPRequestHandler):
    """Gives the next of the server's answers, whatever is asked."""

    def do_GET(self):  # noqa: N802
        status, read = self.server.answers.pop(0)
        self.send_response(status)
        self.send_header("ETag", '"x"')
        self.send_header("Content-Length", str(len(read)))
        self.end_headers()
        self.wfile.write(read)

    def log_message(self, *_said):
        """Nothing: the test says what went wrong."""


@pytest.fixture
def portal() -> Iterator[HTTPServer]:
    """A portal that is wrong on purpose: it gives the ``answers`` that a test wrote."""
    with HTTPServer(("127.0.0.1", 0), Answering) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
        yield server
        server.shutdown()


@pytest.fixture
def truth() -> Truth:
    """The first version is in force."""
    truth = Truth()
    publish(truth, FIRST)
    return truth


def publish(truth: Truth, told: Told) -> None:
    truth.is_done(truth.begins(told), sha256="", day="2026-03-02")


def said_by(reader: soak_readers.Reader) -> list[str]:
    return [kind for kind, _ in soak_readers.in_force(reader, "gifts")]


@pytest.mark.parametrize(
    ("status", "read", "said"),
    [
        (200, page(SECOND, number="2.0"), []),
        (200, page(FIRST, number="1.0"), ["stale"]),
        (200, page(FIRST, SECOND, number="2.0"), ["mixed", "stale"]),
        (200, page(SECOND, number="1.0"), ["mixed"]),
        (200, b"<main>Version 2.0 is in force.</main>", ["mixed"]),
        (500, b"", ["error"]),
        (404, b"", ["error"]),
    ],
)
def test_a_reader_says_what_is_wrong_with_a_page(truth, portal, status, read, said):
    publish(truth, SECOND)
    portal.answers = [(status, read)]
    assert said_by(soak_readers.Reader(truth, portal.server_port, seed=0)) == said


def test_not_modified_is_stale_once_another_version_is_in_force(truth, portal):
    portal.answers = [(200, page(FIRST, number="1.0")), (304, b"")]
    reader = soak_readers.Reader(truth, portal.server_port, seed=1)
    assert said_by(reader) == []
    publish(truth, SECOND)
    assert said_by(reader) == ["stale"]


def test_while_a_version_is_published_either_may_be_shown(truth):
    publishing = truth.begins(SECOND)
    asked = time.monotonic()
    assert truth.may_be_in_force("gifts", asked, time.monotonic()) == [FIRST, SECOND]
    truth.is_done(publishing, sha256="", day="2026-03-03")
    # Whoever asked before it was done may still have been shown the first.
    assert truth.may_be_in_force("gifts", asked, time.monotonic()) == [FIRST, SECOND]
    assert truth.may_be_in_force("gifts", time.monotonic(), time.monotonic()) == [SECOND]
