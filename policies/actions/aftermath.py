"""What became of a version once it was approved, as entries of its public record."""

from collections.abc import Iterator

from policies.domain import approval
from policies.domain.approval import Detail, Entry, filled
from policies.domain.dates import in_words, london_day
from policies.domain.lifecycle import Status
from policies.domain.reviews import ReviewOutcome
from policies.models import CallIn, Restriction, Review, Version


def called_in(version: Version) -> Iterator[Entry]:
    """Yield what held the publication up, and what let it go on."""
    for row in CallIn.objects.filter(version=version).select_related("release"):
        yield approval.happened(
            on=london_day(row.at),
            at=row.at,
            stage="Call-in",
            what="the approval was called in, and publication waited",
            details=filled(("By whom", row.authority)),
        )
        if hasattr(row, "release"):
            yield approval.happened(
                on=london_day(row.release.at),
                at=row.release.at,
                stage="Call-in",
                what="the text was released, and could be published",
                details=filled(("By whom", row.release.authority)),
            )


def reviewed(version: Version) -> Iterator[Entry]:
    """Yield each time that the council reconsidered the version; why, where nothing changed."""
    for row in Review.objects.filter(version=version):
        told = row.reason if row.outcome == ReviewOutcome.NO_CHANGE.value else ""
        due = in_words(row.next_review_on) if row.next_review_on else ""
        yield approval.happened(
            on=london_day(row.at),
            at=row.at,
            stage="Review",
            what=f"the council reconsidered version {version.number}",
            who=row.post,
            details=filled(
                Detail("Outcome", row.get_outcome_display(), stays=True),
                ("Decided by", row.authority),
                ("Why", told),
                Detail("Next review by", due, stays=True),
            ),
        )


def restricted(version: Version) -> Iterator[Entry]:
    """Yield what was hidden by law, and what was shown again."""
    rows = Restriction.objects.filter(version=version, word__is_confirmed=True)
    for row in rows.select_related("word"):
        what = "the text" if row.hides_all else "a passage of the text"
        done = f"{what} was hidden by law" if not row.lifts_id else f"{what} was shown again"
        yield approval.happened(
            on=london_day(row.word.at),
            at=row.word.at,
            stage="Hidden by law" if not row.lifts_id else "Shown again",
            what=done,
            details=filled(
                Detail("Ground", row.get_ground_display(), stays=True),
                Detail("Notice", "" if row.lifts_id else row.notice, stays=True),
            ),
        )


def superseded(version: Version) -> Iterator[Entry]:
    """Yield that a later version took its place; its number, where everyone may read it."""
    until = version.in_force_until
    if version.state is not Status.SUPERSEDED or until is None:
        return
    later = version.document.versions.published().filter(in_force_from=until).first()
    by = f"version {later.number}" if later and later.is_public else "a later version"
    yield approval.happened(
        on=until, stage="Superseded", what=f"{by} took the place of version {version.number}"
    )
