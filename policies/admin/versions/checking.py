"""The texts of a draft, read once a page, and what the checks remark on them.

Each remark is shown with the page on which it is mended.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from policies.domain.checks import Remark, look_through
from policies.domain.content import VersionContent
from policies.models import Section, Version


@dataclass(frozen=True, slots=True)
class ShownRemark:
    """A remark as a page shows it; ``address`` leads to where its words are written."""

    remark: Remark
    place: str
    address: str


@dataclass(frozen=True, slots=True)
class Checks:
    """What keeps a draft from being submitted, and what its author may think about."""

    faults: tuple[ShownRemark, ...]
    advice: tuple[ShownRemark, ...]


@dataclass(frozen=True, slots=True)
class Texts:
    """A draft as it stands now, and the text that it would replace, as it was decided.

    ``before`` is the text in force; or the one that the draft started from, if none is.
    """

    now: VersionContent
    in_force: VersionContent | None
    before: VersionContent | None


def texts_of(version: Version) -> Texts | None:
    """Return the texts of a draft; None for what is no draft."""
    if not version.is_draft:
        return None
    row = version.document.versions.in_force().select_related("submission").first()
    in_force = row.submission.public_content if row else None
    return Texts(version.as_content(), in_force, in_force or _started_from(version))


def _started_from(version: Version) -> VersionContent | None:
    basis = version.based_on
    if basis is None:
        return None
    return basis.submission.public_content if basis.submission else basis.as_content()


def checks_of(texts: Texts, sections: Sequence[Section], *, only: Section | None = None) -> Checks:
    """Return the checks of a draft, or of one of its sections."""
    remarks = look_through(texts.now, day=timezone.localdate(), in_force=texts.in_force)
    places = {section.lineage.hex: section for section in sections}
    if only is not None:
        remarks = tuple(remark for remark in remarks if remark.lineage == only.lineage.hex)
    shown = [_shown(remark, places.get(remark.lineage)) for remark in remarks]
    return Checks(
        faults=tuple(one for one in shown if one.remark.blocks),
        advice=tuple(one for one in shown if not one.remark.blocks),
    )


def _shown(remark: Remark, section: Section | None) -> ShownRemark:
    if section is None:
        return ShownRemark(remark, "the description", "#description")
    address = reverse("admin:policies_section_change", args=[section.pk])
    return ShownRemark(remark, f"“{section}”", f"{address}#id_body")
