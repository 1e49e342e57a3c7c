"""A file becomes a draft: kept first, decided passage by passage, put there in one act."""

from dataclasses import replace

import pytest

from policies.actions.importedfiles import (
    keep_choices,
    keep_file,
    proposal_for,
    put_into_draft,
    reasons_against_bringing_in,
)
from policies.actions.importing import content_from_import, import_draft
from policies.intake.placements import LEAVE_OUT, NEW_SECTION, Placement
from policies.intake.reading import read_document
from policies.models import ImportedFile, Version

TEXT = """Brackenmoor Borough Council

# Social media policy

Adopted after a long debate

| Version | 2.0 |
| Keywords | posting; sharing |

## 1. Scope

This policy applies to **all** members.

## 2. Dos and don’ts

Think before you post.
"""
DECIDED = {0: Placement(LEAVE_OUT), 1: Placement(NEW_SECTION, "How it came about")}


@pytest.fixture
def document(town):
    return town.make_document()


@pytest.fixture
def bring_in(town):
    """Keeps a file for a document, by the author unless another person does."""

    def kept(document, *, text=TEXT, by=None) -> ImportedFile:
        return keep_file(
            document=document,
            name="policy.md",
            content=text.encode(),
            by=by or town.author,
            at=town.now(),
        )

    return kept


@pytest.fixture
def choose(town):
    """Keeps choices about a file; both passages are decided unless a test says otherwise."""

    def chosen(file, *, placements=DECIDED, title="Social media policy", kind="policy", by=None):
        return keep_choices(
            file=file,
            title=title,
            kind=kind,
            placements=placements,
            by=by or town.author,
            at=town.now(),
        )

    return chosen


@pytest.fixture
def put(town):
    """Puts a file into the draft, as someone does who was just shown what would come of it."""

    def done(file, *, by=None, seen_as=None) -> Version:
        seen = proposal_for(file).seen_as if seen_as is None else seen_as
        return put_into_draft(file=file, seen_as=seen, by=by or town.author, at=town.now())

    return done


class TestKeeping:
    def test_the_bytes_are_kept_with_who_and_when_and_no_version_is_made(
        self, town, document, bring_in
    ):
        file = bring_in(document)
        assert (bytes(file.content), file.by, file.at) == (TEXT.encode(), town.author, town.at)
        assert not document.versions.exists()

    def test_whoever_does_not_write_is_told_who_can(self, town, document, reasons_when):
        file = {"document": document, "name": "p.md", "content": b"# P", "at": town.now()}
        assert reasons_when(keep_file, by=town.clerk, **file) == (
            "Only the Author or the Corporate Officer can start a version.",
        )

    def test_what_cannot_be_read_is_not_kept(self, town, document, reasons_when):
        (reason,) = reasons_when(
            keep_file,
            document=document,
            name="p.pdf",
            content=b"%PDF-1.7",
            by=town.author,
            at=town.now(),
        )
        assert reason.startswith("The file is a PDF")

    def test_the_same_file_may_come_again_once_it_was_used(self, document, bring_in, choose, put):
        first = bring_in(document)
        assert bring_in(document) == first
        put(choose(first))
        assert bring_in(document) != first

    @pytest.mark.parametrize("stage", ["in_review", "approved"])
    def test_both_the_role_and_the_open_version_are_named(self, town, request, stage):
        version = request.getfixturevalue(stage)
        reasons = reasons_against_bringing_in(version.document, by=town.clerk, at=town.now())
        assert "Only the Author or the Corporate Officer can start a version." in reasons
        assert any("Version 1.0 is already open." in reason for reason in reasons)
        assert "can re" in reasons[-1]

    def test_a_draft_takes_a_file_from_those_who_write(self, town, draft):
        at = town.now()
        assert reasons_against_bringing_in(draft.document, by=town.officer, at=at) == ()
        assert reasons_against_bringing_in(draft.document, by=town.clerk, at=at) == (
            "Only the Author or the Corporate Officer can change the text of a version.",
        )


class TestPuttingItThere:
    def test_a_first_version(self, document, bring_in, choose, put):
        file = choose(bring_in(document), title="Members online", kind="guidance")
        version = put(file)
        file.refresh_from_db()
        assert file.version == version
        assert (str(version.number), version.title, version.kind) == (
            "2.0",
            "Members online",
            "guidance",
        )
        assert version.keywords == "posting, sharing"
        assert [(s.heading, s.body) for s in version.sections.all()][:2] == [
            ("How it came about", "Adopted after a long debate"),
            ("Scope", "This policy applies to **all** members."),
        ]

    def test_what_was_shown_is_what_is_put_there(self, draft, bring_in, choose, put):
        file = choose(bring_in(draft.document))
        shown = proposal_for(file).after()
        there = put(file).as_content()
        assert (there.title, there.kind, there.summary) == (shown.title, shown.kind, shown.summary)
        assert [replace(section, lineage="") for section in there.sections] == [
            replace(section, lineage="") for section in shown.sections
        ]

    def test_the_draft_keeps_what_the_file_does_not_say(self, town, draft, bring_in, choose, put):
        before = draft.as_content()
        after = put(choose(bring_in(draft.document))).as_content()
        for name in ("number", "summary", "audience", "coverage", "change_reason", "contacts"):
            assert getattr(after, name) == getattr(before, name)
        lineage = {section.heading: section.lineage for section in before.sections}
        assert after.sections[1].lineage == lineage["Scope"]
        assert after.sections[1].laws == (town.law.code,)

    def test_every_reason_is_given_at_once(self, town, document, bring_in, choose, reasons_when):
        report = "# Report\n\n" + "\n\n".join(
            f"## {heading}\n\nWords."
            for heading in ("Purpose of the report", "Recommendations", "Financial implications",
                            "Background papers", "Options considered")
        )  # fmt: skip
        file = choose(bring_in(document, text=f"Stray words\n\n{report}"), kind="", placements={})
        seen_as = proposal_for(file).seen_as
        reasons = reasons_when(
            put_into_draft, file=file, seen_as=seen_as, by=town.author, at=town.now()
        )
        assert reasons == (
            "This is a committee report, not a policy. If it is to be read as one, say its kind.",
            "Say where these words go: “Stray words” (line 1).",
        )

    def test_a_draft_that_was_changed_since_is_left_alone(
        self, town, draft, bring_in, choose, reasons_when
    ):
        file = choose(bring_in(draft.document))
        seen_as = proposal_for(file).seen_as
        town.write_section(draft, "Training", "A colleague wrote this.")
        (reason,) = reasons_when(
            put_into_draft, file=file, seen_as=seen_as, by=town.author, at=town.now()
        )
        assert reason.startswith("Someone changed the draft after this page was shown.")

    def test_a_draft_that_was_started_since_is_not_written_over_unseen(
        self, town, in_force, bring_in, choose, reasons_when
    ):
        file = choose(bring_in(in_force.document))
        seen_as = proposal_for(file).seen_as
        town.make_draft(in_force.document)
        assert reasons_when(
            put_into_draft, file=file, seen_as=seen_as, by=town.author, at=town.now()
        )

    def test_choices_made_since_do_not_count_as_a_change_of_the_draft(
        self, draft, bring_in, choose, put
    ):
        file = bring_in(draft.document)
        seen_as = proposal_for(file).seen_as
        assert put(choose(file), seen_as=seen_as) == draft

    def test_a_file_is_used_once(self, town, document, bring_in, choose, put, reasons_when):
        file = choose(bring_in(document))
        put(file)
        act = {"file": file, "by": town.author, "at": town.now()}
        (used,) = reasons_when(put_into_draft, seen_as="", **act)
        assert used == "The words of this file are in version 2.0 already."
        assert used in reasons_when(keep_choices, title="T", kind="policy", placements={}, **act)

    def test_a_closed_account_can_do_nothing(self, town, document, bring_in, reasons_when):
        file = bring_in(document)
        town.author.is_active = False
        town.author.save()
        assert reasons_when(
            put_into_draft, file=file, seen_as="", by=town.author, at=town.now()
        ) == ("This account is closed. An Administrator can open it again.",)


def test_the_command_keeps_the_anchors_of_the_version_in_force(town, in_force):
    draft = import_draft(
        imported=read_document(TEXT), slug=in_force.document.slug, by=town.author, at=town.now()
    )
    assert (
        draft.sections.get(heading="Scope").lineage
        == in_force.sections.get(heading="Scope").lineage
    )


def test_headings_deeper_than_a_section_can_be_become_the_deepest():
    read = read_document("# T policy\n\n## 1 A\n\nx\n\n### 1.1 B\n\nx\n\n#### 1.1.1 C\n\nx\n\n"
                         "##### 1.1.1.1 D\n\nx\n")  # fmt: skip
    assert [section.level for section in content_from_import(read).sections] == [1, 2, 3, 3]
