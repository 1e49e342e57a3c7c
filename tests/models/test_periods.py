"""One text is in force at any time, one is being worked on, and no status is jumped to."""

import pytest

from policies.models import Version
from tests.models.raw_sql import SQLITE, refused

STAGES = ["in_review", "approved", "in_force", "superseded", "withdrawn", "discarded"]
ALLOWED = {
    ("draft", "in_review"), ("draft", "discarded"), ("in_review", "draft"),
    ("in_review", "approved"), ("in_review", "discarded"), ("approved", "in_force"),
    ("approved", "discarded"), ("in_force", "superseded"), ("in_force", "withdrawn"),
}  # fmt: skip


@pytest.mark.parametrize("stage", ["draft", *STAGES])
def test_no_status_is_jumped_to(ledger, stage):
    version = ledger.version_in(stage)
    for target in ["draft", *STAGES]:
        if target != stage and (stage, target) not in ALLOWED:
            refused(f"UPDATE policies_version SET status = '{target}' WHERE id = {version.pk}")
    version.refresh_from_db()
    assert version.status == stage


def test_a_status_that_is_no_status_is_refused(ledger):
    refused(f"UPDATE policies_version SET status = 'live' WHERE id = {ledger.draft.pk}")


def test_two_versions_in_force_are_impossible(town, in_force):
    town.wait(days=2)
    approved = town.make_approved(in_force.document)
    for day in ("2027-01-01", in_force.in_force_from.isoformat(), "2020-01-01"):
        for verb in ["UPDATE", "UPDATE OR REPLACE"] if SQLITE else ["UPDATE"]:
            refused(
                f"{verb} policies_version SET status = 'in_force', in_force_from = '{day}'"
                f" WHERE id = {approved.pk}"
            )
    assert Version.objects.in_force().count() == 1


def test_two_open_versions_are_impossible(ledger):
    draft = ledger.draft
    assert "This document has an open version." in refused(
        ledger.insert("policies_version", draft, id=90001, major=77)
    )
    refused(ledger.insert("policies_version", draft, id=90001, major=77, status="'in_review'"))
    # A discarded version does not come back beside it.
    refused(
        ledger.insert(
            "policies_version", draft, id=90001, major=77, document_id=ledger.in_review.document_id
        )
    )
    assert draft.document.versions.open().count() == 1


def test_a_number_is_used_once(ledger):
    taken = "This document has a version with this number."
    superseded = ledger.superseded
    number = {"major": superseded.major, "minor": superseded.minor}
    # Not even that of a version that was discarded.
    again = ledger.insert("policies_version", ledger.discarded, id=90001, status="'draft'")
    assert taken in refused(again)
    assert taken in refused(
        f"UPDATE policies_version SET major = {number['major']}, minor = {number['minor']}"
        f" WHERE id = {ledger.second_draft.pk}"
    )


def test_periods_in_force_never_overlap(ledger):
    overlap = "Another version of this document was in force in that time."
    old, now = ledger.superseded, ledger.successor
    for sql in (
        f"UPDATE policies_version SET in_force_until = '2040-01-01' WHERE id = {old.pk}",
        f"UPDATE policies_version SET in_force_from = '{old.in_force_from}' WHERE id = {now.pk}",
    ):
        assert overlap in refused(sql)


def test_a_period_does_not_end_before_it_begins(ledger):
    old = ledger.superseded
    refused(f"UPDATE policies_version SET in_force_until = '2000-01-01' WHERE id = {old.pk}")


def test_dates_of_force_belong_to_texts_that_were_in_force(ledger):
    for stage in ("draft", "in_review", "approved", "discarded"):
        version = ledger.version_in(stage)
        refused(f"UPDATE policies_version SET in_force_from = '2031-01-01' WHERE id = {version.pk}")
    refused(f"UPDATE policies_version SET in_force_from = NULL WHERE id = {ledger.in_force.pk}")
    refused(f"UPDATE policies_version SET in_force_until = NULL WHERE id = {ledger.superseded.pk}")


def test_a_version_begins_as_a_draft_whoever_makes_it(ledger):
    for status in STAGES:
        dates = {"in_force_from": "'2001-01-01'", "in_force_until": "'2001-01-02'"}
        refused(
            ledger.insert(
                "policies_version",
                ledger.discarded,
                id=90001,
                major=77,
                status=f"'{status}'",
                **dates if status in ("in_force", "superseded", "withdrawn") else {},
            )  # fmt: skip
        )
