"""What became of a version once it was approved, as entries of its public record."""

from collections.abc import Iterator

from policies.domain import approval
from policies.domain.dates import in_words, london_day
from policies.domain.entries import Detail, Entry, filled
from policies.domain.language import _, gettext_noop
from policies.domain.lifecycle import Status
from policies.domain.reviews import ReviewOutcome
from policies.models import CallIn, Restriction, Review, Version


def called_in(version: Version) -> Iterator[Entry]:
    """Yield what held the publication up, and what let it go on."""
    for row in CallIn.objects.filter(version=version).select_related("release"):
        yield approval.happened(
            on=london_day(row.at),
            at=row.at,
            stage=_("Call-in"),
            sentence=_("On {day} the approval was called in, and publication waited."),
            details=filled((_("By whom"), row.authority)),
        )
        if hasattr(row, "release"):
            yield approval.happened(
                on=london_day(row.release.at),
                at=row.release.at,
                stage=_("Call-in"),
                sentence=_("On {day} the text was released, and could be published."),
                details=filled((_("By whom"), row.release.authority)),
            )


def reviewed(version: Version) -> Iterator[Entry]:
    """Yield each time that the council reconsidered the version; why, where nothing changed."""
    for row in Review.objects.filter(version=version):
        told = row.reason if row.outcome == ReviewOutcome.NO_CHANGE.value else ""
        due = in_words(row.next_review_on) if row.next_review_on else ""
        yield approval.happened(
            on=london_day(row.at),
            at=row.at,
            stage=_("Review"),
            sentence=_("On {day} the council reconsidered version {number}."),
            number=version.number,
            who=row.post,
            details=filled(
                Detail(_("Outcome"), row.get_outcome_display(), stays=True),
                (_("Decided by"), row.authority),
                (_("Why"), told),
                Detail(_("Next review by"), due, stays=True),
            ),
        )


def restricted(version: Version) -> Iterator[Entry]:
    """Yield what was hidden by law, and what was shown again."""
    rows = Restriction.objects.filter(version=version, word__is_confirmed=True)
    for row in rows.select_related("word"):
        yield approval.happened(
            on=london_day(row.word.at),
            at=row.word.at,
            stage=_("Hidden by law") if not row.lifts_id else _("Shown again"),
            sentence=_(_RESTRICTED[row.hides_all, bool(row.lifts_id)]),
            details=filled(
                Detail(_("Ground"), row.get_ground_display(), stays=True),
                Detail(_("Notice"), "" if row.lifts_id else row.notice, stays=True),
            ),
        )


# By whether all of the text was hidden, and whether it was shown again.
_RESTRICTED = {
    (True, False): gettext_noop("On {day} the text was hidden by law."),
    (True, True): gettext_noop("On {day} the text was shown again."),
    (False, False): gettext_noop("On {day} a passage of the text was hidden by law."),
    (False, True): gettext_noop("On {day} a passage of the text was shown again."),
}


def superseded(version: Version) -> Iterator[Entry]:
    """Yield that a later version took its place; its number, where everyone may read it."""
    until = version.in_force_until
    if version.state is not Status.SUPERSEDED or until is None:
        return
    later = version.document.versions.published().filter(in_force_from=until).first()
    is_named = later is not None and later.is_public
    yield approval.happened(
        on=until,
        stage=_("Superseded"),
        sentence=_("On {day} version {later} took the place of version {number}.")
        if is_named
        else _("On {day} a later version took the place of version {number}."),
        number=version.number,
        later=later.number if later else "",
    )
