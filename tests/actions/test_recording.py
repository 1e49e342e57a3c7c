"""Recording what was in force before the portal: in any order, with the same result."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policies.actions import publishing, recording
from policies.domain.content import Contact, Kind, Section, VersionContent
from policies.domain.lifecycle import Outcome
from policies.domain.numbering import VersionNumber
from policies.models import Decision, Document, StatusChange, Version

TEXT = VersionContent(
    reference="",
    slug="",
    number="1.0",
    title="Members online",
    kind=Kind.POLICY,
    change_summary="The first text.",
    change_reason="There was none.",
    keywords=("posts", "groups"),
    sections=(Section(lineage="", heading="Scope", printed_number="1.", markdown="All members."),),
)
EVIDENCE = "Minute book 4, page 12, in the strong room."


def from_paper(town, document, day, number=(1, 0), **other):
    decision = recording.PaperDecision(
        body=town.body, decided_on=day, minute_reference="Minute 3", resolution="RESOLVED."
    )
    return {
        "document": document,
        "number": VersionNumber(*number),
        "content": TEXT,
        "author_post": town.author_post,
        "in_force_from": day,
        "decisions": [decision],
        "evidence": EVIDENCE,
        "by": town.officer,
        "at": town.now(),
    } | other


@pytest.fixture
def document(town):
    return town.make_document()


def test_a_past_version_is_in_force_if_none_is_later(town, document):
    day = date(2019, 5, 1)
    version = recording.record_past_version(
        **from_paper(town, document, day, next_review_on=date(2027, 5, 1))
    )
    kept = town.fresh(version)
    assert kept.is_in_force
    assert (kept.in_force_from, kept.in_force_until) == (day, None)
    assert kept.next_review_on == date(2027, 5, 1)
    assert kept.recorded_from_paper_on == date(2026, 3, 2)
    assert kept.evidence == EVIDENCE
    assert kept.submission.is_intact
    assert kept.submission.content.sections[0].title == "1. Scope"
    assert kept.as_content().keywords == ("posts", "groups")
    assert Document.objects.get(pk=document.pk).title == "Members online"


def test_what_is_recorded_says_that_it_is_from_paper(town, document):
    version = recording.record_past_version(**from_paper(town, document, date(2019, 5, 1)))
    change = StatusChange.objects.get(version=version)
    assert (change.move, change.from_status, change.to_status) == ("record_past", "", "in_force")
    assert (change.by, change.at, change.note) == (town.officer, town.at, EVIDENCE)
    assert change.authority == "Standards Committee, Minute 3"
    decision = Decision.objects.get()
    assert (decision.submission, decision.outcome) == (version.submission, "approved")
    assert list(Decision.objects.for_public(version.submission)) == [decision]


def test_a_later_past_version_supersedes_the_one_before(town, document):
    first = recording.record_past_version(**from_paper(town, document, date(2015, 5, 1)))
    second = recording.record_past_version(**from_paper(town, document, date(2019, 5, 1), (2, 0)))
    first = town.fresh(first)
    assert first.is_superseded
    assert first.in_force_until == date(2019, 5, 1)
    change = first.status_changes.last()
    assert (change.move, change.successor) == ("supersede", second)
    assert change.note == "By version 2.0, recorded from paper"


def test_an_earlier_past_version_ends_where_the_next_begins(town, document):
    second = recording.record_past_version(**from_paper(town, document, date(2019, 5, 1), (2, 0)))
    first = recording.record_past_version(
        **from_paper(town, document, date(2015, 5, 1), content=TEXT)
    )
    assert first.is_superseded
    assert (first.in_force_from, first.in_force_until) == (date(2015, 5, 1), date(2019, 5, 1))
    assert town.fresh(second).is_in_force


def test_what_was_before_the_portal_is_recorded_after_the_portal_began(town, in_force):
    version = recording.record_past_version(
        **from_paper(town, in_force.document, date(2019, 5, 1), (0, 9))
    )
    assert version.is_superseded
    assert version.in_force_until == in_force.in_force_from
    assert town.fresh(in_force).is_in_force
    title = Document.objects.get(pk=in_force.document_id).title
    assert title == "Social media policy"


def test_a_past_version_is_recorded_beside_an_open_draft(town, draft):
    version = recording.record_past_version(
        **from_paper(town, draft.document, date(2019, 5, 1), (0, 9))
    )
    assert version.is_in_force
    assert town.fresh(draft).is_draft


def test_a_version_published_here_supersedes_the_one_from_paper(town, document):
    past = recording.record_past_version(**from_paper(town, document, date(2019, 5, 1)))
    successor = town.make_in_force(document)
    assert str(successor.number) == "2.0"
    assert town.fresh(past).is_superseded
    assert town.fresh(past).in_force_until == successor.in_force_from


FEWEST = date(2000, 1, 1)
DAYS = st.lists(
    st.dates(FEWEST, date(2026, 3, 1)) | st.dates(FEWEST, FEWEST + timedelta(days=6)),
    min_size=1,
    max_size=7,
    unique=True,
)


@given(days=DAYS, through_portal=st.booleans(), data=st.data())
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_order_of_recording_does_not_matter(town, days, through_portal, data):
    """Whatever is found first in the strong room, each day has the text that it had."""
    with transaction.atomic():
        document = town.make_document()
        if through_portal:
            published = town.make_in_force(document)
            days_in_force = sorted([*days, published.in_force_from])
        else:
            days_in_force = sorted(days)
        for day in days:
            number = (10 + days_in_force.index(day), 0)
            recording.record_past_version(**from_paper(town, document, day, number))
            assert_one_text_a_day(document, set(days_in_force))
        # Brute force: a text is in force until the next one begins.
        ends = [*days_in_force[1:], None]
        periods = [
            (v.in_force_from, v.in_force_until) for v in document.versions.order_by("in_force_from")
        ]
        assert periods == list(zip(days_in_force, ends, strict=True))
        statuses = [v.status for v in document.versions.order_by("in_force_from")]
        assert statuses == ["superseded"] * (len(periods) - 1) + ["in_force"]
        day = data.draw(st.dates(FEWEST - timedelta(days=9), date(2030, 1, 1)))
        begun = [began for began in days_in_force if began <= day]
        found = document.in_force_on(day)
        assert (found.in_force_from if found else None) == (begun[-1] if begun else None)
        transaction.set_rollback(True)


def assert_one_text_a_day(document, days):
    for day in days | {day - timedelta(days=1) for day in days}:
        assert document.versions.in_force_on(day).count() <= 1
    assert document.versions.in_force().count() == 1


def test_every_reason_against_recording_comes_at_once(town, in_force, reasons_when):
    day = in_force.in_force_from
    act = from_paper(town, in_force.document, day, by=town.author, evidence=" ")
    assert reasons_when(recording.record_past_version, **act) == (
        "Only the Corporate Officer can record a past version.",
        "Say why. The reason is kept on the record.",
        "A past version came into force before today. "
        "A text that begins today is submitted, decided and published here.",
        "Version 1.0 came into force on 2 March 2026 already.",
        "Version 1.0 was published here on 2 March 2026; "
        "from that day on the portal itself is the record.",
    )


def test_a_past_version_is_not_from_the_future(town, document, reasons_when):
    act = from_paper(town, document, date(2026, 3, 3))
    decided = [replace(decision, decided_on=date(2026, 3, 2)) for decision in act["decisions"]]
    act["decisions"] = decided
    assert reasons_when(recording.record_past_version, **act) == (
        "A past version came into force before today. "
        "A text that begins today is submitted, decided and published here.",
    )


def test_a_text_is_decided_before_it_comes_into_force_and_reviewed_after(
    town, document, reasons_when
):
    day = date(2019, 5, 1)
    act = from_paper(town, document, day) | {"next_review_on": day}
    late = [replace(decision, decided_on=date(2019, 6, 1)) for decision in act["decisions"]]
    assert reasons_when(recording.record_past_version, **act | {"decisions": late}) == (
        "A text does not come into force before it is decided. Check the two dates.",
        "The next review must be after the day on which it came into force.",
    )


def test_a_text_that_was_never_decided_is_not_recorded(town, document, reasons_when):
    act = from_paper(town, document, date(2019, 5, 1), decisions=[])
    assert reasons_when(recording.record_past_version, **act) == (
        "Give the decision that put it in force: the body, the date, the minute.",
    )


@pytest.mark.parametrize("outcome", [Outcome.REJECTED, Outcome.DEFERRED, Outcome.RETURNED])
def test_a_text_that_was_not_approved_did_not_come_into_force(
    town, document, reasons_when, outcome
):
    decision = recording.PaperDecision(
        body=town.body,
        decided_on=date(2019, 5, 1),
        minute_reference="Minute 3",
        resolution="RESOLVED.",
        outcome=outcome,
    )
    act = from_paper(town, document, date(2019, 5, 1), decisions=[decision])
    assert reasons_when(recording.record_past_version, **act)


@pytest.mark.parametrize(
    "fault", [{"decided_on": date(2031, 5, 1)}, {"minute_reference": " "}], ids=["day", "minute"]
)
def test_a_decision_on_paper_has_a_minute_and_is_not_from_the_future(
    town, document, reasons_when, fault
):
    act = from_paper(town, document, date(2019, 5, 1))
    faulty = [replace(decision, **fault) for decision in act["decisions"]]
    assert reasons_when(recording.record_past_version, **act | {"decisions": faulty})


def test_faults_of_the_text_and_a_number_that_is_taken_are_named(town, in_force, reasons_when):
    content = VersionContent(
        reference="", slug="", number="", title=" ", kind=Kind.POLICY, sections=TEXT.sections
    )
    act = from_paper(town, in_force.document, date(2019, 5, 1), (1, 0), content=content)
    assert reasons_when(recording.record_past_version, **act) == (
        "The version has no title. Give it one under “Title”.",
        "Say in plain English what this version changes, under “Change summary”.",
        "Say why it is changed, under “Change reason”.",
        "This document has a version 1.0 already.",
    )


def test_a_text_with_a_contact_that_no_register_has_leaves_nothing_behind(
    town, document, reasons_when
):
    content = replace(TEXT, contacts=(Contact(name="Nobody"),))
    act = from_paper(town, document, date(2019, 5, 1), content=content)
    assert reasons_when(recording.record_past_version, **act) == (
        "There is no contact “Nobody”. Add it to its register first.",
    )


def test_a_past_version_is_not_recorded_twice(town, document, reasons_when):
    act = from_paper(town, document, date(2019, 5, 1))
    recording.record_past_version(**act)
    assert reasons_when(recording.record_past_version, **act) == (
        "Version 1.0 came into force on 1 May 2019 already.",
    )


def test_recording_an_older_text_does_not_undo_a_withdrawal(town, document, everything):
    """Withdrawn in the portal in 2026; then a text between it and that day is found on paper."""
    first = recording.record_past_version(**from_paper(town, document, date(2015, 5, 1)))
    town.wait(days=10)
    publishing.withdraw_version(version=first, by=town.officer, at=town.now(), reason="Out.")
    today = town.at.date()
    before = everything()
    try:
        found = recording.record_past_version(
            **from_paper(town, document, date(2019, 5, 1), (2, 0))
        )
    except recording.MoveRefused:
        assert everything() == before
        return
    # If it is let in, it ended when the document was withdrawn, and nothing is in force.
    assert town.fresh(found).in_force_until == today
    assert not Version.objects.in_force().exists()
    assert document.in_force_on(today) is None
