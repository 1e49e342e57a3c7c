"""The command that builds files, and that looks again at every file that is stored."""

import io
from datetime import UTC, datetime

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from policies import formats
from policies.actions import rendering
from policies.models import BuildTicket, Rendition
from policies.models.rendition import storage_name
from tests import missing
from tests.restricted import Restricting

LONG_AFTER = datetime(2100, 1, 1, tzinfo=UTC)
FORMATS = ("text", "markdown", "word", "epub", "braille")


def checked() -> str:
    """What the check says, whether it ends well or not."""
    said = io.StringIO()
    try:
        call_command("build_renditions", check=True, verbosity=0, stdout=said, stderr=said)
    except CommandError as error:
        said.write(str(error))
    return said.getvalue()


@pytest.fixture
def built(town, in_force):
    return {
        name: rendering.rendition_of(
            submission=in_force.submission, format_name=name, at=town.now(), by_clock=True
        )
        for name in FORMATS
        if not formats.available(name)
    }


def test_what_the_portal_made_is_sound(town, in_force, built):
    if not formats.available("pdf"):
        rendering.rendition_of(submission=in_force.submission, format_name="pdf", at=town.now())
    assert checked() == ""


def test_a_lost_an_altered_and_a_faulty_file_are_told_apart_with_what_to_do(town, built):
    lost, altered = built["text"], built["word"]
    default_storage.delete(storage_name(lost.sha256))
    with open(default_storage.path(storage_name(altered.sha256)), "ab") as file:
        file.write(b"more")
    faulty = Restricting(town).keep_file(lost.submission.version, at=town.now(), data=b"words")
    said = checked().splitlines()
    assert [line.split(" (")[0] for line in said[:3]] == [lost.name, altered.name, faulty.name]
    assert "The stored file is missing. Put it back from a backup" in said[0]
    assert "not those that were kept" in said[1]
    assert "is not a PDF" in said[2]
    assert "--again pdf" in said[3]
    assert said[-1] == f"3 of {len(built) + 1} stored files have faults. See above."
    assert Rendition.objects.count() == len(built) + 1


def test_a_file_can_be_made_again_for_a_reason(town, built):
    default_storage.delete(storage_name(built["text"].sha256))
    with pytest.raises(CommandError, match="Say with --because"):
        call_command("build_renditions", again="text", verbosity=0)
    call_command("build_renditions", again="text", because="It was lost.", verbosity=0)
    # The same bytes came out, so they are back where they were, and nothing follows them.
    assert checked() == ""
    assert Rendition.objects.filter(format="text").count() == 1


@pytest.mark.skipif(
    bool(formats.available("audio")), reason=formats.available("audio") or "espeak-ng is here"
)
def test_a_builder_that_fails_keeps_no_other_file_back(
    town, in_force, monkeypatch, tmp_path, capsys
):
    for name in formats.FORMATS.keys() - {"audio", "text", "markdown"}:
        BuildTicket.objects.create(
            submission=in_force.submission, format=name, not_before=LONG_AFTER
        )
    with monkeypatch.context() as patch:
        missing.have_fail("espeak-ng", patch, tmp_path)
        # The workshop sees what its maker sees when it starts.
        formats.apart._workshop.close()
        call_command("build_renditions", verbosity=0)
    formats.apart._workshop.close()
    assert set(Rendition.objects.values_list("format", flat=True)) == {"text", "markdown"}
    assert "1.0: audio: The voice could not read" in capsys.readouterr().err
    assert BuildTicket.objects.get(format="audio").failures == 1
