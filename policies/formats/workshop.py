"""The workshop: a process beside the portal in which files are made, each by a child of its own.

It knows no database and has one thread, so that forking it is safe; it has the libraries loaded,
so that a child begins at once. A child that takes too long or too much memory dies alone.
``apart`` starts the workshop and speaks with it.
"""

import contextlib
import os
import pickle
import resource
import signal
import struct
from importlib import import_module
from typing import Any, BinaryIO

import django

from policies import formats
from policies.domain.errors import RenderingRefused, TimeRanOut

# What the child may have in mind at once, libraries and fonts included. A giant print of a
# hundred pages takes less than half of it.
MEMORY = 1024 * 1024 * 1024
TOO_LARGE = (
    "The file was not made: the text asks for more memory than a file may take. "
    "Divide its longest table, list or section, or make several documents of it."
)
TOO_LONG = (
    "The file was not made: the text asks for more time than a file may take. "
    "Divide its longest table, list or section, or make several documents of it."
)
_LENGTH = struct.Struct(">Q")


def send(pipe: BinaryIO, message: Any) -> None:
    """Write one message. Raises BrokenPipeError if nobody reads any more."""
    packed = pickle.dumps(message)
    pipe.write(_LENGTH.pack(len(packed)) + packed)
    pipe.flush()


def receive(pipe: BinaryIO) -> Any:
    """Return the next message. Raises EOFError if the other side ended before it was whole."""
    header = pipe.read(_LENGTH.size)
    if len(header) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(header)
    packed = pipe.read(length)
    if len(packed) < length:
        raise EOFError
    return pickle.loads(packed)


def work(asked: BinaryIO, answered: BinaryIO) -> None:
    """Make each file that is asked for, one after another, until nobody asks any more."""
    while True:
        try:
            job = receive(asked)
        except EOFError:
            return
        with contextlib.suppress(BrokenPipeError):
            send(answered, _made_by_a_child(*job))


def _made_by_a_child(name: str, content: Any, record: Any, seconds: int) -> Any:
    """The file, or the refusal or fault that the child met, or a refusal because it died."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        _make(writing, name, content, record, seconds)
    os.close(writing)
    answer: Any = None
    with open(reading, "rb") as pipe, contextlib.suppress(EOFError, pickle.UnpicklingError):
        answer = receive(pipe)
    _, status = os.waitpid(child, 0)
    if answer is None and os.WIFSIGNALED(status):
        ran_out = os.WTERMSIG(status) in (signal.SIGALRM, signal.SIGXCPU)
        return TimeRanOut(TOO_LONG) if ran_out else RenderingRefused(TOO_LARGE)
    return answer or RenderingRefused(TOO_LARGE)


def _make(writing: int, name: str, content: Any, record: Any, seconds: int) -> None:
    """Make one file within the limits, say what came of it, and end without any tidying."""
    # A signal that nobody handles ends the process wherever it is, in a library too.
    signal.alarm(seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    # The hard limit stays, because a council's own voice may need more than a file does.
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    answer: Any
    try:
        answer = formats.render(name, content, record)
    except (MemoryError, RecursionError):
        answer = RenderingRefused(TOO_LARGE)
    except BaseException as error:
        answer = error
    with open(writing, "wb") as pipe:
        send(pipe, _that_travels(answer))
    os._exit(0)


def _that_travels(answer: Any) -> Any:
    """The answer itself; of a fault that cannot be written down, its words."""
    try:
        pickle.loads(pickle.dumps(answer))
    except Exception:
        return RuntimeError(repr(answer))
    return answer


def main() -> None:
    """Load what files are made with, and work. Whatever a library prints goes to the log."""
    django.setup()
    asked, answered = os.fdopen(0, "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    for name, row in formats.FORMATS.items():
        if not formats.available(name):
            import_module(row.module)
    work(asked, answered)


if __name__ == "__main__":
    main()
