"""A process of the portal that may be killed: it has the portal loaded, and a child does each act.

``processes`` starts it. Each line that it reads is an act; the child speaks over a line of its
own, so that its end is seen at once, whatever ended it.
"""

import json
import os
import signal
import socket
import sys
import time
import traceback
from datetime import datetime

import django

NOTHING = "/dev/null"


def main() -> None:
    """Load the portal, say so, and have a child do each act that is asked for."""
    django.setup()
    from tests.faults import acts

    acts.get_ready()
    # Nobody waits for the children here: whoever asked sees them end.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for line in sys.stdin:
        if not os.fork():
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.dup2(os.open(NOTHING, os.O_RDONLY), 0)
            _do(acts, json.loads(line))


def _do(acts, job: dict) -> None:
    """Do one act, tell what came of it, and end without any tidying."""
    from django.db import connection

    from policies.domain.errors import Refusal

    asked_by = socket.socket(socket.AF_UNIX)
    asked_by.connect(job["line"])
    _tell(asked_by, pid=os.getpid())
    given = {name: _moment(value) for name, value in job["given"].items()}
    statements = Statements(job["dies_before"])
    time.sleep(max(0, job["begins"] - time.time()))
    try:
        with connection.execute_wrapper(statements):
            came_of_it = getattr(acts, job["act"])(**given)
    except Refusal as refusal:
        _tell(asked_by, refused=refusal.reasons)
    except BaseException:
        _tell(asked_by, fault=traceback.format_exc())
    else:
        _tell(asked_by, done=came_of_it, statements=statements.seen)
    os._exit(0)


class Statements:
    """Counts the statements that are sent to the database, and dies before one of them."""

    def __init__(self, dies_before: int) -> None:
        self.seen, self.dies_before = 0, dies_before

    def __call__(self, execute, sql, params, many, context):
        self.seen += 1
        if self.seen == self.dies_before:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)


def _moment(value):
    """Moments travel as words."""
    if isinstance(value, dict) and value.keys() == {"at"}:
        return datetime.fromisoformat(value["at"])
    return value


def _tell(line: socket.socket, **words: object) -> None:
    line.sendall(json.dumps(words).encode() + b"\n")


if __name__ == "__main__":
    main()
