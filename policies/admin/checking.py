"""What the checks remark on a draft, with the page on which each remark is mended."""

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


def checks_of(version: Version, sections: Sequence[Section], *, only: Section | None = None):
    """Return the checks of a draft, or of one of its sections; None for what is no draft."""
    if not version.is_draft:
        return None
    remarks = look_through(
        version.as_content(), day=timezone.localdate(), in_force=text_in_force(version)
    )
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


def text_in_force(version: Version) -> VersionContent | None:
    """Return the text that this version would replace, as it was decided."""
    row = version.document.versions.in_force().select_related("submission").first()
    return row.submission.content if row and row.pk != version.pk else None
