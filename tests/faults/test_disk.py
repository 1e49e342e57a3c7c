"""The disk of the files is full, or whoever wrote to it was killed: nobody is given half a file."""

import os
import time

import pytest
from django.core.files.storage import default_storage

from policies.actions import filesshown
from policies.actions.backups.stored import sound_bytes
from policies.actions.storing import FULL, keep_bytes
from policies.domain.content import sha256_of
from policies.models.rendition import storage_name
from policyportal.storage import UNFINISHED
from tests.faults.acts import SOON, some_bytes
from tests.faults.conftest import TIMES
from tests.faults.processes import Portal
from tests.faults.scenes import PuttingInPlace, Rendering
from tests.faults.soundness import assert_sound, left_over_files

# A disk of this size has room for little more than the folders.
SMALL = "64k"
# As many bytes as take a while to write.
SIZE = 8_000_000


@pytest.fixture
def full_disk(portal, environment, tmp_path):
    """A portal that keeps its files on a disk of its own, which is full.

    The disk is seen by that process alone, and gone with it.
    """
    folder = tmp_path / "disk"
    folder.mkdir()
    alone = ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--user", "--map-root-user"])]
    mounted = f'mount -t tmpfs -o size={SMALL} none "$0" && exec "$@"'
    on_it = Portal(
        environment | {"PORTAL_FILES_DIR": str(folder), "PATH": os.environ["PATH"]},
        within=(*alone, "sh", "-c", mounted, str(folder)),
    )
    on_it.do("fill_disk")
    yield on_it
    on_it.close()


def test_a_full_disk_is_told_to_whoever_can_mend_it_and_readers_are_asked_to_wait(full_disk, town):
    text = Rendering(town)
    given = text.prepare()
    before = assert_sound()
    answer = full_disk.do("ask", path=text.address).done
    assert answer["status"] == 503
    assert "This file is being prepared" in answer["words"]
    assert answer["headers"]["Retry-After"]
    shown = filesshown.files_of(text.version.submission).sentences
    assert [FULL in sentence for sentence in shown].count(True) == 1
    better = PuttingInPlace(town)
    assert full_disk.do(better.act, **better.prepare()).refused == [FULL]
    assert_sound(before)
    assert full_disk.do("left_over_files").done == ["ballast"]
    # Once there is room the clock makes the file, and nobody needs to do anything else.
    full_disk.do("make_room")
    full_disk.do(text.act, **given | {"at": given["at"] + SOON})
    assert full_disk.do("faulty_files").done == []
    assert text.is_done(given)


@pytest.fixture
def seconds(portal):
    """How long a process takes that keeps a file, from its beginning to its end."""
    began = time.monotonic()
    portal.do("keep", number=0, size=SIZE)
    return time.monotonic() - began


def name_of(data: bytes) -> str:
    return storage_name(sha256_of(data))


def test_a_writer_that_is_killed_leaves_no_half_of_a_file(portal, seconds, chance, figures):
    deaths = 0
    for number in range(1, 1 + (TIMES or 5)):
        data = some_bytes(number, SIZE)
        writing = portal.begin("keep", number=number, size=SIZE)
        writing.kill(after=chance.uniform(0, seconds))
        deaths += writing.end().was_killed
        is_there = default_storage.exists(name_of(data))
        assert sound_bytes(name_of(data)) == (data if is_there else None)
        keep_bytes(data, name_of(data))
        assert sound_bytes(name_of(data)) == data
        default_storage.delete(name_of(data))
    half = [left for left in left_over_files() if left.startswith(UNFINISHED)]
    figures(
        f"A file of {SIZE} bytes: its writer was killed {deaths} times, {len(half)} times in the "
        "middle; nobody was given half of it."
    )


def test_two_who_keep_the_same_file_at_once_do_not_spoil_it_for_each_other(
    portal, seconds, chance, figures
):
    """Whoever came second once took what the first had written so far for a ruin."""
    deaths = 0
    for number in range(TIMES or 5):
        data = some_bytes(number, SIZE)
        first, second = (portal.begin("keep", number=number, size=SIZE) for _ in range(2))
        second.kill(after=chance.uniform(0, seconds))
        assert not first.end().was_killed
        deaths += second.end().was_killed
        assert sound_bytes(name_of(data)) == data
        default_storage.delete(name_of(data))
    figures(f"Two wrote the same file, and one was killed {deaths} times: it was whole for both.")
