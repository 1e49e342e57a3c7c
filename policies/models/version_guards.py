"""What the database refuses of a version: its identity, its frozen text, its moves, its days."""

from collections.abc import Iterator

from policies.domain.lifecycle import Status, changes_of_status
from policies.models.guard import Guard, row_exists
from policies.models.version import Version

# Columns of a version that go on moving when its text no longer does.
MOVING_COLUMNS = {"status", "submission_id", "in_force_from", "in_force_until", "next_review_on"}


def version_guards() -> Iterator[Guard]:
    """Yield the guards of the table of versions."""
    table = Version._meta.db_table
    draft, in_review, in_force = (
        Status.DRAFT.value,
        Status.IN_REVIEW.value,
        Status.IN_FORCE.value,
    )
    yield Guard(table, "DELETE", "kept", "TRUE", "A version is never deleted.")
    yield Guard(
        table, "INSERT", "draft", f"NEW.status <> '{draft}'", "A version begins as a draft."
    )
    for number, columns in enumerate([("id",), ("document_id", "major", "minor")]):
        yield Guard(
            table,
            "INSERT",
            f"new{number}",
            row_exists(table, columns),
            "This document has a version with this number.",
        )
    yield Guard(
        table,
        "INSERT",
        "open",
        row_exists(
            table,
            ("document_id",),
            f"kept.status IN ('{draft}', '{in_review}', '{Status.APPROVED.value}')",
            "(kept.recorded_from_paper_on IS NULL) = (NEW.recorded_from_paper_on IS NULL)",
        ),
        "This document has an open version.",
    )
    yield Guard(
        table,
        "UPDATE",
        "identity",
        "OLD.id <> NEW.id OR OLD.document_id <> NEW.document_id"
        " OR OLD.recorded_from_paper_on {differs} NEW.recorded_from_paper_on",
        "A version keeps its identity.",
    )
    frozen = " OR ".join(
        f"OLD.{field.column} {{differs}} NEW.{field.column}"
        for field in Version._meta.local_fields
        if field.column not in MOVING_COLUMNS
    )
    yield Guard(
        table,
        "UPDATE",
        "frozen",
        f"OLD.status <> '{draft}' AND ({frozen})",
        "The text of a version is changed only while it is a draft.",
    )
    yield Guard(
        table,
        "UPDATE",
        "submission",
        f"OLD.status NOT IN ('{draft}', '{in_review}')"
        " AND OLD.submission_id {differs} NEW.submission_id",
        "What was decided stays what was decided.",
    )
    yield Guard(
        table,
        "UPDATE",
        "move",
        f"OLD.status <> NEW.status AND NOT ({_allowed_moves()})",
        "There is no such move between these statuses.",
    )
    yield Guard(
        table,
        "UPDATE",
        "number",
        row_exists(table, ("document_id", "major", "minor"), "kept.id <> NEW.id"),
        "This document has a version with this number.",
    )
    yield Guard(
        table,
        "UPDATE",
        "one_in_force",
        f"NEW.status = '{in_force}' AND "
        + row_exists(table, ("document_id",), "kept.id <> NEW.id", f"kept.status = '{in_force}'"),
        "Another version of this document is in force.",
    )
    yield Guard(
        table,
        "UPDATE",
        "same_day",
        "NEW.in_force_from IS NOT NULL AND "
        + row_exists(table, ("document_id", "in_force_from"), "kept.id <> NEW.id"),
        "Another version of this document came into force on that day.",
    )
    yield Guard(
        table,
        "UPDATE",
        "one_a_day",
        "NEW.in_force_from IS NOT NULL AND "
        + row_exists(
            table,
            ("document_id",),
            "kept.id <> NEW.id",
            "kept.in_force_from IS NOT NULL",
            "(NEW.in_force_until IS NULL OR kept.in_force_from < NEW.in_force_until)",
            "(kept.in_force_until IS NULL OR NEW.in_force_from < kept.in_force_until)",
        ),
        "Another version of this document was in force in that time.",
    )


def _allowed_moves() -> str:
    pairs = sorted((origin.value, target.value) for origin, target in changes_of_status())
    moves = [
        f"(OLD.status = '{origin}' AND NEW.status = '{target}'"
        " AND OLD.recorded_from_paper_on IS NULL)"
        if origin == Status.DRAFT.value
        else f"(OLD.status = '{origin}' AND NEW.status = '{target}')"
        for origin, target in pairs
    ]
    recorded = (
        f"(OLD.status = '{Status.DRAFT.value}' AND OLD.recorded_from_paper_on IS NOT NULL"
        f" AND NEW.status IN ('{Status.SUPERSEDED.value}', '{Status.IN_FORCE.value}'))"
    )
    return " OR ".join([*moves, recorded])
