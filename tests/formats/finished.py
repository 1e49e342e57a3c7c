"""Files that are made once for all the tests, and all the workers of one run, that look at them."""

import fcntl
import os
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

Thing = TypeVar("Thing")


class Shelf:
    """A folder in which each thing is made by whoever asks first; the others wait for it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.folder.mkdir(exist_ok=True)

    def keep(self, name: str, make: Callable[[], Thing]) -> Thing:
        """Return what is kept under this name, made now if nobody has made it yet."""
        path = self.folder / name.replace(" ", "-")
        with open(f"{path}.turn", "w") as turn:
            fcntl.flock(turn, fcntl.LOCK_EX)
            if not path.exists():
                path.write_bytes(pickle.dumps(make()))
        found: Thing = pickle.loads(path.read_bytes())
        return found


@pytest.fixture(scope="session")
def shelf(tmp_path_factory) -> Shelf:
    """The folder of this run. Each worker has one of its own inside that of the run."""
    folder = tmp_path_factory.getbasetemp()
    return Shelf((folder.parent if os.environ.get("PYTEST_XDIST_WORKER") else folder) / "finished")
