"""What changed between published versions, and which of them changed it.

Which sections one version changed is kept by the hashes of its text and the one before: the same
texts always differ alike.
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

KEPT_SECONDS = 24 * 3600


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
    steps = list(pairwise(versions[places[0] : places[1] + 1]))
    keys = {step: _key_of(*step) for step in steps}
    kept = caches["pages"].get_many(keys.values())
    unknown = [step for step in steps if keys[step] not in kept]
    texts = _texts_of({before, after, *(version for step in unknown for version in step)})
    found = {keys[step]: _changed_between(*(texts[one.pk] for one in step)) for step in unknown}
    caches["pages"].set_many(found, KEPT_SECONDS)
    changed_by: dict[str, tuple[int, ...]] = {}
    for step in steps:
        for lineage in {**kept, **found}[keys[step]]:
            changed_by[lineage] = (*changed_by.get(lineage, ()), step[1].pk)
    return Compared(compare(texts[before.pk], texts[after.pk]), changed_by)


def _key_of(before: Version, after: Version) -> str:
    """Names these two texts as the law lets them be read now."""
    texts = ((_submission_of(one).sha256, _hidden_in(one)) for one in (before, after))
    named = "|".join(map(str, (settings.RELEASE, *texts)))
    return f"changed/{sha256(named.encode()).hexdigest()}"


def _changed_between(before: VersionContent, after: VersionContent) -> tuple[str, ...]:
    """The lineages of the sections that differ."""
    changes = compared_versions(before, after)
    return tuple(one.lineage for one in changes if one.mark is not SectionMark.SAME)


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
