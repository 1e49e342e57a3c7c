"""The demonstration texts: no fault, and little advice, all of it true."""

import json
from datetime import date
from pathlib import Path

import pytest

from policies.domain.checks import look_through
from policies.domain.content import Contact, Kind, VersionContent
from policies.intake.marked import read_marked_text

FOLDER = Path(__file__).parents[3] / "fixtures" / "demonstration"
DAY = date(2026, 11, 20)
SAID = {
    ("social-media-policy", "1.0"): {"L3"},
    ("social-media-policy", "2.0"): {"duty-changed"},
    ("social-media-policy", "2.2"): {"duty-changed"},
    ("social-media-policy", "3.0"): {"duty-changed", "removed-section"},
    ("digital-engagement-strategy", "1.0"): {"long-sentence"},
}


def demonstration() -> list[tuple[VersionContent, VersionContent | None]]:
    """Each text with the version before it."""
    council = json.loads((FOLDER / "council.json").read_text())
    contacts = tuple(Contact(**contact) for contact in council["contacts"])
    found = []
    for document in json.loads((FOLDER / "documents.json").read_text()):
        before: VersionContent | None = None
        for version in document["versions"]:
            words = (FOLDER / version["file"]).read_text()
            named = ("number", "title", "summary", "audience", "coverage", "classification",
                     "change_class", "change_summary", "change_reason")  # fmt: skip
            content = VersionContent(
                reference=document["reference"],
                slug=document["slug"],
                kind=Kind(version["kind"]),
                sections=read_marked_text(words, before.sections if before else ()),
                contacts=contacts,
                **{name: version[name] for name in named},
            )
            found.append((content, before))
            before = content
    return found


TEXTS = demonstration()


@pytest.mark.parametrize(
    ("content", "before"), TEXTS, ids=[f"{one.slug}-{one.number}" for one, _ in TEXTS]
)
def test_a_demonstration_text(content, before):
    others = [other for other, _ in TEXTS if other.slug != content.slug]
    found = look_through(content, day=DAY, in_force=before, related_texts=others)
    assert [remark for remark in found if remark.blocks] == []
    assert {remark.code for remark in found} == SAID.get((content.slug, content.number), set())
    assert len(found) <= 8
