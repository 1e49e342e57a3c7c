"""Looking again at every stored file: whether it is there, whole, and what it is called."""

from collections.abc import Iterator
from dataclasses import dataclass

from policies.actions.backups.stored import sound_bytes
from policies.actions.storing import read_file
from policies.domain.content import sha256_of
from policies.domain.errors import FAULT
from policies.intake import soundness
from policies.intake.pdf_tags import faults_of_tags
from policies.models import Attachment, Rendition
from policies.models.report import attachment_name

LOST = (
    "The stored file is missing. Put it back from a backup of the files, or have it made again "
    'with: manage.py build_renditions --again {format} --because "The file was lost"'
)
ALTERED = (
    "The stored bytes are not those that were kept: their SHA-256 or their size is another. Put "
    "the file back from a backup; until then readers get altered bytes."
)
FOUND_AGAIN = "Have it made again: manage.py build_renditions --again {format} --because …"
EVIDENCE = (
    "The attached file is missing or altered. Put it back from a backup: nobody can make it again."
)
BY_A_PERSON = "Ask whoever made it for a sound file, and put that in its place on the desk."


@dataclass(frozen=True, slots=True)
class Checked:
    """One stored file, and what is wrong with it, a sentence each, with what to do."""

    name: str
    sha256: str
    faults: tuple[str, ...]


def files_to_check() -> int:
    """Return how many stored files there are."""
    return Rendition.objects.count() + Attachment.objects.count()


def check_files() -> Iterator[Checked]:
    """Yield each stored file, superseded and attached ones too, with all its faults. Nothing is
    changed.

    A file is looked through in the ways of its format; a PDF also by the validator, where that is
    installed. A fault of the check itself is a fault of the file: nobody can vouch for it.
    """
    for rendition in Rendition.objects.order_by("pk").iterator(chunk_size=100):
        try:
            faults = tuple(_faults(rendition))
        except Exception as error:
            faults = (f"The file could not be looked through ({type(error).__name__}). {FAULT}",)
        yield Checked(rendition.name, rendition.sha256, faults)
    for attachment in Attachment.objects.order_by("pk").iterator(chunk_size=100):
        is_sound = sound_bytes(attachment_name(attachment.sha256)) is not None
        yield Checked(attachment.name, attachment.sha256, () if is_sound else (EVIDENCE,))


def _faults(rendition: Rendition) -> Iterator[str]:
    try:
        with read_file(rendition.sha256) as kept:
            data = kept.read()
    except FileNotFoundError:
        yield LOST.format(format=rendition.format)
        return
    if len(data) != rendition.size or sha256_of(data) != rendition.sha256:
        yield ALTERED
        return
    extension = rendition.name.rpartition(".")[2]
    found = [*soundness.faults_of(extension, data)]
    if extension == "pdf" and not found:
        found += faults_of_tags(data)
    yield from found
    if found:
        advice = BY_A_PERSON if rendition.is_by_a_person else FOUND_AGAIN
        yield advice.format(format=rendition.format)
