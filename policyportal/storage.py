"""The folder of the stored files, in which each file is whole or not there."""

import os
import time
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from django.core.files import File
from django.core.files.storage import FileSystemStorage

# Where files are written, in the same file system as their places.
UNFINISHED = "unfinished"
# Nobody writes at one file for so long: whoever began it was killed.
_LEFT_AFTER_SECONDS = 24 * 60 * 60


class WholeFiles(FileSystemStorage):
    """Keeps a file under exactly the name that it is given, in place of what stood there.

    It is written aside, brought to the disk and moved to its place in one step (POSIX, rename),
    so that neither a reader nor whoever is killed or runs out of disk meets or leaves half of it.
    """

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """Return the name itself: names are made of hashes, so the same name is the same file."""
        return name

    def _save(self, name: str, content: File) -> str:
        place, aside = Path(self.path(name)), Path(self.path(f"{UNFINISHED}/{uuid4().hex}"))
        place.parent.mkdir(parents=True, exist_ok=True)
        aside.parent.mkdir(parents=True, exist_ok=True)
        _take_away_what_was_left(aside.parent)
        try:
            with aside.open("xb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            if self.file_permissions_mode is not None:
                aside.chmod(self.file_permissions_mode)
            aside.replace(place)
        except BaseException:
            aside.unlink(missing_ok=True)
            raise
        _bring_to_disk(place.parent)
        return name


def _take_away_what_was_left(folder: Path) -> None:
    for left in folder.iterdir():
        with suppress(FileNotFoundError):
            if left.stat().st_mtime < time.time() - _LEFT_AFTER_SECONDS:
                left.unlink()


def _bring_to_disk(folder: Path) -> None:
    """The name of a file is kept by its folder, which has a place on the disk of its own."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
