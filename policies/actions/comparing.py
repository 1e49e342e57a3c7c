"""What changed between published versions, and which of them changed it.

What was compared is kept by the hashes of the texts: the same texts always differ alike.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import pairwise

from django.conf import settings
from django.core.cache import caches

from policies.domain.comparison import SectionMark, compared_versions
from policies.domain.comparison.facts import named_law
from policies.domain.content import VersionContent, content_from_bytes
from policies.domain.hiding import Hidden, public_content
from policies.formats.comparison import ComparedSection, Comparison, compare, compared_section
from policies.models import Submission, Version

KEPT_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Compared:
    """What differs between two versions, and by its lineage which versions changed a section.

    Those are named by their keys, in the order in which they came into force.
    """

    comparison: Comparison
    changed_by: dict[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Wording:
    """How a section read from one version on, beside how it read before."""

    version: Version
    compared: ComparedSection

    @property
    def is_gone(self) -> bool:
        """Whether the section was removed by this version."""
        return self.compared.change.mark is SectionMark.REMOVED


def compared(*, before: Version, after: Version, versions: Sequence[Version]) -> Compared:
    """Return what differs between two of these versions of one document.

    ``versions`` are those that the reader may read, ready for the public (``as_public``), in the
    order in which they came into force; those between the two are asked who changed what.
    """
    places = sorted(versions.index(version) for version in (before, after))
    between = versions[places[0] : places[1] + 1]
    key = _key_of(before, after, between)
    kept = caches["pages"].get(key)
    if kept is None:
        texts = _texts_of(between)
        kept = Compared(compare(texts[before.pk], texts[after.pk]), _changed_by(between, texts))
        caches["pages"].set(key, kept, KEPT_SECONDS)
    found: Compared = kept
    return found


def _key_of(before: Version, after: Version, between: Iterable[Version]) -> str:
    """Names these texts as the law lets them be read now."""
    named = [settings.RELEASE, before.pk, after.pk]
    named += [(one.pk, _submission_of(one).sha256, _hidden_in(one)) for one in between]
    return f"compared/{sha256('|'.join(map(str, named)).encode()).hexdigest()}"


def _submission_of(version: Version) -> Submission:
    """What a published version was published as: it always has one."""
    assert version.submission is not None
    return version.submission


def _hidden_in(version: Version) -> tuple[Hidden, ...]:
    hidden: tuple[Hidden, ...] = version.hidden  # type: ignore[attr-defined]
    return hidden


def _texts_of(versions: Iterable[Version]) -> dict[int, VersionContent]:
    """The texts as the public may read them, read in one query."""
    hidden = {_submission_of(version).pk: _hidden_in(version) for version in versions}
    kept = Submission.objects.filter(pk__in=list(hidden))
    return {
        version: public_content(content_from_bytes(bytes(canonical)), hidden[pk])
        for pk, version, canonical in kept.values_list("pk", "version_id", "canonical")
    }


def _changed_by(
    versions: Sequence[Version], texts: dict[int, VersionContent]
) -> dict[str, tuple[int, ...]]:
    changed: dict[str, tuple[int, ...]] = {}
    for before, after in pairwise(versions):
        for change in compared_versions(texts[before.pk], texts[after.pk]):
            if change.mark is not SectionMark.SAME:
                changed[change.lineage] = (*changed.get(change.lineage, ()), after.pk)
    return changed


def wordings_of(*, versions: Sequence[Version], lineage: str) -> list[Wording]:
    """Return how a section read from the first of these versions on, the latest wording last.

    ``lineage`` is how the lineage begins. ``versions`` are as for ``compared``. Where the section
    is in none of them the list is empty.
    """
    texts = _texts_of(versions)
    wordings: list[Wording] = []
    before = None
    for version in versions:
        after = texts[version.pk]
        for change in compared_versions(before or replace(after, sections=()), after):
            if change.lineage.startswith(lineage) and change.mark is not SectionMark.SAME:
                laws = (*before.laws, *after.laws) if before else after.laws
                names = {law.code: named_law(law) for law in laws}
                wordings.append(Wording(version, compared_section(change, laws=names)))
        before = after
    return wordings
